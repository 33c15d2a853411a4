package org.spectrastreams.formats.nmr;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A spectrum, and a plane in submatrices, of which the row of the lowest shift is given. */
public final class NmrSamples implements FormatSamples {
  private static final double[] SHIFTS = {3, 4, 5, 6, 7, 8, 9, 10};

  @Override
  public String reader() {
    return "bruker-nmr";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "spectrum",
            NmrFixture::spectrum,
            OpenOptions.NONE,
            SHIFTS,
            1,
            1,
            1,
            new float[] {28, 24, 20, 16, 12, 8, 4, 0},
            Quantity.NMR_INTENSITY),
        new FormatSample(
            "plane",
            NmrFixture::plane,
            OpenOptions.NONE,
            SHIFTS,
            1,
            1,
            1,
            new float[] {348, 344, 340, 336, 332, 328, 324, 320},
            Quantity.NMR_INTENSITY));
  }
}
