/**
 * Audits: exact explanations of a part of the scored spectra, compared with the stream's own.
 *
 * <p>Stream threads offer spectra to the {@link org.spectrastreams.stream.audit.Auditor}, which
 * never keeps them waiting; its one thread has engines of its own.
 *
 * <p>May use what room {@code stream} may use, and of it {@code pipeline}, {@code score}.
 */
package org.spectrastreams.stream.audit;
