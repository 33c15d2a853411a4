package org.spectrastreams.formats.agilent;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A mosaic of two by two tiles. */
public final class MosaicSamples implements FormatSamples {
  @Override
  public String reader() {
    return "agilent-mosaic";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "mosaic",
            folder -> new MosaicFixture(2, 2, 3, 4).write(folder),
            OpenOptions.NONE,
            new double[] {1000, 1002, 1004, 1006},
            36,
            6,
            6,
            new float[] {0, 1000, 2000, 3000},
            Quantity.ABSORBANCE));
  }
}
