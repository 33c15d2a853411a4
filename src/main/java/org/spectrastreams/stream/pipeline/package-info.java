/**
 * What is done with which spectra: pipeline definitions, the models loaded for them, and the {@link
 * org.spectrastreams.stream.pipeline.Deployment} that says which version each uses.
 *
 * <p>Who works with models asks the one {@link
 * org.spectrastreams.stream.pipeline.CurrentDeployment} at the beginning of a record, so that a
 * version can be replaced between two records. Uses no other inner room of {@code stream}.
 * Immutable and of any thread.
 */
package org.spectrastreams.stream.pipeline;
