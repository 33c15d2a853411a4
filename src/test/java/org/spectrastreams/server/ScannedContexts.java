package org.spectrastreams.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.explain.context.Context;
import org.spectrastreams.explain.context.ContextDescription;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.context.LatentProjection;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.server.ExplainedModels.ExplainedModel;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Fixture: the contexts of a {@link ScannedImage}, two a class, on a circle in the latent space;
 * every eleventh pixel is nearest to a context of another class.
 */
final class ScannedContexts {
  static final int COUNT = 2 * ScannedImage.CLASSES.size();
  private static final int SPECTRA = 20;

  private ScannedContexts() {}

  /** The context of a pixel of a class; −1 for a pixel without a class. */
  static int of(int x, int y, int predicted) {
    if (predicted < 0) {
      return -1;
    }
    int shown = contradicts(x, y) ? (predicted + 1) % ScannedImage.CLASSES.size() : predicted;
    return 2 * shown + x % 2;
  }

  static boolean contradicts(int x, int y) {
    return (3 * x + 5 * y) % 11 == 0;
  }

  /** Where a pixel lies in the latent space. */
  static float[] latent(int x, int y, int context) {
    float[] centre = centre(context);
    return new float[] {
      centre[0] + 0.3f * (float) Math.sin(12.9 * x + 78.2 * y),
      centre[1] + 0.3f * (float) Math.cos(39.3 * x + 11.1 * y)
    };
  }

  private static float[] centre(int context) {
    double angle = 2 * Math.PI * context / COUNT;
    return new float[] {2 * (float) Math.cos(angle), 2 * (float) Math.sin(angle)};
  }

  /** Spectra before a standardisation by deviations of a quarter. */
  private static float[] beforeStandardisation(float[] prepared) {
    float[] before = prepared.clone();
    for (int i = 0; i < before.length; i++) {
      before[i] = 0.25f * prepared[i] + 1;
    }
    return before;
  }

  /** A model of these contexts whose method cam failed its check. */
  static ExplainedModel model(SpectralAxis axis, Quantity quantity) {
    int points = axis.size();
    int width = 2 + 2 * points;
    float[] curves = new float[COUNT * width];
    float[] latent = new float[COUNT * SPECTRA * ExplainedModels.LATENT_COLUMNS];
    List<Context> contexts = new ArrayList<>();
    for (int k = 0; k < COUNT; k++) {
      System.arraycopy(centre(k), 0, curves, k * width, 2);
      for (int i = 0; i < points; i++) {
        double peak = Math.exp(-Math.pow((i - points * (k + 1.0) / (COUNT + 1)) / 9, 2));
        curves[k * width + 2 + i] = (float) (0.2 + peak + 0.3 * Math.sin(i / 30.0));
        curves[k * width + 2 + points + i] = (float) (peak - 0.2 * Math.cos(i / 25.0));
      }
      int middle = points * (k + 1) / (COUNT + 1);
      Integer[] histogram = new Integer[ScannedImage.CLASSES.size()];
      Arrays.fill(histogram, 1);
      histogram[k / 2] = SPECTRA - histogram.length + 1;
      contexts.add(
          new Context(
              k,
              k / 2,
              SPECTRA,
              List.of(histogram),
              0.4f,
              List.of(new Context.Band((float) axis.at(middle), 0.9f))));
      for (int i = 0; i < SPECTRA; i++) {
        float[] place = latent(i, 2 * i, k);
        int row = (k * SPECTRA + i) * ExplainedModels.LATENT_COLUMNS;
        latent[row] = place[0];
        latent[row + 1] = place[1];
        latent[row + 2] = k;
        latent[row + 3] = contexts.get(k).label();
      }
    }
    ContextDescription about =
        new ContextDescription(
            Contexts.FORMAT,
            "cp",
            0.2,
            2,
            points,
            ScannedImage.CLASSES,
            5,
            COUNT * SPECTRA,
            0.6,
            new LatentProjection(new float[] {0, 0}, new float[][] {{1, 0}, {0, 1}}),
            contexts);
    return new ExplainedModel(
        new ModelId("cartilage", "1.0.0"),
        "5f0c6d1b2a39",
        false,
        quantity,
        Optional.of(new Contexts(about, axis, curves)),
        ScannedContexts::beforeStandardisation,
        latent,
        List.of("cam", "lime"),
        List.of(
            new Reliability("cam", false, "correlation after randomisation", 0.8, "below 0.5"),
            new Reliability("lime", true, "correlation after randomisation", 0.1, "below 0.5")),
        "lime");
  }
}
