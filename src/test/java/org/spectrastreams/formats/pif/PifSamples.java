package org.spectrastreams.formats.pif;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A scan, opened by its data. */
public final class PifSamples implements FormatSamples {
  private static final double[] AXIS = {1400, 1401, 1402, 1403};

  @Override
  public String reader() {
    return "pif-ir";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "scan",
            PifFixture::write,
            OpenOptions.NONE,
            AXIS,
            6,
            3,
            2,
            new float[] {0, 0.5f, 1, 1.5f},
            Quantity.UNSPECIFIED));
  }
}
