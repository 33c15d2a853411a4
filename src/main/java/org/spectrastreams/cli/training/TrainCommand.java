package org.spectrastreams.cli.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.run.CalibrationRun;
import org.spectrastreams.train.run.DomainRun;
import org.spectrastreams.train.run.ExplanationRun;
import org.spectrastreams.train.run.FaithfulnessRun;
import org.spectrastreams.train.run.RecipeRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra train RECIPE}: a model package from a recipe. */
@Command(
    name = "train",
    description = "Train, cross-validate and export a model as a recipe says.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      description = "A shipped recipe (cartilage, sers, tissue) or a YAML file.")
  private String recipe;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "trained",
      description = "The model store that receives the package; default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Members trained at once; default: one a processor core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--explanations-only",
      description = "Take the ensemble from the model store and make its explanations anew.")
  private boolean explanationsOnly;

  @Option(
      names = "--faithfulness-only",
      description = "Take a model with explanations from the model store and measure those anew.")
  private boolean faithfulnessOnly;

  @Option(
      names = "--domain-only",
      description = "Take a model from the model store and learn anew what it was trained on.")
  private boolean domainOnly;

  @Option(
      names = "--calibration-only",
      description = "Take a model from the model store and calibrate its confidence anew.")
  private boolean calibrationOnly;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "The model store that --explanations-only, --faithfulness-only, --domain-only and"
              + " --calibration-only read; default: the one that ships with the program.")
  private Path store = EvaluateCommand.shippedStore();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (threads < 1) {
      err.println("train: --threads " + threads + ": expected 1 or more");
      return 2;
    }
    try {
      PrintWriter stdout = spec.commandLine().getOut();
      // The library that trains the networks of the explanations prints to stdout as it goes.
      System.setOut(System.err);
      Recipe read = Recipe.read(recipe);
      boolean explain = explanationsOnly || faithfulnessOnly;
      ModelPackage model =
          explain || domainOnly || calibrationOnly
              ? new ModelStore(store).open(read.id().toString())
              : new RecipeRun(read, threads, err::println).into(out);
      if (!explain && !calibrationOnly) {
        model = new DomainRun(read, err::println).into(model, out);
      }
      if (!explain) {
        model = new CalibrationRun(err::println).into(model, out);
      }
      if (explain || (!domainOnly && !calibrationOnly && read.explanations() != null)) {
        if (!faithfulnessOnly) {
          model = new ExplanationRun(read, threads, err::println).into(model, out);
        }
        model = new FaithfulnessRun(read, err::println).into(model, out);
      }
      if (!explain) {
        EvaluateCommand.table(stdout, model.manifest().evaluation().figures());
      }
      model.explanations().ifPresent(known -> EvaluateCommand.table(stdout, known.figures()));
      stdout.println();
      stdout.println("model " + model.id() + " is in " + model.folder());
      stdout.flush();
      return 0;
    } catch (IOException | RuntimeException e) {
      err.println("train: " + e.getMessage());
      return 1;
    }
  }
}
