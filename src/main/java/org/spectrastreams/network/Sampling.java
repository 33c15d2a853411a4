package org.spectrastreams.network;

/**
 * Where the places of a feature map lie along one dimension of the input: the middle of place
 * {@code p} is the point {@code offset + p × stride}. The middle of what a place sees is where its
 * number belongs; stretching a map from the first to the last point would move every band.
 *
 * @param offset the middle of the first place, in points
 * @param stride the points from one place to the next
 */
public record Sampling(double offset, double stride) {
  /** The input itself. */
  public static final Sampling INPUT = new Sampling(0, 1);

  /** The places of a convolution or a pooling over these places. */
  public Sampling through(Window window, int dimension) {
    double middle = (window.size().get(dimension) - 1) / 2.0 - window.padding().get(dimension);
    return new Sampling(offset + stride * middle, stride * window.stride().get(dimension));
  }

  /** These places without the first few. */
  public Sampling without(int first) {
    return new Sampling(offset + stride * first, stride);
  }

  /**
   * The linear map from the numbers at the places to those at the points. A point beyond the
   * outermost middles gets what is there.
   *
   * @param order 1: straight lines between the places; 2: the quadratic spline of centred B-splines
   *     with mirrored ends
   * @return places × points, row-major
   */
  public double[] matrix(int order, int places, int points) {
    if (order != 1 && order != 2) {
      throw new IllegalArgumentException("spline of order " + order + "; expected 1 or 2");
    }
    double[] matrix = new double[places * points];
    for (int point = 0; point < points; point++) {
      double at = Math.max(0, Math.min(places - 1, (point - offset) / stride));
      int nearest = (int) Math.rint(at);
      for (int k = nearest - 1; k <= nearest + 1; k++) {
        double weight = order == 1 ? Math.max(0, 1 - Math.abs(at - k)) : quadratic(at - k);
        matrix[mirrored(k, places) * points + point] += weight;
      }
    }
    return order == 1 ? matrix : Spline.coefficients(places, matrix);
  }

  /** The centred B-spline of degree 2. */
  private static double quadratic(double distance) {
    double d = Math.abs(distance);
    return d <= 0.5 ? 0.75 - d * d : d < 1.5 ? 0.5 * (1.5 - d) * (1.5 - d) : 0;
  }

  private static int mirrored(int place, int places) {
    return places == 1 ? 0 : place < 0 ? -place : place >= places ? 2 * places - 2 - place : place;
  }

  /** The coefficients of B-splines that go through given numbers. */
  private static final class Spline {
    private static final double SIDE = 0.125;
    private static final double MIDDLE = 0.75;

    /**
     * For every column b the solution of Aᵀ x = b, with A from coefficients to numbers at the
     * places: what a number at a place adds to every point.
     */
    static double[] coefficients(int places, double[] right) {
      int points = right.length / places;
      if (places == 1) {
        return right; // one coefficient with the weights SIDE + MIDDLE + SIDE, which are 1
      }
      double[] above = new double[places];
      double[] all = right.clone();
      for (int i = 0; i < places; i++) {
        double below = i == 0 ? 0 : weight(i - 1, i, places);
        double pivot = i == 0 ? MIDDLE : MIDDLE - below * above[i - 1];
        above[i] = i + 1 < places ? weight(i + 1, i, places) / pivot : 0;
        for (int j = 0; j < points; j++) {
          double before = i == 0 ? 0 : all[(i - 1) * points + j];
          all[i * points + j] = (all[i * points + j] - below * before) / pivot;
        }
      }
      for (int i = places - 2; i >= 0; i--) {
        for (int j = 0; j < points; j++) {
          all[i * points + j] -= above[i] * all[(i + 1) * points + j];
        }
      }
      return all;
    }

    /** The weight of coefficient {@code of}, a neighbour, in the number at place {@code at}. */
    private static double weight(int at, int of, int places) {
      boolean twice = (at == 0 && of == 1) || (at == places - 1 && of == places - 2);
      return twice ? 2 * SIDE : SIDE;
    }
  }
}
