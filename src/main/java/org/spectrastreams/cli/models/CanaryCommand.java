package org.spectrastreams.cli.models;

import java.io.IOException;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spectra models canary}: a version gives the results of a share of the images. */
@Command(
    name = "canary",
    description = {
      "Let a version give the results of a share of the images.",
      "Which ones follows from their ids: an image is scored by one version, on every instance."
    },
    mixinStandardHelpOptions = true)
final class CanaryCommand extends ChangeCommand {
  @Parameters(index = "1", paramLabel = "MODEL", description = "As for use; off: no version does.")
  private String model;

  @Option(
      names = "--share",
      paramLabel = "S",
      description = "The share of the images, above 0 and below 1; 0.1 where left out.")
  private double share = 0.1;

  @Override
  ModelRequest request(ServiceConfig config) throws IOException {
    return model.equals("off")
        ? new ModelRequest.NoCanary()
        : new ModelRequest.Canary(ModelReference.version(model, config), share);
  }
}
