/**
 * Interpolation, baseline, smoothing, scaling and quality checks that bring a spectrum onto a
 * model's axis.
 */
package org.spectrastreams.preprocess;
