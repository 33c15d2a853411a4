/**
 * What keeps a spectrum from being judged: it is unlike the training spectra, it has no signal, or
 * the detector repeats itself. Each is a {@link org.spectrastreams.stream.score.Gate}, found by
 * {@code META-INF/services}; a further one is one class. May use {@code stream.score}; gates are of
 * one thread each.
 *
 * <p>May use what room {@code stream} may use, and of it {@code score}.
 */
package org.spectrastreams.stream.gates;
