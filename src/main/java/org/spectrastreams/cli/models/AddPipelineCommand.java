package org.spectrastreams.cli.models;

import java.io.IOException;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.control.PipelineRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spectra pipelines add}. */
@Command(
    name = "add",
    description = {
      "Let a running service have one pipeline more, from the next record on.",
      "Every instance proves its model first; exit status 1 where one refuses it."
    },
    mixinStandardHelpOptions = true)
final class AddPipelineCommand extends ChangeCommand {
  @Mixin private PipelineOptions definition;

  @Override
  ModelRequest request(ServiceConfig config) throws IOException {
    return new PipelineRequest.Add(definition.fields(), definition.version(config));
  }
}
