package org.spectrastreams.spectrum;

/** Fixture: an image whose intensities are computed from place and point, line by line. */
public final class ComputedSource implements SpectrumSource {
  /** The intensity of one point of one pixel. */
  public interface Intensity {
    float at(int x, int y, int point);
  }

  private final String name;
  private final ImageGeometry geometry;
  private final SpectralAxis axis;
  private final Intensity intensity;
  private int next;

  /** An absorbance image that says it is simulated. */
  public ComputedSource(
      String name, ImageGeometry geometry, SpectralAxis axis, Intensity intensity) {
    this.name = name;
    this.geometry = geometry;
    this.axis = axis;
    this.intensity = intensity;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ImageGeometry geometry() {
    return geometry;
  }

  @Override
  public SpectralAxis axis() {
    return axis;
  }

  @Override
  public Quantity quantity() {
    return Quantity.ABSORBANCE;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public SpectrumBlock next(int maxSpectra) {
    if (next == geometry.pixels()) {
      return null;
    }
    int width = geometry.width();
    int count = Math.min(maxSpectra, width - next % width);
    int[] x = new int[count];
    int[] y = new int[count];
    float[] values = new float[count * axis.size()];
    for (int i = 0; i < count; i++, next++) {
      x[i] = next % width;
      y[i] = next / width;
      for (int point = 0; point < axis.size(); point++) {
        values[i * axis.size() + point] = intensity.at(x[i], y[i], point);
      }
    }
    return new SpectrumBlock(axis, quantity(), x, y, values);
  }

  @Override
  public void close() {}
}
