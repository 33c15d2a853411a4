package org.spectrastreams.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.spectrastreams.cli.bench.BenchCommand;
import org.spectrastreams.cli.exporting.ExportCommand;
import org.spectrastreams.cli.letters.ResendCommand;
import org.spectrastreams.cli.models.ModelsCommand;
import org.spectrastreams.cli.models.PipelinesCommand;
import org.spectrastreams.cli.models.RescoreCommand;
import org.spectrastreams.cli.sending.ReplayCommand;
import org.spectrastreams.cli.watching.WatchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line of Spectra Streams; each subcommand is a class of this package, or of {@code
 * training} where that distribution is on the class path.
 */
@Command(
    name = "spectra",
    description = "Streaming on-instrument classification of FTIR and Raman spectra.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      ConvertCommand.class,
      FormatsCommand.class,
      InfoCommand.class,
      ReplayCommand.class,
      WatchCommand.class,
      ConsumeCommand.class,
      ResendCommand.class,
      ExportCommand.class,
      ClassifyCommand.class,
      ExplainCommand.class,
      LimeReportCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      DeviceReportCommand.class,
      ModelsCommand.class,
      PipelinesCommand.class,
      RescoreCommand.class,
    })
public final class Spectra {
  private Spectra() {}

  /** Runs one command; the exit status is 0 for success, 1 for failure and 2 for wrong usage. */
  public static void main(String[] args) {
    System.exit(
        commandLine()
            .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(args));
  }

  /** All commands, as the launcher runs them. */
  static CommandLine commandLine() {
    CommandLine spectra = new CommandLine(new Spectra());
    TrainingCommands.addTo(spectra);
    return spectra;
  }
}
