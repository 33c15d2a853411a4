/** Explanations by the gradient of a class's log-odds. An explainer serves one thread. */
package org.spectrastreams.explain.gradient;
