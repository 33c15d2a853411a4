/**
 * LIME, of the stable and of the published kind: perturbed spectra, designs, regressions. An
 * explainer serves one thread; backgrounds and segments are immutable.
 */
package org.spectrastreams.explain.lime;
