package org.spectrastreams.formats.matlab;

import java.nio.file.Files;
import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A compressed list whose spectra are rows, and an image in a structure. */
public final class MatlabSamples implements FormatSamples {
  static final double[] AXIS = {1004, 1002, 1000.5};

  @Override
  public String reader() {
    return "matlab";
  }

  @Override
  public int damagedPlaces() {
    return 100;
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "a compressed list",
            folder ->
                Files.write(
                    folder.resolve("list.mat"),
                    new MatFixture()
                        .compressed("absorbance", new int[] {2, 3}, 3, 6, 2, 5, 1, 4)
                        .compressed("wavenumbers", new int[] {1, 3}, AXIS)
                        .bytes()),
            OpenOptions.NONE,
            new double[] {1000.5, 1002, 1004},
            2,
            2,
            1,
            new float[] {1, 2, 3},
            Quantity.ABSORBANCE),
        new FormatSample(
            "an image in a structure",
            folder ->
                Files.write(
                    folder.resolve("image.mat"),
                    new MatFixture()
                        .matrix("wn", new int[] {3, 1}, AXIS)
                        .struct("data", "cube", new int[] {2, 1 + 1, 3}, image())
                        .bytes()),
            OpenOptions.NONE,
            new double[] {1000.5, 1002, 1004},
            4,
            2,
            2,
            new float[] {20, 10, 0},
            Quantity.UNSPECIFIED));
  }

  /** Ten times the point, plus the row and twice the column. */
  private static double[] image() {
    double[] values = new double[12];
    for (int i = 0; i < 12; i++) {
      values[i] = i / 4 * 10 + i % 2 + 2 * (i / 2 % 2);
    }
    return values;
  }
}
