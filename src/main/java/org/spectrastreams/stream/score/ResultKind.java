package org.spectrastreams.stream.score;

import java.util.Optional;
import org.spectrastreams.stream.pipeline.LoadedPipeline;

/**
 * A kind of thing that results can say of spectra. Immutable; any thread. Further kinds are named
 * in {@code META-INF/services}, see {@link ResultKinds}.
 */
public interface ResultKind {
  /** The part for one pipeline and one thread; empty where the pipeline's results have none. */
  Optional<ResultPart> partOf(LoadedPipeline pipeline);
}
