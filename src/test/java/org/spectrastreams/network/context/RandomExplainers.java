package org.spectrastreams.network.context;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.spectrastreams.network.WeightShapes;

/** Untrained explainers with seeded weights. */
public final class RandomExplainers {
  private RandomExplainers() {}

  /** Seeded weights of an explainer and an encoder, by their names. */
  public static Map<String, float[]> weights(
      AmortisedNetwork amortised, ContextEncoder encoder, long seed) {
    WeightShapes shapes = new WeightShapes();
    amortised.coefficients(shapes, 0);
    encoder.place(shapes, 0);
    Random random = new Random(seed);
    Map<String, float[]> weights = new LinkedHashMap<>();
    shapes
        .shapes()
        .forEach(
            (name, shape) -> {
              int size = 1;
              for (int length : shape) {
                size *= length;
              }
              float[] values = new float[size];
              boolean one = name.endsWith(".scale") || name.equals("lime.size");
              double spread = 1 / Math.sqrt(shape[0]);
              for (int i = 0; i < size; i++) {
                values[i] =
                    (float) (one ? 1 : name.endsWith(".w") ? spread * random.nextGaussian() : 0);
              }
              if (name.endsWith(".classes")) {
                for (int i = 0; i < size; i++) {
                  values[i] = (float) random.nextGaussian();
                }
              }
              weights.put(name, values);
            });
    return weights;
  }

  /** An explainer of triangles that are spread evenly over the axis. */
  public static AmortisedNetwork amortised(int points, int classes, int segments) {
    float[] hats = new float[segments * points];
    double apart = (points - 1.0) / (segments - 1);
    for (int s = 0; s < segments; s++) {
      for (int i = 0; i < points; i++) {
        hats[s * points + i] = (float) Math.max(0, 1 - Math.abs(i - s * apart) / apart);
      }
    }
    return new AmortisedNetwork(points, classes, segments, hats);
  }
}
