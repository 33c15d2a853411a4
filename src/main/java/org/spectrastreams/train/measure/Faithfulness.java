package org.spectrastreams.train.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
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
 *   <li>reproducibility: the correlation between the weights of two designs;
 *   <li>the pointing game on planted bands, where they are known;
 *   <li>sanity: the rank correlation with the explanations of {@link SanityModels twins} that know
 *       nothing, of the same spectra and classes. For methods that exist only for the trained model
 *       (amortised LIME, contexts) the twin is explained by exact LIME, which they stand for;
 *   <li>stability: the correlation with the explanation of the same spectrum under one more dose of
 *       its own measurement noise.
 * </ul>
 *
 * <p>A method is reliable for a model if it passes every check of {@link FaithfulnessRow#verdict}:
 * twins that know nothing get another explanation; two designs get the same; its order loses the
 * class sooner and makes it sooner than a smooth random order and than the raw spectrum; and it
 * points to bands that were planted.
 */
public final class Faithfulness {
  private static final List<SanityModels> TWINS =
      List.of(SanityModels.RANDOM_WEIGHTS, SanityModels.SHUFFLED_LABELS);
  private static final int DONORS = 8;
  private static final long SEED = 77;
  private static final long DESIGN = 1;
  private static final long OTHER_DESIGN = 2;
  private static final long DRAWN = 4_711;

  /** Sums over the spectra. */
  private static final class Tally {
    final List<Double> deletion = new ArrayList<>();
    final List<Double> insertion = new ArrayList<>();
    final double[] twins = new double[TWINS.size()];
    double stability;
    double reproducibility;
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
   * Spectra to measure with, the same at every call.
   *
   * @param prepared after the model's preprocessing, row by row of {@code points} values
   * @param most how many at the most
   */
  public static List<float[]> draw(float[] prepared, int points, int most) {
    int count = prepared.length / points;
    return new SplittableRandom(DRAWN)
        .ints(0, count)
        .distinct()
        .limit(Math.min(most, count))
        .mapToObj(row -> Arrays.copyOfRange(prepared, row * points, (row + 1) * points))
        .toList();
  }

  /**
   * Measures all methods.
   *
   * @param pixels the recipe's labelled spectra, with which the twins are trained
   * @param training the recipe's settings
   * @param tested prepared spectra that are explained, row by row
   * @param planted the masks of the planted bands by class; empty where nobody knows
   * @param plantedHits of {@link PlantedBand}s, by method
   * @param scratch a folder for the twins' packages
   */
  public List<FaithfulnessRow> measure(
      LabelledPixels pixels,
      TrainingSettings training,
      List<float[]> tested,
      Optional<List<boolean[]>> planted,
      Map<String, Double> plantedHits,
      Path scratch)
      throws IOException {
    List<Optional<ModelPackage>> twins = new ArrayList<>();
    for (SanityModels kind : TWINS) {
      twins.add(Optional.of(kind.twin(scratch, model, pixels, training, SEED)));
      progress.accept("sanity: twin of " + model.id() + " with " + kind.title());
    }
    return measure(new Twins(twins.get(0), twins.get(1)), tested, planted, plantedHits);
  }

  /**
   * Models of a model's form that know nothing; both, one of them, or none.
   *
   * @param randomWeights its weights drawn by lot
   * @param shuffledLabels what its training makes of labels that were shuffled
   */
  public record Twins(Optional<ModelPackage> randomWeights, Optional<ModelPackage> shuffledLabels) {
    private List<Optional<ModelPackage>> all() {
      return List.of(randomWeights, shuffledLabels);
    }
  }

  /**
   * Measures all methods against twins that are already there.
   *
   * @param knowNothing the twins
   * @param tested prepared spectra that are explained, row by row
   * @param planted the masks of the planted bands by class; empty where nobody knows
   * @param plantedHits of {@link PlantedBand}s, by method
   */
  public List<FaithfulnessRow> measure(
      Twins knowNothing,
      List<float[]> tested,
      Optional<List<boolean[]>> planted,
      Map<String, Double> plantedHits) {
    int smooth = (int) Math.max(1, Math.round(model.axis().width(25) / model.axis().meanSpacing()));
    int window = (int) Math.max(1, Math.round(spacing / model.axis().meanSpacing()));
    Map<String, Tally> tallies = new LinkedHashMap<>();
    List<Optional<Attributions>> twins = new ArrayList<>();
    try (Attributions own = Attributions.of(model, smooth)) {
      for (Optional<ModelPackage> twin : knowNothing.all()) {
        twins.add(twin.map(found -> Attributions.twin(found, background, spacing)));
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
      twins.forEach(twin -> twin.ifPresent(Attributions::close));
    }
    return tallies.keySet().stream()
        .map(
            method ->
                row(method, tallies, plantedHits.getOrDefault(method, Double.NaN), tested.size()))
        .toList();
  }

  private static void add(
      Attributions own,
      List<Optional<Attributions>> twins,
      PerturbationCurves curves,
      Map<String, Tally> tallies,
      float[] spectrum,
      Random random) {
    int predicted = own.predicted(spectrum);
    float[] noisy = noisy(spectrum, random);
    List<Map<String, float[]>> foreign = new ArrayList<>();
    for (Optional<Attributions> twin : twins) {
      Map<String, float[]> weights = new LinkedHashMap<>();
      twin.ifPresent(
          found ->
              found
                  .methods()
                  .forEach(
                      (name, method) ->
                          weights.put(name, method.of(spectrum, predicted, DESIGN).clone())));
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
              tally.reproducibility +=
                  WeightAgreement.correlation(
                      weights, method.of(spectrum, predicted, OTHER_DESIGN));
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
                tally.twins[twin] +=
                    other == null ? Double.NaN : WeightAgreement.rankCorrelation(weights, other);
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

  private static FaithfulnessRow row(
      String method, Map<String, Tally> tallies, double plantedHits, int count) {
    Tally tally = tallies.get(method);
    Tally none = tallies.get(Attributions.RANDOM);
    Tally raw = tallies.get(Attributions.RAW);
    boolean control = method.equals(Attributions.RANDOM) || method.equals(Attributions.RAW);
    return new FaithfulnessRow(
        method,
        mean(tally.deletion),
        mean(tally.insertion),
        gain(none.deletion, tally.deletion),
        gain(raw.deletion, tally.deletion),
        gain(tally.insertion, none.insertion),
        gain(tally.insertion, raw.insertion),
        tally.game == null ? Double.NaN : tally.game.overall().hitRate(),
        control ? Double.NaN : tally.reproducibility / count,
        control ? Double.NaN : tally.twins[0] / count,
        control ? Double.NaN : tally.twins[1] / count,
        method.equals(Attributions.RANDOM) ? Double.NaN : tally.stability / count,
        control ? Double.NaN : plantedHits);
  }

  private static FaithfulnessRow.Gain gain(List<Double> of, List<Double> less) {
    double[] differences = new double[of.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = of.get(i) - less.get(i);
    }
    return FaithfulnessRow.Gain.of(differences);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** The rows as figures of a model card. */
  public static List<Figure> figures(List<FaithfulnessRow> rows, String evaluation) {
    return rows.stream().flatMap(row -> row.figures(evaluation).stream()).toList();
  }

  /** The verdicts on all methods but the controls. */
  public static List<Reliability> verdicts(List<FaithfulnessRow> rows) {
    return rows.stream().filter(row -> !row.isControl()).map(FaithfulnessRow::verdict).toList();
  }

  /**
   * The method to ask where nobody names one: of those found reliable the most faithful.
   *
   * @param verdicts after every check
   * @return its id; empty if none is reliable
   */
  public static String preferred(List<FaithfulnessRow> rows, List<Reliability> verdicts) {
    return rows.stream()
        .filter(
            row ->
                verdicts.stream()
                    .anyMatch(known -> known.method().equals(row.method()) && known.reliable()))
        .max(Comparator.comparingDouble(FaithfulnessRow::faithfulness))
        .map(FaithfulnessRow::method)
        .orElse("");
  }
}
