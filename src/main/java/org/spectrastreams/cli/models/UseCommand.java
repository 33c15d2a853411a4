package org.spectrastreams.cli.models;

import java.io.IOException;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code spectra models use}: another version gives the results from now on. */
@Command(
    name = "use",
    description = {
      "Let a running service use another version for a pipeline, from the next record on.",
      "Every instance checks it first; exit status 1 where one refuses it or gives no answer."
    },
    mixinStandardHelpOptions = true)
final class UseCommand extends ChangeCommand {
  @Parameters(
      index = "1",
      paramLabel = "MODEL",
      description = "name@version, or name for the newest of this machine's store.")
  private String model;

  @Override
  ModelRequest request(ServiceConfig config) throws IOException {
    return new ModelRequest.Use(ModelReference.version(model, config));
  }
}
