package org.spectrastreams.formats.omnic;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A spectrum that was split from a map, and a group. */
public final class OmnicSamples implements FormatSamples {
  @Override
  public String reader() {
    return "omnic";
  }

  /** An absorbance with its place in the title. */
  static OmnicFixture absorbance() {
    return new OmnicFixture("a.MAP - Spectrum #1  Position (X,Y): 17963.40, -3918.33")
        .spectrum(1, OmnicFixture.ABSORBANCE, 1000, 994, 0.5, -1.25, 1.75)
        .interferogram();
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        sample("spectrum", absorbance(), Quantity.ABSORBANCE, 1, 1.75f, -1.25f, 0.5f),
        sample(
            "group",
            new OmnicFixture("group")
                .spectrum(1, OmnicFixture.PERCENT, 1000, 994, 10, 20, 30)
                .spectrum(1, OmnicFixture.PERCENT, 1000, 994, 40, 50, 60),
            Quantity.PERCENT_TRANSMITTANCE,
            2,
            30,
            20,
            10));
  }

  private static FormatSample sample(
      String name, OmnicFixture file, Quantity quantity, int spectra, float... first) {
    return new FormatSample(
        name,
        file::write,
        OpenOptions.NONE,
        new double[] {994, 997, 1000},
        spectra,
        spectra,
        1,
        first,
        quantity);
  }
}
