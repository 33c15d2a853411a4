/**
 * What is done with which spectra: pipeline definitions, the models loaded for them, and the {@link
 * org.spectrastreams.stream.pipeline.Deployment} that says which version each uses.
 *
 * <p>Who works with models asks the one {@link
 * org.spectrastreams.stream.pipeline.CurrentDeployment} at the beginning of a record, so that a
 * version can be replaced between two records. Immutable and of any thread.
 *
 * <p>May use what room {@code stream} may use, and of it no other inner room.
 */
package org.spectrastreams.stream.pipeline;
