package org.spectrastreams.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The commands that need the training distribution, which the service does not carry. Where its jar
 * is not on the class path, as in the container image, each has a place holder that says so.
 */
final class TrainingCommands {
  /** A command: its name, its class in {@code cli.training} and what it says of itself. */
  record Entry(String name, String type, String description) {
    String className() {
      return TrainingCommands.class.getPackageName() + ".training." + type;
    }
  }

  static final List<Entry> ALL =
      List.of(
          new Entry(
              "train",
              "TrainCommand",
              "Train, cross-validate and export a model from labelled spectra or a recipe."),
          new Entry(
              "compare",
              "CompareCommand",
              "Compare methods on labelled spectra by nested cross-validation over whole groups."),
          new Entry(
              "recipe",
              "RecipeCommand",
              "Begin a recipe, check one, or list every key of the format."),
          new Entry(
              "evaluate",
              "EvaluateCommand",
              "Evaluate a stored model on labelled spectra, or on what its recipe holds out."),
          new Entry(
              "models explain",
              "ModelsExplainCommand",
              "Give a stored package a domain, a calibration and explanations from a file."),
          new Entry(
              "models import",
              "ModelsImportCommand",
              "Make a package of an ONNX model that was trained elsewhere."),
          new Entry(
              "explanations-report",
              "ExplanationsReportCommand",
              "Measure the explanations of stored models and write one page about them."));

  private TrainingCommands() {}

  /** Adds all of them to {@code spectra}. */
  static void addTo(CommandLine spectra) {
    for (Entry entry : ALL) {
      try {
        Class<?> type =
            Class.forName(entry.className(), false, TrainingCommands.class.getClassLoader());
        above(spectra, entry).addSubcommand(type);
      } catch (ClassNotFoundException e) {
        above(spectra, entry).addSubcommand(placeHolder(entry));
      }
    }
  }

  /** The command that an entry of two words is a subcommand of. */
  private static CommandLine above(CommandLine spectra, Entry entry) {
    return entry.name().contains(" ")
        ? spectra.getSubcommands().get(entry.name().split(" ", 2)[0])
        : spectra;
  }

  private static CommandLine placeHolder(Entry entry) {
    CommandLine command = new CommandLine(new Absent(entry.name()));
    command
        .getCommandSpec()
        .name(entry.name().replaceFirst("^.* ", ""))
        .usageMessage()
        .description(entry.description());
    return command.setUnmatchedArgumentsAllowed(true);
  }

  /** Stands for a command whose jar is not here. */
  @Command(mixinStandardHelpOptions = true)
  static final class Absent implements Callable<Integer> {
    private final String name;
    @Spec private CommandSpec spec;

    Absent(String name) {
      this.name = name;
    }

    @Override
    public Integer call() {
      spec.commandLine()
          .getErr()
          .println(
              name
                  + ": needs the training libraries, which this installation does not hold; run"
                  + " ./spectra "
                  + name
                  + " in a checkout of the project, which fetches them");
      return 1;
    }
  }
}
