package org.spectrastreams.train.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.spectrastreams.explain.WeightAgreement;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.explain.lime.LimeResponse;
import org.spectrastreams.explain.lime.PublishedLime;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.train.contexts.ExplanationTraining;
import org.spectrastreams.train.contexts.SampledExplanations;
import org.spectrastreams.train.data.ExplainedPixels;

/**
 * How well amortised explanations and contexts stand for sampled ones, on spectra that nothing was
 * learnt from.
 *
 * @param longSpectra the spectra that get a long-run explanation
 * @param longSamples the perturbed spectra of it
 * @param pairs the spectra that are explained with two designs
 * @param publishedPairs the spectra that are explained twice as published
 */
public record ExplanationFidelity(int longSpectra, int longSamples, int pairs, int publishedPairs) {
  /** What a model card reports. */
  public static final ExplanationFidelity FULL = new ExplanationFidelity(8, 50_000, 100, 10);

  private static final int SEED = 90_000;

  /** Measures; the designs share no seed with those of the training. */
  public List<Figure> measure(
      ExplanationTraining training,
      ExplanationTraining.Crime crime,
      ExplainedPixels heldOut,
      int[] predicted,
      String evaluation,
      Consumer<String> progress) {
    List<Figure> figures = new ArrayList<>();
    agreement(training, crime, heldOut, predicted, evaluation, figures);
    figures.forEach(
        figure ->
            progress.accept(figure.method() + ": " + figure.measure() + " " + figure.value()));
    fidelity(training, heldOut, predicted, evaluation, figures);
    return figures;
  }

  private static int[] draw(int wanted, int count, long seed) {
    return new SplittableRandom(seed)
        .ints(0, count)
        .distinct()
        .limit(Math.min(wanted, count))
        .toArray();
  }

