package org.spectrastreams.train.equip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ExplanationManifest.Crime;
import org.spectrastreams.model.ExplanationManifest.Lime;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.contexts.SampledExplanations;
import org.spectrastreams.train.data.ExplainedPixels;

/**
 * Gives a package what every method but contexts needs: the background that LIME and expected
 * gradients borrow from. No network is trained, so that it takes seconds.
 */
public final class PackageExplanations {
  /** Segments that an axis has at least, whatever their usual distance. */
  private static final int FEWEST_SEGMENTS = 10;

  /** Points between the middles of segments at least. */
  private static final int FEWEST_POINTS = 2;

  private PackageExplanations() {}

  /**
   * Writes the package with explanations that nothing was measured of yet, in the place of earlier
   * ones.
   *
   * @param store receives the package; may be its own
   * @param prepared spectra after the model's preprocessing, count × points; 2 or more
   * @param origin what they are, for the card
   * @param reproduce the command that makes the explanations again
   * @param more further files of explanations by their names
   * @param seed of the choice of donors
   * @throws IOException if the package cannot be written
   */
  public static ModelPackage write(
      Path store,
      ModelPackage model,
      float[] prepared,
      String origin,
      String reproduce,
      Map<String, byte[]> more,
      long seed)
      throws IOException {
    int points = model.axis().size();
    int count = prepared.length / points;
    int[] unknown = new int[count];
    Arrays.fill(unknown, -1);
    int[] predicted =
        SampledExplanations.predicted(
            model,
            new ExplainedPixels(points, prepared, unknown, unknown, unknown, new boolean[count]));
    LimeBackground background =
        LimeBackground.fit(
            prepared, predicted, points, LimeBackground.DECILES, LimeBackground.MAX_DONORS, seed);
    Map<String, byte[]> files = new LinkedHashMap<>(background.toFiles());
    files.putAll(more);
    List<String> limits = new ArrayList<>();
    limits.add(
        "Explanations compare a spectrum with " + background.donors() + " of " + origin + ".");
    limits.add(
        "There are no contexts and no amortised weights: these need --contexts, or a recipe with a"
            + " section 'explanations'.");
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("spectra", count);
    settings.put("donors", background.donors());
    settings.put("seed", seed);
    return ModelPackageWriter.writeExplanations(
        store,
        model,
        new ExplanationManifest(
            ExplanationManifest.FORMAT,
            new Lime(spacing(model.axis()), StableLime.DEFAULT_SAMPLES),
            Crime.NONE,
            List.of(),
            List.of(),
            limits,
            List.of(reproduce),
            settings),
        files);
  }

  /** A band's width, unless the axis is too coarse or too short for it. */
  public static double spacing(SpectralAxis axis) {
    double span = axis.max() - axis.min();
    return Math.max(
        FEWEST_POINTS * axis.meanSpacing(),
        Math.min(StableLime.DEFAULT_SPACING, span / FEWEST_SEGMENTS));
  }
}
