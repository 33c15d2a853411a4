package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.cli.options.FileOptions;
import org.spectrastreams.explain.Explanation;
import org.spectrastreams.explain.TimedExplainer;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.lime.LimeResponse;
import org.spectrastreams.explain.lime.PublishedLime;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.explain.trust.BandDeletion;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spectra lime-report}: how well both kinds of LIME can be reproduced, against time. */
@Command(
    name = "lime-report",
    description = {
      "Measure how well LIME can be reproduced, and how faithful it is, against time.",
      "Medians over several spectra of the model's own sample, two designs each."
    },
    mixinStandardHelpOptions = true)
final class LimeReportCommand implements Callable<Integer> {
  private static final double WANTED = 0.9;

  @Spec private CommandSpec spec;
  @Mixin private FileOptions input;
  @Mixin private ConfigOptions configuration;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "A model package; may be repeated. Default: all that have a sample.")
  private List<String> models = List.of();

  @Option(
      names = "--spectra",
      paramLabel = "N",
      defaultValue = "5",
      description = "Spectra explained, evenly over the sample; default: ${DEFAULT-VALUE}.")
  private int spectra;

  @Option(
      names = "--samples",
      paramLabel = "N",
      split = ",",
      defaultValue = "100,250,500,1000,2000",
      description = "Sample counts of the stable kind; default: ${DEFAULT-VALUE}.")
  private List<Integer> samples;

  @Option(
      names = "--published-samples",
      paramLabel = "N",
      split = ",",
      defaultValue = "1000,5000,20000",
      description = "Sample counts of the published kind; default: ${DEFAULT-VALUE}.")
  private List<Integer> publishedSamples;

  @Option(
      names = "--fit-background",
      description = "Take the background from the sample, for models that hold none yet.")
  private boolean fitBackground;

  @Option(names = "--json", description = "Print one JSON object for each model.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ServiceConfig config = configuration.load();
      if (spectra < 1) {
        throw new IllegalArgumentException("--spectra " + spectra + ": expected 1 or more");
      }
      ModelStore store = config.openModelStore();
      List<String> names =
          models.isEmpty()
              ? store.list().stream().map(id -> id.name()).distinct().toList()
              : models;
      for (String name : names) {
        ModelPackage model = store.open(name);
        try (SpectrumSource source = source(model)) {
          report(model, source, Device.parse(config.device()), out);
        }
      }
      return 0;
    } catch (IOException | EngineException | IllegalArgumentException e) {
      out.flush();
      spec.commandLine().getErr().println("lime-report: " + e.getMessage());
      return 1;
    }
  }

  /** What was asked for, otherwise the shipped sample of the model's name. */
  private SpectrumSource source(ModelPackage model) throws IOException {
    if (input.isGiven()) {
      return input.open();
    }
    String sample =
        Samples.names().stream()
            .filter(name -> name.startsWith(model.id().name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "no sample of model "
                            + model.id()
                            + " ships: give FILE or --sample, of "
                            + Samples.names()));
    return Samples.open(sample);
  }

  private void report(ModelPackage model, SpectrumSource source, Device device, PrintWriter out)
      throws IOException {
    PreparedPixels pixels = PreparedPixels.all(model, source);
    if (pixels.count() < 2 * spectra) {
      throw new IOException(
          source.name() + " has " + pixels.count() + " usable spectra; too few for a report");
    }
    LimeBackground background =
        fitBackground
            ? LimeBackground.fit(pixels.values(), pixels.count(), pixels.points(), 1)
            : LimeBackground.of(model);
    double spacing =
        model
            .explanations()
            .map(known -> known.lime().segmentSpacing())
            .orElse(StableLime.DEFAULT_SPACING);
    int[] chosen = new int[spectra];
    Arrays.setAll(chosen, i -> (int) ((2L * i + 1) * pixels.count() / (2L * spectra)));
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("model", model.id().toString()).put("source", source.name());
    node.put("simulated", source.simulated());
    node.put("spectra", spectra).put("threads", threads());
    node.put("background", fitBackground ? "the sample's own spectra" : "the model's");
    ArrayNode rows = node.putArray("rows");
    try (EngineHost host = EngineHost.on(device);
        ScoringEngine engine = host.scoring(model, threads())) {
      int[] classes = predict(engine, pixels, chosen);
      LimeResponse adding = LimeResponse.adding(model.manifest().outcome());
      BandDeletion deletion = new BandDeletion(engine, model.axis(), background, spacing, adding);
      StableLime stable = new StableLime(engine, model.axis(), background, spacing, adding);
      PublishedLime published =
          new PublishedLime(engine, background, LimeResponse.published(model.manifest().outcome()));
      stable.explain(pixels.values(), 0, classes[0], StableLime.MIN_SAMPLES, 9); // warms up
      double random = median(randomLosses(deletion, pixels, chosen, classes));
      node.put("lossOfRandomBands", random);
      if (!json) {
        head(out, node, random);
      }
      measure(StableLime.METHOD, stable, samples, pixels, chosen, classes, deletion, rows, out);
      measure(
          PublishedLime.METHOD,
          published,
          publishedSamples,
          pixels,
          chosen,
          classes,
          deletion,
          rows,
          out);
    }
    ObjectNode reached = node.putObject("reproducible");
    reached.put("correlation", WANTED).put("signAgreement", WANTED);
    for (String method : List.of(StableLime.METHOD, PublishedLime.METHOD)) {
      reached.set(method, reproducible(rows, method));
    }
    if (json) {
      out.println(node);
    } else {
      reached.properties().forEach(entry -> verdict(out, entry.getKey(), entry.getValue()));
      out.println();
    }
    out.flush();
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static int[] predict(ScoringEngine engine, PreparedPixels pixels, int[] chosen) {
    EnsembleScores scores = engine.newScoresWithoutMaps();
    int points = pixels.points();
    float[] batch = new float[chosen.length * points];
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(pixels.values(), chosen[i] * points, batch, i * points, points);
    }
    engine.score(batch, chosen.length, scores);
    return Arrays.copyOf(scores.predicted(), chosen.length);
  }

  private static double[] randomLosses(
      BandDeletion deletion, PreparedPixels pixels, int[] chosen, int[] classes) {
    double[] losses = new double[chosen.length * 4];
    for (int i = 0; i < losses.length; i++) {
      int row = i % chosen.length;
      losses[i] =
          deletion.lossOfRandom(pixels.values(), chosen[row] * pixels.points(), classes[row], i);
    }
    return losses;
  }

  private void measure(
      String method,
      TimedExplainer explainer,
      List<Integer> counts,
      PreparedPixels pixels,
      int[] chosen,
      int[] classes,
      BandDeletion deletion,
      ArrayNode rows,
      PrintWriter out) {
    for (int count : counts) {
      double[][] figures = new double[9][chosen.length];
      float[][] before = new float[chosen.length][];
      for (long seed = 1; seed <= 2; seed++) {
        for (int i = 0; i < chosen.length; i++) {
          int offset = chosen[i] * pixels.points();
          long start = System.nanoTime();
          Explanation found = explainer.explain(pixels.values(), offset, classes[i], count, seed);
          double seconds = (System.nanoTime() - start) / 1e9;
          if (seed == 1) {
            before[i] = found.weights();
            continue;
          }
          double made = explainer.designNanos() / 1e9;
          double scoring = explainer.scoringNanos() / 1e9;
          figures[0][i] = seconds - made;
          figures[1][i] = scoring;
          figures[2][i] = seconds - made - scoring;
          figures[3][i] = made;
          figures[4][i] = WeightAgreement.correlation(before[i], found.weights());
          figures[5][i] =
              (WeightAgreement.signAgreement(before[i], found.weights())
                      + WeightAgreement.signAgreement(found.weights(), before[i]))
                  / 2;
          figures[6][i] = found.rSquared();
          figures[7][i] = found.reproducibility();
          figures[8][i] = deletion.loss(pixels.values(), offset, classes[i], found.weights());
        }
      }
      LimeRow row =
          new LimeRow(
              method,
              count,
              median(figures[0]),
              median(figures[1]),
              median(figures[2]),
              Arrays.stream(figures[3]).max().orElse(0),
              median(figures[4]),
              median(figures[5]),
              median(figures[6]),
              median(figures[7]),
              median(figures[8]));
      rows.add(row.toJson());
      if (!json) {
        row.print(out);
      }
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The fewest samples measured that were reproducible, or a prophecy from the most measured. */
  private static ObjectNode reproducible(ArrayNode rows, String method) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode last = null;
    for (int i = 0; i < rows.size(); i++) {
      ObjectNode row = (ObjectNode) rows.get(i);
      if (row.get("method").asText().equals(method)) {
        last = row;
        if (row.get("correlation").asDouble() >= WANTED
            && row.get("signAgreement").asDouble() >= WANTED) {
          answer.put("measured", true);
          answer.put("samples", row.get("samples").asInt());
          return answer.put("seconds", row.get("seconds").asDouble());
        }
      }
    }
    if (last == null || !(last.get("correlation").asDouble() > 0)) {
      return answer.put("measured", false);
    }
    double r = last.get("correlation").asDouble();
    double times = Math.max(1, WANTED * (1 - r) / (r * (1 - WANTED)));
    answer.put("measured", false);
    answer.put("samples", Math.round(times * last.get("samples").asInt()));
    return answer.put("seconds", times * last.get("seconds").asDouble());
  }

  private static void head(PrintWriter out, ObjectNode node, double random) {
    out.printf(
        Locale.ROOT,
        "%s on %s%s: medians over %d spectra, %d threads, background: %s%n"
            + "Loss: what the log-odds of the class lose without the tenth of the bands that speak"
            + " most for it; random bands %.3f%n",
        node.get("model").asText(),
        node.get("source").asText(),
        node.get("simulated").asBoolean() ? " (simulated)" : "",
        node.get("spectra").asInt(),
        node.get("threads").asInt(),
        node.get("background").asText(),
        random);
    out.printf(
        "%-15s %7s %8s %8s %10s %7s %11s %6s %5s %9s %7s%n",
        "method",
        "samples",
        "seconds",
        "scoring",
        "regression",
        "design",
        "correlation",
        "signs",
        "R²",
        "estimate",
        "loss");
  }

  private static void verdict(PrintWriter out, String method, JsonNode reached) {
    if (!reached.isObject() || !reached.has("samples")) {
      return;
    }
    out.printf(
        Locale.ROOT,
        "%s: correlation and sign agreement of %.1f at %d samples, %.2f s (%s)%n",
        method,
        WANTED,
        reached.get("samples").asLong(),
        reached.get("seconds").asDouble(),
        reached.get("measured").asBoolean()
            ? "measured"
            : "EXTRAPOLATED by Spearman and Brown from the most samples measured");
  }
}