  private void fidelity(
      ExplanationTraining training,
      ExplainedPixels heldOut,
      int[] predicted,
      String evaluation,
      List<Figure> figures) {
    int points = heldOut.points();
    int[] rows = draw(longSpectra, heldOut.count(), SEED);
    float[][] exact = new float[rows.length][];
    float[][] lasting = new float[rows.length][];
    int samples = training.recipe().samples();
    SampledExplanations.explainAll(
        training.model(),
        training.background(),
        training.recipe().segmentSpacing(),
        training.threads(),
        rows.length,
        (lime, i) -> {
          int at = rows[i] * points;
          int chosen = predicted[rows[i]];
          exact[i] = lime.explain(heldOut.prepared(), at, chosen, samples, SEED + 1).weights();
          lasting[i] =
              lime.explain(heldOut.prepared(), at, chosen, longSamples, SEED + 2).weights();
        });
    double[] ofExact = new double[rows.length];
    double[] ofAmortised = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      float[] amortised =
          training.amortisedWeights(
              Arrays.copyOfRange(heldOut.prepared(), rows[i] * points, (rows[i] + 1) * points),
              new int[] {predicted[rows[i]]});
      ofExact[i] = WeightAgreement.correlation(exact[i], lasting[i]);
      ofAmortised[i] = WeightAgreement.correlation(amortised, lasting[i]);
    }
    String measure = "correlation with a LIME explanation of " + longSamples + " samples";
    add(figures, evaluation, "amortised LIME", measure, ofAmortised);
    add(figures, evaluation, "LIME of " + samples + " samples", measure, ofExact);
  }

  private static void add(
      List<Figure> figures, String evaluation, String method, String measure, double[] values) {
    figures.add(
        new Figure(
            evaluation,
            method,
            measure,
            Figures.mean(values),
            Figures.deviation(values),
            values.length));
  }

  private void agreement(
      ExplanationTraining training,
      ExplanationTraining.Crime crime,
      ExplainedPixels heldOut,
      int[] predicted,
      String evaluation,
      List<Figure> figures) {
    int samples = training.recipe().samples();
    Explained some = draw(heldOut, predicted);
    float[] spectra = some.spectra();
    int[] classes = some.classes();
    float[] one = exact(training, some, SEED + 4);
    float[] other = exact(training, some, SEED + 5);
    int[] ofAmortised =
        contexts(training, crime, spectra, classes, training.amortisedWeights(spectra, classes));
    int[] ofOne = contexts(training, crime, spectra, classes, one);
    int[] ofOther = contexts(training, crime, spectra, classes, other);
    String exact = "LIME of " + samples + " samples";
    figures.add(same(evaluation, exact, "same context with another design", ofOne, ofOther));
    figures.add(same(evaluation, "amortised LIME", "same context as " + exact, ofAmortised, ofOne));
    published(training, crime, spectra, classes, evaluation, figures);
  }

  /** Spectra, one after the other, and the classes that are explained. */
  public record Explained(float[] spectra, int[] classes) {}

  /**
   * The held-out spectra on which contexts of one explanation are compared with those of another.
   */
  public Explained draw(ExplainedPixels heldOut, int[] predicted) {
    int points = heldOut.points();
    int[] rows = draw(pairs, heldOut.count(), SEED + 3);
    float[] spectra = new float[rows.length * points];
    int[] classes = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(heldOut.prepared(), rows[i] * points, spectra, i * points, points);
      classes[i] = predicted[rows[i]];
    }
    return new Explained(spectra, classes);
  }

  /** The sampled explanations of spectra with one design. */
  public static float[] exact(ExplanationTraining training, Explained some, long seed) {
    int points = training.model().axis().size();
    float[] weights = new float[some.spectra().length];
    SampledExplanations.explainAll(
        training.model(),
        training.background(),
        training.recipe().segmentSpacing(),
        training.threads(),
        some.classes().length,
        (lime, i) ->
            copy(
                lime,
                some.spectra(),
                i * points,
                some.classes()[i],
                training.recipe().samples(),
                seed,
                weights));
    return weights;
  }

  /** The share of spectra that one explanation and another bring to the same context. */
  public static double sameContext(
      ExplanationTraining training,
      ExplanationTraining.Crime crime,
      Explained some,
      float[] one,
      float[] other) {
    return share(
        contexts(training, crime, some.spectra(), some.classes(), one),
        contexts(training, crime, some.spectra(), some.classes(), other));
  }

  private void published(
      ExplanationTraining training,
      ExplanationTraining.Crime crime,
      float[] spectra,
      int[] classes,
      String evaluation,
      List<Figure> figures) {
    int points = training.model().axis().size();
    int count = Math.min(publishedPairs, classes.length);
    if (count == 0) {
      return;
    }
    float[] part = Arrays.copyOf(spectra, count * points);
    int[] chosen = Arrays.copyOf(classes, count);
    float[] one = new float[part.length];
    float[] other = new float[part.length];
    try (ScoringEngine engine = training.model().openEngine(Device.CPU, training.threads())) {
      PublishedLime lime = new PublishedLime(engine, training.background(), LimeResponse.MEAN);
      for (int design = 0; design < 2; design++) {
        for (int i = 0; i < count; i++) {
          float[] weights =
              lime.explain(
                      part, i * points, chosen[i], PublishedLime.DEFAULT_SAMPLES, SEED + 6 + design)
                  .weights();
          System.arraycopy(weights, 0, design == 0 ? one : other, i * points, points);
        }
      }
    }
    figures.add(
        same(
            evaluation,
            "LIME as published, on mean probabilities, "
                + PublishedLime.DEFAULT_SAMPLES
                + " samples",
            "same context with another design",
            contexts(training, crime, part, chosen, one),
            contexts(training, crime, part, chosen, other)));
  }

  private static void copy(
      StableLime lime,
      float[] spectra,
      int offset,
      int chosen,
      int samples,
      long seed,
      float[] to) {
    float[] weights = lime.explain(spectra, offset, chosen, samples, seed).weights();
    System.arraycopy(weights, 0, to, offset, weights.length);
  }

  private static int[] contexts(
      ExplanationTraining training,
      ExplanationTraining.Crime crime,
      float[] spectra,
      int[] classes,
      float[] weights) {
    ContextAssignment found = new ContextAssignment();
    float[] places = crime.vae().places(training.inputs(spectra, weights), classes.length);
    new ContextScorer(crime.contexts()).assign(spectra, places, classes, classes.length, found);
    return Arrays.copyOf(found.context(), classes.length);
  }

  private static Figure same(
      String evaluation, String method, String measure, int[] one, int[] other) {
    return new Figure(
        evaluation, method, measure + " (share of " + one.length + ")", share(one, other), 0, 1);
  }

  private static double share(int[] one, int[] other) {
    int same = 0;
    for (int i = 0; i < one.length; i++) {
      same += one[i] == other[i] ? 1 : 0;
    }
    return (double) same / one.length;
  }
}
