package org.spectrastreams.cli.models;

import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.control.PipelineRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code spectra pipelines}: adds, changes and removes pipelines of a running service. */
@Command(
    name = "pipelines",
    description = "Add, change and remove pipelines of a running service.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StatusCommand.class,
      AddPipelineCommand.class,
      ChangePipelineCommand.class,
      PipelinesCommand.Remove.class,
      PipelinesCommand.Restore.class,
      PipelinesCommand.Reset.class,
    })
public final class PipelinesCommand implements ForPrograms {
  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print one JSON object for each pipeline.")
  private boolean json;

  @Override
  public boolean json() {
    return json;
  }

  /** {@code spectra pipelines remove}. */
  @Command(
      name = "remove",
      description = {
        "Take a pipeline out of service on all instances, from the next record on.",
        "Records that name it become dead letters of the reason pipeline-removed."
      },
      mixinStandardHelpOptions = true)
  static final class Remove extends ChangeCommand {
    @Override
    ModelRequest request(ServiceConfig config) {
      return new PipelineRequest.Remove();
    }
  }

  /** {@code spectra pipelines restore}. */
  @Command(
      name = "restore",
      description = "Bring a pipeline that was removed back as it was.",
      mixinStandardHelpOptions = true)
  static final class Restore extends ChangeCommand {
    @Override
    ModelRequest request(ServiceConfig config) {
      return new PipelineRequest.Restore();
    }
  }

  /** {@code spectra pipelines reset}. */
  @Command(
      name = "reset",
      description = "Let the files of the instances say again what a pipeline is and uses.",
      mixinStandardHelpOptions = true)
  static final class Reset extends ChangeCommand {
    @Override
    ModelRequest request(ServiceConfig config) {
      return new PipelineRequest.Reset();
    }
  }
}
