package org.spectrastreams.train.measure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the class activation maps of a class have in common (Zhang 2020): mean and deviation over
 * the rightly classified spectra of maps that go from 0 to 1, and how often each variable is among
 * the highest tenth of a spectrum's.
 *
 * @param spectra the rightly classified spectra
 * @param mean one value a point
 * @param deviation one value a point
 * @param top the share of the spectra in which a point is among the highest tenth
 */
public record ClassPatterns(int spectra, float[] mean, float[] deviation, float[] top) {
  private static final int TENTH = 10;

  /** Gathers the maps of one class. Not thread-safe. */
  public static final class Gathering {
    private final double[] sum;
    private final double[] squares;
    private final int[] top;
    private int spectra;

    /** Nothing gathered. */
    public Gathering(int points) {
      sum = new double[points];
      squares = new double[points];
      top = new int[points];
    }

    /** Adds the map of a rightly classified spectrum. A map without any structure is zero. */
    public void add(float[] maps, int offset) {
      int points = sum.length;
      float[] map = Arrays.copyOfRange(maps, offset, offset + points);
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (float value : map) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      for (int i = 0; i < points; i++) {
        double scaled = high > low ? (map[i] - low) / (double) (high - low) : 0;
        sum[i] += scaled;
        squares[i] += scaled * scaled;
      }
      IntStream.range(0, points)
          .boxed()
          .sorted((a, b) -> Float.compare(map[b], map[a]))
          .limit(Math.max(1, points / TENTH))
          .forEach(i -> top[i]++);
      spectra++;
    }

    /** What they have in common; zeros where there is none. */
    public ClassPatterns found() {
      int points = sum.length;
      float[] mean = new float[points];
      float[] deviation = new float[points];
      float[] share = new float[points];
      for (int i = 0; i < points && spectra > 0; i++) {
        double average = sum[i] / spectra;
        mean[i] = (float) average;
        deviation[i] = (float) Math.sqrt(Math.max(0, squares[i] / spectra - average * average));
        share[i] = (float) top[i] / spectra;
      }
      return new ClassPatterns(spectra, mean, deviation, share);
    }
  }

  /** As a manifest holds it. */
  public Map<String, Object> described() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("spectra", spectra);
    all.put("mean", rounded(mean));
    all.put("deviation", rounded(deviation));
    all.put("amongTheHighestTenth", rounded(top));
    return all;
  }

  private static List<Double> rounded(float[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> Math.round(values[i] * 1e3) / 1e3)
        .toList();
  }
}
