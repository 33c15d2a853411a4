/**
 * The methods of explanation and the one way to ask them. A {@link
 * org.spectrastreams.explain.methods.ModelExplainer} serves one thread.
 */
package org.spectrastreams.explain.methods;
