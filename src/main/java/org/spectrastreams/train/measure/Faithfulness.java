package org.spectrastreams.train.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.methods.StableLimeMethod;
import org.spectrastreams.explain.trust.PerturbationCurves;
import org.spectrastreams.explain.trust.PointingGame;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * Measures how far each way of explaining can be trusted for one model, next to random weights and
 * to the raw spectrum.
 *
 * <ul>
 *   <li>deletion and insertion areas, see {@link PerturbationCurves};
 *   <li>the pointing game on planted bands, where they are known;
 *   <li>sanity: the rank correlation with the explanations of {@link SanityModels twins} that know
 *       nothing, of the same spectra and classes. For methods that exist only for the trained model
 *       (amortised LIME, contexts) the twin is explained by exact LIME, which they stand for;
 *   <li>stability: the correlation with the explanation of the same spectrum under one more dose of
 *       its own measurement noise.
 * </ul>
 *
 * <p>A method is unreliable for a model if twins that know nothing get nearly the same explanation,
 * or if deleting bands in its order loses the class no sooner than in a random order.
 */
public final class Faithfulness {
  /** The highest mean rank correlation with a twin's explanations that is still accepted. */
  static final double SANITY_LIMIT = 0.5;

  /** How many standard errors the deletion area must lie below the random one. */
  private static final double STANDARD_ERRORS = 2;

  private static final List<SanityModels> TWINS =
      List.of(SanityModels.RANDOM_WEIGHTS, SanityModels.SHUFFLED_LABELS);
  private static final int DONORS = 8;
  private static final long SEED = 77;
  private static final long DESIGN = 1;

  /**
   * What was measured for one method; NaN where it does not apply.
   *
   * @param deletion mean area under the deletion curve, lower is better
   * @param insertion mean area under the insertion curve, higher is better
   * @param deletionGain mean of random minus own deletion area, spectrum by spectrum
   * @param gainError standard error of that mean
   * @param hitRate of the pointing game
   * @param randomWeights mean rank correlation with the twin of random weights
   * @param shuffledLabels mean rank correlation with the twin of shuffled labels
   * @param stability mean correlation under measurement noise
   */
  public record Row(
      String method,
      double deletion,
      double insertion,
      double deletionGain,
      double gainError,
      double hitRate,
      double randomWeights,
      double shuffledLabels,
      double stability) {
    boolean isControl() {
      return method.equals(Attributions.RANDOM) || method.equals(Attributions.RAW);
    }

    boolean passesSanity() {
      return !(Math.abs(randomWeights) > SANITY_LIMIT || Math.abs(shuffledLabels) > SANITY_LIMIT);
    }

    boolean beatsRandom() {
      return deletionGain > STANDARD_ERRORS * gainError;
    }

    Reliability verdict() {
      double twin =
          Math.abs(randomWeights) > Math.abs(shuffledLabels) ? randomWeights : shuffledLabels;
      if (!passesSanity()) {
        return new Reliability(
            method,
            false,
            "rank correlation with the explanations of a twin that knows nothing",
            twin,
            "at most " + SANITY_LIMIT);
      }
      if (!beatsRandom()) {
        return new Reliability(
            method,
            false,
            "deletion area below that of a random order",
            deletionGain,
            String.format(
                Locale.ROOT, "above %.4f, twice its standard error", STANDARD_ERRORS * gainError));
      }
      return new Reliability(
          method,
          true,
          "rank correlation with the explanations of a twin that knows nothing",
          twin,
          "at most " + SANITY_LIMIT);
    }
  }

  /** Sums over the spectra. */
  private static final class Tally {
    final List<Double> deletion = new ArrayList<>();
    final List<Double> insertion = new ArrayList<>();
    final double[] twins = new double[TWINS.size()];
    double stability;
    PointingGame game;
  }

  private final ModelPackage model;
  private final LimeBackground background;
  private final double spacing;
  private final Consumer<String> progress;

  /**
   * A measurement of one model.
   *
   * @param model with explanations
   */
  public Faithfulness(ModelPackage model, Consumer<String> progress) {
    this.model = model;
    this.background = LimeBackground.of(model);
    this.spacing = model.explanations().orElseThrow().lime().segmentSpacing();
    this.progress = progress;
  }

  /**
   * Measures all methods.
   *
   * @param pixels the recipe's labelled spectra, with which the twins are trained
   * @param training the recipe's settings
   * @param tested prepared spectra that are explained, row by row
   * @param planted the masks of the planted bands by class; empty where nobody knows
   * @param scratch a folder for the twins' packages
   */
  public List<Row> measure(
      LabelledPixels pixels,
      TrainingSettings training,
      List<float[]> tested,
      Optional<List<boolean[]>> planted,
      Path scratch)
      throws IOException {
    int smooth = (int) Math.max(1, Math.round(25 / model.axis().meanSpacing()));
    int window = (int) Math.max(1, Math.round(spacing / model.axis().meanSpacing()));
    Map<String, Tally> tallies = new LinkedHashMap<>();
    List<Attributions> twins = new ArrayList<>();
    try (Attributions own = Attributions.of(model, smooth)) {
      for (SanityModels kind : TWINS) {
        ModelPackage twin = kind.twin(scratch, model, pixels, training, SEED);
        twins.add(Attributions.twin(twin, background, spacing));
        progress.accept("sanity: twin of " + model.id() + " with " + kind.title());
      }
      PerturbationCurves curves =
          new PerturbationCurves(
              own.engine(), background, window, Math.min(DONORS, background.donors()));
      for (String method : own.methods().keySet()) {
        Tally tally = new Tally();
        planted.ifPresent(masks -> tally.game = new PointingGame(masks, smooth, SEED));
        tallies.put(method, tally);
      }
      Random random = new Random(SEED);
      for (float[] spectrum : tested) {
        add(own, twins, curves, tallies, spectrum, random);
      }
    } finally {
      twins.forEach(Attributions::close);
    }
    Tally none = tallies.get(Attributions.RANDOM);
    return tallies.entrySet().stream()
        .map(entry -> row(entry.getKey(), entry.getValue(), none, tested.size()))
        .toList();
  }

