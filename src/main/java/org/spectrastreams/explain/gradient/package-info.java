/**
 * Explanations by the gradient of a class's log-odds. An explainer serves one thread.
 *
 * <p>May use what room {@code explain} may use, and of it {@code lime}.
 */
package org.spectrastreams.explain.gradient;
