/**
 * One block in, one result out; no Kafka in it.
 *
 * <p>{@link org.spectrastreams.stream.score.BlockScorer} scores the blocks of one pipeline; what a
 * result says is the work of its {@link org.spectrastreams.stream.score.ResultPart}s, one a kind of
 * result. A further kind is one class, a {@link org.spectrastreams.stream.score.ResultKind} named
 * in {@code META-INF/services}.
 *
 * <p>May use pipelines and the rooms below {@code stream}. Scorers and parts are of one thread
 * each, and hold what they say of a block until the next one; {@link
 * org.spectrastreams.stream.score.ScorerPool} gives every thread its own. All else is immutable.
 *
 * <p>May use what room {@code stream} may use, and of it {@code pipeline}.
 */
package org.spectrastreams.stream.score;
