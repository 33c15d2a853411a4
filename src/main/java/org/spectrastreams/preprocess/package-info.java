/**
 * Interpolation, baseline, smoothing, scaling and quality checks that bring a spectrum onto a
 * model's axis.
 *
 * <p>May use {@code spectrum}. Values are immutable; any other object serves one thread unless its
 * class says otherwise.
 */
package org.spectrastreams.preprocess;
