/**
 * LIME, of the stable and of the published kind: perturbed spectra, designs, regressions. An
 * explainer serves one thread; backgrounds and segments are immutable.
 *
 * <p>May use what room {@code explain} may use, and of it no other inner room.
 */
package org.spectrastreams.explain.lime;
