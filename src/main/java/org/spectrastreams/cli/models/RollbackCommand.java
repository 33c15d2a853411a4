package org.spectrastreams.cli.models;

import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import picocli.CommandLine.Command;

/** {@code spectra models rollback}: the version that was in use before is it again. */
@Command(
    name = "rollback",
    description = "Return to the version that was in use before; a canary and a shadow end.",
    mixinStandardHelpOptions = true)
final class RollbackCommand extends ChangeCommand {
  @Override
  ModelRequest request(ServiceConfig config) {
    return new ModelRequest.Rollback();
  }
}
