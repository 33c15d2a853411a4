package org.spectrastreams.cli.models;

import java.io.IOException;
import java.util.Optional;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code spectra models shadow}: a version is scored beside the one in use, and compared. */
@Command(
    name = "shadow",
    description = {
      "Score a version beside the one in use; what it says is compared and never published.",
      "The metric spectra_shadow_total tells how the two compare."
    },
    mixinStandardHelpOptions = true)
final class ShadowCommand extends ChangeCommand {
  @Parameters(index = "1", paramLabel = "MODEL", description = "As for use; off: no version is.")
  private String model;

  @Override
  ModelRequest request(ServiceConfig config) throws IOException {
    return new ModelRequest.Shadow(
        model.equals("off")
            ? Optional.<ModelRequest.Version>empty()
            : Optional.of(ModelReference.version(model, config)));
  }
}
