package org.spectrastreams.cli.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.run.ExplanationsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra explanations-report}: what the explanations of models are worth, on one page. */
@Command(
    name = "explanations-report",
    description = "Measure the explanations of stored models and write one page about them.",
    mixinStandardHelpOptions = true)
final class ExplanationsReportCommand implements Callable<Integer> {
  private static final List<String> SHIPPED = List.of("tissue", "cartilage", "sers");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      arity = "0..*",
      description =
          "The models for which auto-encoders are trained and compared, of tissue, cartilage, sers;"
              + " default: all, which takes most of an hour on two cores.")
  private List<String> recipes = SHIPPED;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "The model store; default: the one that ships with the program.")
  private Path store = EvaluateCommand.shippedStore();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page; default: EXPLANATIONS.md in the model store.")
  private Path out;

  @Option(
      names = "--vae",
      paramLabel = "KIND",
      split = ",",
      defaultValue = "cp,ct,tt,dense",
      description = "The auto-encoders to compare; default: ${DEFAULT-VALUE}.")
  private List<String> kinds;

  @Option(
      names = "--supervision",
      paramLabel = "SHARE",
      split = ",",
      defaultValue = "0,0.2,1",
      description =
          "The shares of told classes to compare for simulated tissue; default: ${DEFAULT-VALUE}."
              + " For measured spectra, whose classes are all known, it is the recipe's own share.")
  private List<Double> supervisions;

  @Option(
      names = "--spectra",
      paramLabel = "N",
      defaultValue = "1000",
      description = "The most spectra to train on, for each model; default: ${DEFAULT-VALUE}.")
  private int spectra;

  @Option(
      names = "--seen",
      paramLabel = "N",
      defaultValue = "40000",
      description =
          "The most spectra that an auto-encoder sees in its training, each counted as often as it"
              + " is seen; default: ${DEFAULT-VALUE}.")
  private int seen;

  @Option(
      names = "--stored-only",
      description =
          "Only what the packages hold of their own measuring; no auto-encoders are trained.")
  private boolean storedOnly;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Explanations and trainings at once; default: one a processor core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter stdout = spec.commandLine().getOut();
    // The library that trains the networks prints to stdout as it goes.
    System.setOut(System.err);
    try {
      if (!SHIPPED.containsAll(recipes)) {
        throw new IllegalArgumentException("recipes " + recipes + "; expected some of " + SHIPPED);
      }
      if (threads < 1 || spectra < 100 || seen < spectra) {
        throw new IllegalArgumentException(
            threads
                + " threads, "
                + spectra
                + " spectra, "
                + seen
                + " seen; expected 1, 100 and the number of spectra, or more");
      }
      Path page = out == null ? store.resolve("EXPLANATIONS.md") : out;
      ExplanationsReport report = new ExplanationsReport(threads, err::println);
      StringBuilder text =
          new StringBuilder(
              ExplanationsReport.head(
                  "./spectra "
                      + String.join(" ", spec.commandLine().getParseResult().originalArgs())));
      for (String name : SHIPPED) {
        Recipe recipe = Recipe.read(name);
        ModelPackage model = new ModelStore(store).open(recipe.id().toString());
        text.append(report.section(model, recipe));
        if (!storedOnly && recipes.contains(name)) {
          text.append(report.comparison(model, recipe, kinds, supervisions, spectra, seen));
        }
      }
      Files.writeString(page, text, StandardCharsets.UTF_8);
      stdout.println("wrote " + page);
      stdout.flush();
      return 0;
    } catch (IOException | RuntimeException e) {
      err.println("explanations-report: " + e.getMessage());
      return 1;
    }
  }
}
