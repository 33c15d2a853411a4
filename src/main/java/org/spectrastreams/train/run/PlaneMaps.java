package org.spectrastreams.train.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.explain.methods.ActivationMapMethod;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.GradCamMethod;
import org.spectrastreams.explain.methods.GradCamPlusPlusMethod;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ExplanationManifest.Check;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.GradientEngine;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.Shuffle;
import org.spectrastreams.network.onnx.EnsembleWriter;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.measure.PlaneReliability;

/** What the maps of a model of planes are worth, measured on planes that it never saw. */
final class PlaneMaps {
  /** The share that an order by chance reaches against three others. */
  private static final double CHANCE = 0.25;

  private static final double LEAST_SHARE = 2 * CHANCE;
  private static final double MOST_ALIKE = 0.5;

  /** The least effect, in log-odds: a network that knows nothing moves by a ten-thousandth. */
  private static final double LEAST_EFFECT = 0.1;

  private final ModelPackage model;
  private final List<Map<String, float[]>> members;
  private final PreparedSpectra tested;
  private final int[] classes;
  private final float[] usual;
  private final long seed;

  /**
   * Measures nothing yet.
   *
   * @param members their weights
   * @param tested planes that no member saw
   * @param classes what the model says of each, whose maps are measured
   * @param usual the plane that stands for nothing, of the training
   */
  PlaneMaps(
      ModelPackage model,
      List<Map<String, float[]>> members,
      PreparedSpectra tested,
      int[] classes,
      float[] usual,
      long seed) {
    this.model = model;
    this.members = members;
    this.tested = tested;
    this.classes = classes;
    this.usual = usual;
    this.seed = seed;
  }

  /**
   * The verdict on every map that the graph gives.
   *
   * @param reproduce the command that measures them again
   */
  ExplanationManifest judge(String reproduce, Consumer<String> progress) {
    List<Reliability> verdicts = new ArrayList<>();
    List<Figure> figures = new ArrayList<>();
    Map<String, Double> deletions = new LinkedHashMap<>();
    byte[] shuffled =
        EnsembleWriter.write(
            Networks.of(model.manifest()),
            model.manifest().graph(),
            members.stream().map(this::shuffled).toList());
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1);
        ScoringEngine untrained =
            OnnxEngine.open(shuffled, model.manifest().graph(), Device.CPU, 1)) {
      GradientEngine own = engine.gradients().orElseThrow();
      GradientEngine other = untrained.gradients().orElseThrow();
      for (Meaning map : List.of(Meaning.GRAD_CAM, Meaning.GRAD_CAM_PLUS_PLUS)) {
        if (!model.manifest().graph().gives(map)) {
          continue;
        }
        ExplanationMethod method =
            map == Meaning.GRAD_CAM ? new GradCamMethod() : new GradCamPlusPlusMethod();
        String id = method.id();
        PlaneReliability found =
            PlaneReliability.of(
                own, map, tested.values(), classes, usual, model.axis().size(), seed);
        double alike = alike(own, other, map);
        verdicts.add(verdict(id, found, alike));
        deletions.put(id, found.deletion());
        figures.addAll(figures(id, found, alike));
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s: deletion %.2f and insertion %+.2f log-odds beside random orders, better on"
                    + " %.2f of the planes; correlation with shuffled weights %.2f",
                id,
                found.deletion(),
                found.insertion(),
                found.better(),
                alike));
      }
    }
    verdicts.stream()
        .filter(verdict -> verdict.method().equals(model.manifest().explanation().method()))
        .findFirst()
        // The map that comes with every score is this one of the predicted class.
        .ifPresent(same -> verdicts.add(Reliability.of(ActivationMapMethod.ID, same.checks())));
    Optional<String> best =
        verdicts.stream()
            .filter(Reliability::reliable)
            .map(Reliability::method)
            .filter(deletions::containsKey)
            .min(Comparator.comparingDouble(deletions::get));
    return new ExplanationManifest(
        ExplanationManifest.FORMAT,
        ExplanationManifest.Lime.NONE,
        ExplanationManifest.Crime.NONE,
        verdicts,
        figures,
        List.of(
            "Maps were measured on "
                + tested.count()
                + " planes of the model's own classes; on mixtures nobody measured them."),
        List.of(reproduce),
        Map.of(),
        best.orElse(""));
  }

  private static Reliability verdict(String id, PlaneReliability found, double alike) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        new Check(
            "log-odds as its tiles are taken away, less those of random orders",
            found.deletion(),
            "below " + -LEAST_EFFECT,
            found.deletion() < -LEAST_EFFECT));
    checks.add(
        new Check(
            "log-odds as its tiles are put in, less those of random orders",
            found.insertion(),
            "above " + LEAST_EFFECT,
            found.insertion() > LEAST_EFFECT));
    checks.add(
        new Check(
            "share of planes on which it beats three random orders (by chance " + CHANCE + ")",
            found.better(),
            "at least " + LEAST_SHARE,
            found.better() >= LEAST_SHARE));
    if (Double.isFinite(alike)) {
      checks.add(
          new Check(
              "correlation with the maps of shuffled weights",
              alike,
              "below " + MOST_ALIKE,
              alike < MOST_ALIKE));
    }
    return Reliability.of(id, checks);
  }

  private List<Figure> figures(String id, PlaneReliability found, double alike) {
    String on = "maps of " + tested.count() + " planes that the model never saw";
    List<Figure> figures = new ArrayList<>();
    figures.add(
        new Figure(on, id, "deletion beside random orders, log-odds", found.deletion(), 0, 1));
    figures.add(
        new Figure(on, id, "insertion beside random orders, log-odds", found.insertion(), 0, 1));
    figures.add(new Figure(on, id, "share better than three random orders", found.better(), 0, 1));
    if (Double.isFinite(alike)) {
      figures.add(new Figure(on, id, "correlation with shuffled weights", alike, 0, 1));
    }
    return figures;
  }

  /** The same numbers in another order, array by array: a network that knows nothing. */
  private Map<String, float[]> shuffled(Map<String, float[]> weights) {
    Random random = new Random(seed);
    Map<String, float[]> all = new LinkedHashMap<>();
    weights.forEach(
        (name, values) -> {
          float[] other = values.clone();
          Shuffle.of(other, random);
          all.put(name, other);
        });
    return all;
  }

  /**
   * Mean correlation of the maps of two networks over the planes on which both have one; NaN where
   * there are none, as where shuffled weights give a map that is the same everywhere.
   */
  double alike(GradientEngine one, GradientEngine other, Meaning map) {
    int points = tested.points();
    double sum = 0;
    int compared = 0;
    for (int n = 0; n < tested.count(); n++) {
      float[] plane = Arrays.copyOfRange(tested.values(), n * points, (n + 1) * points);
      float[] left = new float[points];
      float[] right = new float[points];
      one.maps(map, plane, 1, classes[n], left);
      other.maps(map, plane, 1, classes[n], right);
      if (varies(left) && varies(right)) {
        sum += WeightAgreement.correlation(left, right);
        compared++;
      }
    }
    return compared == 0 ? Double.NaN : sum / compared;
  }

  /** Whether a map is other than the same everywhere, whose correlation is 0 by definition. */
  private static boolean varies(float[] map) {
    for (float value : map) {
      if (value != map[0]) {
        return true;
      }
    }
    return false;
  }
}
