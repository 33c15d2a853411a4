package org.spectrastreams.formats.opus;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** An absorbance with the steps towards it, whole numbers, and a series. */
public final class OpusSamples implements FormatSamples {
  private static final double[] AXIS = {1994, 1996, 1998, 2000};

  /** An absorbance beside single channels and interferograms. */
  static OpusFixture absorbance() {
    return new OpusFixture()
        .data(1, OpusFixture.INTERFEROGRAM, 256, "PNT", new float[] {9, 9, 9})
        .data(1, OpusFixture.SINGLE, 256, "WN", new float[] {5, 6, 7, 8})
        .data(3, OpusFixture.ABSORBANCE, 256, "WN", new float[] {1, 0.5f, -0.25f, 2})
        .instrument("VERTEX");
  }

  @Override
  public String reader() {
    return "opus";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        sample("absorbance", absorbance(), 1, Quantity.ABSORBANCE, 2, -0.25f, 0.5f, 1),
        sample(
            "whole numbers",
            new OpusFixture().integers(OpusFixture.RAMAN, 100, -2, 3, 7),
            1,
            Quantity.RAMAN_INTENSITY,
            3.5f,
            1.5f,
            -1,
            50),
        sample(
            "series",
            new OpusFixture().series(3, new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 8}),
            2,
            Quantity.ABSORBANCE,
            4,
            3,
            2,
            1));
  }

  private static FormatSample sample(
      String name, OpusFixture file, int spectra, Quantity quantity, float... first) {
    return new FormatSample(
        name, file::write, OpenOptions.NONE, AXIS, spectra, spectra, 1, first, quantity);
  }
}
