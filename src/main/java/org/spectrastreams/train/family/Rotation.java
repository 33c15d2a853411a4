package org.spectrastreams.train.family;

/**
 * Training spectra in their own principal axes: a rotation, so that a classifier which looks at
 * distances and projections alone gives the same answers with fewer numbers. Axes beyond {@value
 * #MOST} are left out, and those of no variance.
 *
 * @param mean of the training spectra
 * @param axes the axes, those of the largest variance first, each of length 1
 */
public record Rotation(double[] mean, double[][] axes) {
  /** The most axes that are kept. */
  public static final int MOST = 200;

  private static final double LEAST = 1e-13;

  /**
   * The axes of some spectra.
   *
   * @throws IllegalArgumentException if the spectra do not differ
   */
  public static Rotation of(double[][] rows) {
    int points = rows[0].length;
    double[] mean = new double[points];
    for (double[] row : rows) {
      Products.add(mean, 1.0 / rows.length, row);
    }
    double[][] centred = new double[rows.length][];
    double[] ones = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      centred[i] = rows[i].clone();
      Products.add(centred[i], -1, mean);
      ones[i] = 1;
    }
    boolean wide = rows.length < points;
    SymmetricAxes found =
        SymmetricAxes.leading(
            wide ? Products.gram(centred) : Products.scatter(centred, ones), MOST, LEAST);
    int kept = found.values().length;
    if (kept == 0) {
      throw new IllegalArgumentException(
          rows.length + " spectra without any difference; expected spectra that vary");
    }
    return new Rotation(mean, wide ? combined(centred, found) : found.vectors());
  }

  /** The axes of rows whose products have these vectors. */
  private static double[][] combined(double[][] rows, SymmetricAxes found) {
    double[][] parts = new double[found.values().length][];
    for (int k = 0; k < parts.length; k++) {
      parts[k] = Products.times(found.vectors()[k], 1 / Math.sqrt(found.values()[k]));
    }
    return Products.onto(parts, Products.transposed(rows));
  }

  /** A spectrum in these axes. */
  public double[] apply(double[] row) {
    double[] difference = row.clone();
    Products.add(difference, -1, mean);
    double[] turned = new double[axes.length];
    for (int k = 0; k < turned.length; k++) {
      turned[k] = Products.dot(axes[k], difference, difference.length);
    }
    return turned;
  }

  /** Spectra in these axes, all at once. */
  public double[][] apply(double[][] rows) {
    double[][] differences = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      differences[i] = rows[i].clone();
      Products.add(differences[i], -1, mean);
    }
    return Products.onto(differences, axes);
  }

  /** A direction among turned spectra as one among spectra. */
  double[] back(double[] turned) {
    double[] direction = new double[mean.length];
    for (int k = 0; k < axes.length; k++) {
      Products.add(direction, turned[k], axes[k]);
    }
    return direction;
  }

  /** A linear function of turned spectra as one of spectra. */
  public Fitted.Linear back(Fitted.Linear turned) {
    double[][] weights = new double[turned.weights().length][mean.length];
    double[] offsets = turned.offsets().clone();
    for (int c = 0; c < weights.length; c++) {
      for (int k = 0; k < axes.length; k++) {
        Products.add(weights[c], turned.weights()[c][k], axes[k]);
      }
      offsets[c] -= Products.dot(weights[c], mean, mean.length);
    }
    return new Fitted.Linear(weights, offsets);
  }
}
