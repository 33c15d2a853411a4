/**
 * Changing models and pipelines while the service runs: the control topic, what it says, and the
 * switches that bring a version or a definition into use or refuse it.
 *
 * <p>What a pipeline is to use is one record a pipeline, what an instance uses one record an
 * instance and pipeline. Every instance reads all of them, from the beginning, before it scores. A
 * version is loaded, proven and compared with the one in use on the control thread; only then does
 * the {@link org.spectrastreams.stream.pipeline.Deployment} change, between two records of every
 * stream thread.
 *
 * <p>May use what room {@code stream} may use, and of it {@code broker}, {@code config}, {@code
 * pipeline}.
 */
package org.spectrastreams.stream.control;
