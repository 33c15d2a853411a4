package org.spectrastreams.cli.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.train.recipe.LabelledImages;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.run.CalibrationRun;
import org.spectrastreams.train.run.ComparisonPlan;
import org.spectrastreams.train.run.DataComparison;
import org.spectrastreams.train.run.DataRun;
import org.spectrastreams.train.run.DomainRun;
import org.spectrastreams.train.run.ExplanationRun;
import org.spectrastreams.train.run.FaithfulnessRun;
import org.spectrastreams.train.run.LabelRun;
import org.spectrastreams.train.run.PlaneRun;
import org.spectrastreams.train.run.RecipeRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra train}: a model package from labelled spectra or a recipe. */
@Command(
    name = "train",
    description = "Train, cross-validate and export a model from labelled spectra or a recipe.",
    mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "RECIPE",
      description =
          "A shipped recipe (cartilage, sers, tissue) or a YAML file. Without one, --data names"
              + " labelled spectra, and the best of everything that fits them is chosen.")
  private String recipe;

  @Mixin private DataOptions data;

  @Mixin private ProtocolOptions protocol;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the package made from --data; default: the name of the data.")
  private String name;

  @Option(
      names = "--no-explanations",
      description =
          "Leave out explanations of a package made from --data, and with them the seconds that"
              + " measuring them takes.")
  private boolean noExplanations;

  @Option(
      names = "--contexts",
      description =
          "Give a package made from --data contexts of its explanations, too (CRIME); takes"
              + " minutes.")
  private boolean contexts;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the folds that --data is split into; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

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

  @Option(
      names = "--folds",
      paramLabel = "N",
      description =
          "Of a recipe of pictures, how many sets are test data in turn; default: all. The package"
              + " holds the member of the first.")
  private int folds;

  @Option(
      names = "--resume",
      description =
          "Of a recipe of pictures, go on where an earlier run into the same --out was cut off:"
              + " folds that it left whole are not trained anew.")
  private boolean resume;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (threads < 1) {
      err.println("train: --threads " + threads + ": expected 1 or more");
      return 2;
    }
    if (recipe == null && !data.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "Give either a RECIPE or labelled spectra with --data FILE.");
    }
    if (contexts && (recipe != null || noExplanations)) {
      throw new ParameterException(
          spec.commandLine(),
          "--contexts is for packages made from --data with their explanations: a recipe asks for"
              + " contexts in its section 'explanations'.");
    }
    if (recipe != null && protocol.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "--protocol, --repeat and --test divide spectra of --data: a recipe says itself how its"
              + " data are divided; leave them out.");
    }
    if (resume && (recipe == null || !data.isGiven())) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume is for recipes of pictures, whose folds take minutes each: leave it out.");
    }
    try {
      PrintWriter stdout = spec.commandLine().getOut();
      if (recipe == null) {
        return fromData(stdout, err);
      }
      // The library that trains the networks of the explanations prints to stdout as it goes.
      System.setOut(System.err);
      Recipe read = Recipe.read(recipe);
      if (data.isGiven() != (read.data() instanceof LabelledImages)) {
        err.println(
            data.isGiven()
                ? "train: recipe " + recipe + " names its data; leave --data out"
                : "train: recipe " + recipe + " needs --data FOLDER, with a folder for each class");
        return 2;
      }
      if (data.isGiven()) {
        return tell(
            stdout, new PlaneRun(read, err::println).into(data.first(), out, folds(read), resume));
      }
      if (read.data().outcome() == OutcomeKind.LABELS) {
        return tell(stdout, new LabelRun(read, threads, err::println).into(out));
      }
      boolean explain = explanationsOnly || faithfulnessOnly;
      ModelPackage model =
          explain || domainOnly || calibrationOnly
              ? new ModelStore(store).open(read.id().toString())
              : new RecipeRun(read, threads, err::println).into(out);
      if (!explain && !calibrationOnly) {
        model = new DomainRun(read, err::println).into(model, out);
      }
      if (!explain) {
        model = new CalibrationRun(read, err::println).into(model, out);
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
      return told(stdout, model);
    } catch (IOException | RuntimeException e) {
      err.println("train: " + e.getMessage());
      return 1;
    }
  }

  private int folds(Recipe read) {
    return folds == 0 ? read.sets() : folds;
  }

  private static int tell(PrintWriter stdout, ModelPackage model) {
    EvaluateCommand.table(stdout, model.manifest().evaluation().figures());
    model.explanations().ifPresent(known -> EvaluateCommand.table(stdout, known.figures()));
    return told(stdout, model);
  }

  private static int told(PrintWriter stdout, ModelPackage model) {
    stdout.println();
    stdout.println("model " + model.id() + " is in " + model.folder());
    stdout.flush();
    return 0;
  }

  private int fromData(PrintWriter stdout, PrintWriter err) throws IOException {
    ModelId id = new ModelId(name == null ? nameOf(data.first()) : name, "1.0.0");
    ProtocolOptions.Divided divided = protocol.read(data.request());
    int points = divided.set().pixels().axis().size();
    if (contexts && points < DataRun.FEWEST_POINTS_OF_CONTEXTS) {
      throw new IllegalArgumentException(
          "--contexts with spectra of "
              + points
              + " points; expected "
              + DataRun.FEWEST_POINTS_OF_CONTEXTS
              + " or more: leave it out");
    }
    DataComparison comparison =
        DataComparison.of(
            divided.set(),
            ComparisonPlan.usual(seed, threads).by(divided.protocol()),
            err::println);
    ComparisonTable.data(stdout, comparison);
    ComparisonTable.table(stdout, comparison);
    String command =
        "./spectra train "
            + data.typed()
            + protocol.typed()
            + (contexts ? " --contexts" : "")
            + " --name "
            + id.name()
            + " --seed "
            + seed;
    if (contexts) {
      // The library that trains the network of amortised weights prints to stdout as it goes.
      System.setOut(System.err);
    }
    ModelPackage model =
        new DataRun(
                comparison,
                id,
                command,
                seed,
                !noExplanations,
                contexts ? threads : 0,
                err::println)
            .into(out);
    stdout.println();
    stdout.println("model " + model.id() + " is in " + model.folder());
    stdout.println("card:  " + model.folder().resolve(ModelPackage.CARD));
    stdout.flush();
    return 0;
  }

  /** A model's name from a file's. */
  private static String nameOf(Path data) {
    String text = data.toAbsolutePath().normalize().getFileName().toString();
    String name =
        text.toLowerCase(Locale.ROOT)
            .replaceFirst("\\.[a-z0-9]{1,5}$", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    return name.isEmpty() ? "model" : name.substring(0, Math.min(name.length(), 64));
  }
}