  private static void add(
      Attributions own,
      List<Attributions> twins,
      PerturbationCurves curves,
      Map<String, Tally> tallies,
      float[] spectrum,
      Random random) {
    int predicted = own.predicted(spectrum);
    float[] noisy = noisy(spectrum, random);
    List<Map<String, float[]>> foreign = new ArrayList<>();
    for (Attributions twin : twins) {
      Map<String, float[]> weights = new LinkedHashMap<>();
      twin.methods()
          .forEach(
              (name, method) -> weights.put(name, method.of(spectrum, predicted, DESIGN).clone()));
      foreign.add(weights);
    }
    own.methods()
        .forEach(
            (name, method) -> {
              Tally tally = tallies.get(name);
              float[] weights = method.of(spectrum, predicted, DESIGN).clone();
              PerturbationCurves.Areas areas = curves.areas(spectrum, 0, predicted, weights);
              tally.deletion.add(areas.deletion());
              tally.insertion.add(areas.insertion());
              tally.stability +=
                  WeightAgreement.correlation(weights, method.of(noisy, predicted, DESIGN));
              if (tally.game != null) {
                tally.game.add(predicted, weights, 0);
              }
              for (int twin = 0; twin < foreign.size(); twin++) {
                float[] other = foreign.get(twin).get(name);
                if (other == null) {
                  other = foreign.get(twin).get(StableLimeMethod.ID);
                }
                tally.twins[twin] += WeightAgreement.rankCorrelation(weights, other);
              }
            });
  }

  /**
   * Adds white noise as large as the spectrum's own, which is estimated from its second differences
   * (median absolute deviation; for white noise they have √6 times its standard deviation).
   */
  private static float[] noisy(float[] spectrum, Random random) {
    double[] differences = new double[spectrum.length - 2];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = Math.abs(spectrum[i] - 2.0 * spectrum[i + 1] + spectrum[i + 2]);
    }
    Arrays.sort(differences);
    double deviation = 1.4826 * differences[differences.length / 2] / Math.sqrt(6);
    float[] noisy = spectrum.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += (float) (deviation * random.nextGaussian());
    }
    return noisy;
  }

  private static Row row(String method, Tally tally, Tally none, int count) {
    double[] gains = new double[count];
    for (int i = 0; i < count; i++) {
      gains[i] = none.deletion.get(i) - tally.deletion.get(i);
    }
    double gain = Arrays.stream(gains).average().orElse(Double.NaN);
    double squares = Arrays.stream(gains).map(value -> (value - gain) * (value - gain)).sum();
    boolean control = method.equals(Attributions.RANDOM) || method.equals(Attributions.RAW);
    return new Row(
        method,
        mean(tally.deletion),
        mean(tally.insertion),
        gain,
        Math.sqrt(squares / Math.max(1, count - 1) / count),
        tally.game == null ? Double.NaN : tally.game.overall().hitRate(),
        control ? Double.NaN : tally.twins[0] / count,
        control ? Double.NaN : tally.twins[1] / count,
        method.equals(Attributions.RANDOM) ? Double.NaN : tally.stability / count);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** The rows as figures of a model card. */
  public static List<Figure> figures(List<Row> rows, String evaluation) {
    List<Figure> figures = new ArrayList<>();
    for (Row row : rows) {
      add(figures, evaluation, row.method(), "deletion area (lower is better)", row.deletion());
      add(figures, evaluation, row.method(), "insertion area (higher is better)", row.insertion());
      add(figures, evaluation, row.method(), "hit rate on planted bands", row.hitRate());
      add(
          figures,
          evaluation,
          row.method(),
          "rank correlation with a twin of random weights",
          row.randomWeights());
      add(
          figures,
          evaluation,
          row.method(),
          "rank correlation with a twin of shuffled labels",
          row.shuffledLabels());
      add(
          figures,
          evaluation,
          row.method(),
          "correlation under measurement noise",
          row.stability());
    }
    return figures;
  }

  private static void add(
      List<Figure> figures, String evaluation, String method, String measure, double value) {
    if (!Double.isNaN(value)) {
      figures.add(new Figure(evaluation, method, measure, value, 0, 1));
    }
  }

  /** The verdicts on all methods but the controls. */
  public static List<Reliability> verdicts(List<Row> rows) {
    return rows.stream().filter(row -> !row.isControl()).map(Row::verdict).toList();
  }
}
