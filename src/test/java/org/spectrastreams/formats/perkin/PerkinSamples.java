package org.spectrastreams.formats.perkin;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A spectrum and an image. */
public final class PerkinSamples implements FormatSamples {
  private static final double[] AXIS = {1000, 1002, 1004, 1006, 1008, 1010};

  @Override
  public String reader() {
    return "perkinelmer";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "spectrum",
            folder -> PerkinFixture.write(folder, "made.sp", PerkinFixture.spectrum("A")),
            OpenOptions.NONE,
            AXIS,
            1,
            1,
            1,
            new float[] {5.25f, 4.25f, 3.25f, 2.25f, 1.25f, 0.25f},
            Quantity.ABSORBANCE),
        new FormatSample(
            "image",
            folder -> PerkinFixture.write(folder, "made.fsm", PerkinFixture.image(3, 2)),
            OpenOptions.NONE,
            AXIS,
            6,
            3,
            2,
            new float[] {5, 4, 3, 2, 1, 0},
            Quantity.ABSORBANCE));
  }
}
