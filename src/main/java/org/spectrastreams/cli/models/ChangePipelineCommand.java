package org.spectrastreams.cli.models;

import java.io.IOException;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.control.PipelineRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code spectra pipelines change}. */
@Command(
    name = "change",
    description = {
      "Change what a pipeline of a running service is, from the next record on.",
      "What no option names stays; a file says the whole definition, but for the version. An image"
          + " with bands that is being scanned is not finished by it."
    },
    mixinStandardHelpOptions = true)
final class ChangePipelineCommand extends ChangeCommand {
  @Mixin private PipelineOptions definition;

  @Override
  ModelRequest request(ServiceConfig config) throws IOException {
    return new PipelineRequest.Change(definition.fields(), definition.givenVersion(config));
  }
}
