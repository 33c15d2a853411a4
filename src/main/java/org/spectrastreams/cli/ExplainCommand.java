package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.cli.options.FileOptions;
import org.spectrastreams.cli.sending.ImageNames;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.context.ContextFinder;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.explain.methods.ModelExplainer;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.asking.ExplanationAnswers;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ServiceVersion;
import org.spectrastreams.wire.json.ExplanationJson;
import org.spectrastreams.wire.proto.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spectra explain FILE --pixel X,Y}: which wavenumbers spoke for what is said of it. */
@Command(
    name = "explain",
    description =
        "Say which wavenumbers of one spectrum spoke for its class, a label or its value.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {
  private static final Pattern PIXEL = Pattern.compile("(\\d{1,7}),(\\d{1,7})");

  @Spec private CommandSpec spec;

  @Mixin private FileOptions input;
  @Mixin private ConfigOptions configuration;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "A model package: name, name@version. Default: that of the only pipeline that reads such"
              + " spectra.")
  private String model;

  @Option(
      names = "--pipeline",
      paramLabel = "NAME",
      description =
          "Explain as this pipeline does, by its model if none is named; default: the only one with"
              + " the model.")
  private String pipeline;

  @Option(
      names = "--pixel",
      paramLabel = "X,Y",
      required = true,
      description = "Column and row of the spectrum, counted from 0; a list has one row.")
  private String pixel;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      completionCandidates = MethodNames.class,
      description =
          "${COMPLETION-CANDIDATES}; default: the best that was measured to be reliable for the"
              + " model, or lime.")
  private String method;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description =
          "The class or label to explain, by name or number; default: the predicted class, or the"
              + " label that the members score highest. A value is explained itself.")
  private String explained;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Perturbed spectra of lime (default: the model's) and lime-published (5000).")
  private Integer samples;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "Seed of the design; equal seeds give equal weights; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu, cuda:N or auto; default: the configuration's.")
  private String device;

  @Option(names = "--json", description = "Print one JSON object with all weights.")
  private boolean json;

  /** The names of all methods. */
  static final class MethodNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ExplanationMethods.all().stream().map(ExplanationMethod::id).iterator();
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ServiceConfig config = configuration.load();
      try (SpectrumSource source = input.open()) {
        explain(config, source, out);
      }
      out.flush();
      return out.checkError() ? 1 : 0;
    } catch (IOException | EngineException | IllegalArgumentException e) {
      out.flush();
      spec.commandLine().getErr().println("explain: " + e.getMessage());
      return 1;
    }
  }

  private void explain(ServiceConfig config, SpectrumSource source, PrintWriter out)
      throws IOException {
    Optional<ExplanationMethod> named = Optional.ofNullable(method).map(ExplanationMethods::get);
    Matcher place = PIXEL.matcher(pixel);
    if (!place.matches()) {
      throw new ParameterException(
          spec.commandLine(), "--pixel " + pixel + ": expected column and row, for instance 12,7");
    }
    ModelPackage chosen = model(config, source);
    if (samples != null && samples < 1) {
      throw new ParameterException(
          spec.commandLine(), "--samples " + samples + ": expected 1 or more");
    }
    ExplanationMethod wanted = named.orElseGet(() -> ExplanationMethods.preferred(chosen));
    int x = Integer.parseInt(place.group(1));
    int y = Integer.parseInt(place.group(2));
    PreparedPixels.Pixel found = PreparedPixels.pixel(chosen, source, x, y);
    float[] prepared = found.values();
    Pipeline by = FilePipeline.of(config, chosen.id(), Optional.ofNullable(pipeline));
    Device where = Device.parse(device == null ? config.device() : device);
    try (ModelExplainer explainer =
        ModelExplainer.open(chosen, where, Runtime.getRuntime().availableProcessors())) {
      EnsembleScores scores = explainer.score(prepared, 0);
      float[] votes = new float[scores.classes()];
      float[] means = new float[scores.classes()];
      int predicted =
          EnsembleVote.count(
              scores.memberProbabilities(),
              0,
              scores.members(),
              scores.classes(),
              new byte[scores.members()],
              0,
              votes,
              means,
              0);
      int target = explained == null ? predicted : classIndex(chosen);
      long start = System.nanoTime();
      Explanation explanation =
          explainer.explain(wanted, prepared, 0, target, samples == null ? 0 : samples, seed);
      double seconds = (System.nanoTime() - start) / 1e9;
      Wire.ExplanationAnswer.Builder answer =
          ExplanationAnswers.answer(chosen, predicted, means, explanation)
              .setCorrelationId(wanted.id() + "@" + x + "," + y)
              .setPipeline(by.name())
              .setImageId(ImageNames.of(source.name()))
              .setX(x)
              .setY(y)
              .setSimulated(source.simulated())
              .setProvenance(
                  ExplanationAnswers.provenance(
                      chosen,
                      explanation,
                      ServiceVersion.current(),
                      BlockScorer.Place.inFile(source.name(), found.block()),
                      found.index()));
      by.assignmentsFor(source.quantity()).ifPresent(table -> answer.setBandTable(table.id()));
      if (chosen.hasExplainer()) {
        explainer.context(prepared, 0).ifPresent(context -> answer.setContext(finding(context)));
      }
      ObjectNode node = ExplanationJson.of(view(answer), true);
      if (json) {
        out.println(node);
      } else {
        ExplanationText.print(out, source.name(), node, votes[predicted], seconds);
      }
    }
  }

  private static ExplanationView view(Wire.ExplanationAnswer.Builder answer) {
    try {
      return ExplanationView.of(answer.build());
    } catch (RejectedRecordException impossible) {
      throw new IllegalStateException("an explanation that this command made", impossible);
    }
  }

  private static Wire.ContextFinding finding(ContextFinder.Found found) {
    return Wire.ContextFinding.newBuilder()
        .setContext(found.context().id())
        .setDistance((float) found.distance())
        .setRadius(found.context().radius())
        .setContextClass(found.context().label())
        .setLinearisedClass(found.linearisedClass())
        .setContradicts(found.contradicts())
        .setLatent1(found.latentX())
        .setLatent2(found.latentY())
        .build();
  }

  /** The model asked for, or that of the only pipeline that reads such spectra. */
  private ModelPackage model(ServiceConfig config, SpectrumSource source) throws IOException {
    ModelStore store = config.openModelStore();
    if (model != null) {
      return store.open(model);
    }
    Pipelines known = Pipelines.load(config.pipelinesDir());
    if (pipeline != null) {
      Optional<String> itsModel = FilePipeline.named(known, pipeline).model();
      return store.open(
          itsModel.orElseThrow(
              () -> new IllegalArgumentException("--pipeline " + pipeline + " has no model")));
    }
    List<ModelPackage> fitting = new ArrayList<>();
    for (Pipeline each : known.all()) {
      Optional<ModelPackage> found = each.model().map(store::open);
      if (found.isPresent()
          && PreparedPixels.refusal(found.get(), source).isEmpty()
          && fitting.stream().noneMatch(other -> other.id().equals(found.get().id()))) {
        fitting.add(found.get());
      }
    }
    if (fitting.size() != 1) {
      throw new IOException(
          (fitting.isEmpty()
                  ? "no pipeline has a model that reads "
                  : "several pipelines have a model that reads ")
              + source.name()
              + " ("
              + source.axis()
              + ", "
              + source.quantity().id()
              + "): name one with --model, of "
              + (fitting.isEmpty()
                  ? store.list()
                  : fitting.stream().map(ModelPackage::id).toList()));
    }
    return fitting.get(0);
  }

  private int classIndex(ModelPackage chosen) {
    List<String> names = chosen.classes();
    int byName = names.indexOf(explained);
    if (byName >= 0) {
      return byName;
    }
    if (explained.matches("\\d{1,4}") && Integer.parseInt(explained) < names.size()) {
      return Integer.parseInt(explained);
    }
    throw new IllegalArgumentException(
        "--class "
            + explained
            + ": model "
            + chosen.id()
            + " knows "
            + String.join(", ", names)
            + " (or 0 to "
            + (names.size() - 1)
            + ")");
  }
}
