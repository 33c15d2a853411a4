package org.spectrastreams.formats.galactic;

import static org.spectrastreams.formats.galactic.SpcFixture.FLOAT;
import static org.spectrastreams.formats.galactic.SpcFixture.MULTIPLE;
import static org.spectrastreams.formats.galactic.SpcFixture.OWN_AXES;
import static org.spectrastreams.formats.galactic.SpcFixture.SHORT_VALUES;
import static org.spectrastreams.formats.galactic.SpcFixture.UNEVEN;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** New and old, one and many, even and stored axes, float32 and both kinds of fixed point. */
public final class SpcSamples implements FormatSamples {
  private static final double[] EVEN = {994, 997, 1000};
  private static final double[] STORED = {990, 999, 1000};

  @Override
  public String reader() {
    return "spc";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        sample(
            "one spectrum of 32 bits",
            SpcFixture.of(0, 2, 3, 994, 1).subheader(9, 0, 0).fixed(2, 32, 0.5, -1.25, 1.75),
            EVEN,
            1),
        sample(
            "many spectra of 16 bits, each with its scale",
            SpcFixture.of(MULTIPLE | SHORT_VALUES, 2, 3, 994, 2)
                .subheader(1, 0, 0)
                .fixed(1, 16, 0.5, -0.75, 0.875)
                .subheader(-3, 1.5, 0)
                .fixed(-3, 16, 0.03125, 0.0625, -0.03125),
            EVEN,
            2,
            0.875f,
            -0.75f,
            0.5f),
        sample(
            "a stored axis",
            SpcFixture.of(UNEVEN, FLOAT, 3, 990, 1)
                .floats(1000, 999, 990)
                .subheader(0, 0, 0)
                .floats(0.5, -1.25, 1.75),
            STORED,
            1),
        sample("axes of their own", ownAxes(999), STORED, 2),
        sample(
            "old, many spectra",
            SpcFixture.old(2, 3, 994)
                .subheader(2, 0, 0)
                .fixed(2, 32, 0.5, -1.25, 1.75)
                .subheader(3, 1, 0)
                .fixed(3, 32, 0.5, -1.25, 3),
            EVEN,
            2));
  }

  /** Two spectra with axes of their own, of which the second has one value of choice. */
  static SpcFixture ownAxes(double second) {
    return SpcFixture.of(MULTIPLE | UNEVEN | OWN_AXES, FLOAT, 0, 990, 2)
        .subheader(FLOAT, 0, 3)
        .floats(1000, 999, 990)
        .floats(0.5, -1.25, 1.75)
        .subheader(FLOAT, 1, 3)
        .floats(1000, second, 990)
        .floats(1, 2, 3)
        .directory(512, 512 + 32 + 24);
  }

  private static FormatSample sample(String name, SpcFixture file, double[] axis, int spectra) {
    return sample(name, file, axis, spectra, 1.75f, -1.25f, 0.5f);
  }

  private static FormatSample sample(
      String name, SpcFixture file, double[] axis, int spectra, float... first) {
    return new FormatSample(
        name, file::write, OpenOptions.NONE, axis, spectra, spectra, 1, first, Quantity.ABSORBANCE);
  }
}
