package org.spectrastreams.formats.agilent;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A tile, whose first stored line is the lowest. */
public final class AgilentSamples implements FormatSamples {
  @Override
  public String reader() {
    return "agilent-tile";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "tile",
            folder -> new AgilentFixture(3, 2, 4, 500, 2.0).write(folder),
            OpenOptions.NONE,
            new double[] {1000, 1002, 1004, 1006},
            6,
            3,
            2,
            new float[] {10, 110, 210, 310},
            Quantity.ABSORBANCE));
  }
}
