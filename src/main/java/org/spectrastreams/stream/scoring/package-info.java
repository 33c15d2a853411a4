/**
 * The scoring topology: raw blocks in, results and dead letters out; between records only the parts
 * of spectra that are larger than one are kept, and which blocks have their result.
 *
 * <p>May use {@code score}, audits, metrics, dead letters and topic names. A processor belongs to
 * the thread of its task and takes that thread's scorers from the pool.
 *
 * <p>May use what room {@code stream} may use, and of it {@code audit}, {@code broker}, {@code
 * config}, {@code metrics}, {@code score}, {@code shadow}, {@code tracing}.
 */
package org.spectrastreams.stream.scoring;
