package org.spectrastreams.train.contexts;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.explain.context.ContextScorer;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.Npy;
import org.spectrastreams.train.data.ExplainedPixels;

/** The files of a package that hold what a training of explanations learnt. */
public final class ExplanationFiles {
  private static final int MOST_DRAWN = 2_000;

  private ExplanationFiles() {}

  /** All files but the manifest of the explanations, by name. */
  public static Map<String, byte[]> of(
      ExplanationTraining training, ExplanationTraining.Crime crime) {
    Map<String, byte[]> files = new LinkedHashMap<>(training.background().toFiles());
    files.put(ModelPackage.EXPLAINER, training.toOnnx(crime));
    files.put(ModelPackage.CONTEXTS, crime.contexts().toJson());
    files.put(ModelPackage.CONTEXT_ARRAYS, crime.contexts().toNpy());
    crime.contexts().linear().ifPresent(models -> files.put(ModelPackage.LINEAR, models.toNpy()));
    float[] drawn = drawn(training, crime);
    files.put(ModelPackage.LATENT, new Npy(new int[] {drawn.length / 4, 4}, drawn).toBytes());
    files.put(ModelPackage.LATENT_PICTURE, LatentPicture.of(crime.contexts(), drawn));
    return files;
  }

  /** Projected x, y, context and predicted class of training spectra, evenly drawn. */
  private static float[] drawn(ExplanationTraining training, ExplanationTraining.Crime crime) {
    ExplainedPixels pixels = training.pixels();
    ContextAssignment found = new ContextAssignment();
    new ContextScorer(crime.contexts())
        .assign(pixels.prepared(), crime.places(), training.predicted(), pixels.count(), found);
    int count = Math.min(MOST_DRAWN, pixels.count());
    float[] drawn = new float[4 * count];
    for (int i = 0; i < count; i++) {
      int row = (int) ((long) i * pixels.count() / count);
      drawn[4 * i] = found.projection()[2 * row];
      drawn[4 * i + 1] = found.projection()[2 * row + 1];
      drawn[4 * i + 2] = found.context()[row];
      drawn[4 * i + 3] = training.predicted()[row];
    }
    return drawn;
  }
}
