package org.spectrastreams.stream.pipeline;

import java.util.List;
import java.util.Optional;

/** Which pipelines there are: those of a configuration, or those of a running service just now. */
public interface KnownPipelines {
  /** The pipeline of this name. */
  Optional<Pipeline> find(String name);

  /** All pipelines, sorted by name. */
  List<Pipeline> all();

  /** Their names, sorted. */
  default List<String> names() {
    return all().stream().map(Pipeline::name).toList();
  }
}
