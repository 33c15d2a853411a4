package org.spectrastreams.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.Pipelines;

/**
 * The pipeline by which a command treats the spectra of a file, so that it says of them what the
 * service would.
 */
final class FilePipeline {
  private FilePipeline() {}

  /**
   * The pipeline asked for; without a name the only one that scores with this model; where there is
   * none, or are several, one that is called like the model and reads no bands.
   *
   * @param named empty: not asked for
   * @throws IOException if there is no such pipeline, or if it scores with another model
   */
  static Pipeline of(ServiceConfig config, ModelId model, Optional<String> named)
      throws IOException {
    Pipelines known = Pipelines.load(config.pipelinesDir());
    if (named.isPresent()) {
      Pipeline pipeline = named(known, named.get());
      if (!scoresWith(pipeline, model)) {
        throw new IOException(
            "--pipeline "
                + pipeline.name()
                + " scores with "
                + pipeline.model().orElse("no model")
                + ", not with "
                + model
                + ": name one that does, or none");
      }
      return pipeline;
    }
    List<Pipeline> fitting =
        known.all().stream().filter(pipeline -> scoresWith(pipeline, model)).toList();
    return fitting.size() == 1 ? fitting.get(0) : Pipeline.plain(model.name(), model.toString());
  }

  /**
   * The pipeline of this name.
   *
   * @throws IOException if there is none
   */
  static Pipeline named(Pipelines known, String name) throws IOException {
    return known
        .find(name)
        .orElseThrow(
            () -> new IOException("--pipeline " + name + ": expected one of " + known.names()));
  }

  private static boolean scoresWith(Pipeline pipeline, ModelId model) {
    String named = pipeline.model().orElse("");
    return named.equals(model.name()) || named.startsWith(model.name() + "@");
  }
}
