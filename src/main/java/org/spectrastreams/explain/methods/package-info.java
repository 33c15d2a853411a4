/**
 * The methods of explanation and the one way to ask them. A {@link
 * org.spectrastreams.explain.methods.ModelExplainer} serves one thread.
 *
 * <p>May use what room {@code explain} may use, and of it {@code context}, {@code gradient}, {@code
 * lime}.
 */
package org.spectrastreams.explain.methods;
