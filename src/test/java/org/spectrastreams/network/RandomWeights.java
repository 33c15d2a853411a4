package org.spectrastreams.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Seeded weights of any network, of the size that keeps its values about 1. */
public final class RandomWeights {
  private RandomWeights() {}

  /** The arrays of some members by their names. */
  public static List<Map<String, float[]>> members(Network network, int count, long seed) {
    WeightShapes shapes = new WeightShapes();
    network.values(shapes, 0);
    List<Map<String, float[]>> members = new ArrayList<>();
    for (int member = 0; member < count; member++) {
      Random random = new Random(seed + member);
      Map<String, float[]> arrays = new LinkedHashMap<>();
      shapes.shapes().forEach((name, shape) -> arrays.put(name, array(name, shape, random)));
      members.add(arrays);
    }
    return members;
  }

  private static float[] array(String name, int[] shape, Random random) {
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    boolean dense = shape.length == 2;
    double inputs = dense ? shape[0] : (double) size / shape[0];
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      double draw = random.nextGaussian();
      values[i] =
          (float)
              (name.endsWith(".w")
                  ? 1.5 * draw / Math.sqrt(inputs)
                  : name.endsWith(".variance")
                      ? 0.5 + Math.abs(draw)
                      : name.endsWith(".gamma") || name.endsWith(".scale")
                          ? 1 + 0.2 * draw
                          : 0.3 * draw);
    }
    return values;
  }
}
