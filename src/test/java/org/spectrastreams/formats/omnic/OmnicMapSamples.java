package org.spectrastreams.formats.omnic;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A map of two lines and a series. */
public final class OmnicMapSamples implements FormatSamples {
  static final double[][] SPECTRA = {
    {0.5, -1.25, 1.75}, {1, 2, 3}, {4, 5, 6}, {7, 8, 9}, {10, 11, 12}, {13, 14, 15}
  };

  @Override
  public String reader() {
    return "omnic-map";
  }

  /** Three pixels in x, 10 µm apart, and two in y, 20 µm apart, stored from the right. */
  static OmnicMapFixture map() {
    double[][] positions = new double[6][];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = new double[] {-50 - 10 * (i % 3), 7 + 20 * (i / 3)};
    }
    return new OmnicMapFixture(OmnicFixture.ABSORBANCE, positions, SPECTRA);
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        sample("map", map(), 3, 2, 4, 5, 6),
        sample(
            "series",
            new OmnicMapFixture(OmnicFixture.ABSORBANCE, new double[0][], SPECTRA),
            6,
            1,
            0.5f,
            -1.25f,
            1.75f));
  }

  private static FormatSample sample(
      String name, OmnicMapFixture file, int width, int height, float... first) {
    return new FormatSample(
        name,
        file::write,
        OpenOptions.NONE,
        new double[] {994, 997, 1000},
        6,
        width,
        height,
        first,
        Quantity.ABSORBANCE);
  }
}
