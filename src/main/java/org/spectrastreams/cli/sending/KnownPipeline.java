package org.spectrastreams.cli.sending;

import java.io.IOException;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.Pipelines;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Whether a pipeline that spectra are sent to is one of the configuration, or a stored model's. */
public final class KnownPipeline {
  private KnownPipeline() {}

  /**
   * Refuses one that is not, with the names of those that are.
   *
   * @throws IOException if the pipelines cannot be read
   */
  public static void require(CommandSpec spec, ServiceConfig config, String pipeline)
      throws IOException {
    Pipelines pipelines =
        Pipelines.load(config.pipelinesDir())
            .andOf(new ModelStore(config.modelStore()).list().stream().map(ModelId::name).toList());
    if (pipelines.find(pipeline).isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--pipeline "
              + pipeline
              + ": no such pipeline in "
              + config.pipelinesDir()
              + ", and no such model in "
              + config.modelStore()
              + "; there are "
              + String.join(", ", pipelines.names()));
    }
  }
}
