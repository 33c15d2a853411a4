package org.spectrastreams.formats.renishaw;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A map scanned line by line, one scanned in columns to and fro, a single spectrum. */
public final class WdfSamples implements FormatSamples {
  @Override
  public String reader() {
    return "wdf";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        sample("map", WdfFixture.map(4, 3, false, false)),
        sample("columns to and fro", WdfFixture.map(3, 4, true, true)),
        sample("stopped map", WdfFixture.map(4, 3, false, false).stoppedAfter(6)),
        sample("single", WdfFixture.single()));
  }

  private static FormatSample sample(String name, WdfFixture made) {
    return new FormatSample(
        name,
        made::write,
        OpenOptions.NONE,
        made.axis(),
        made.collected(),
        made.width(),
        made.height(),
        made.at(0, 0),
        Quantity.RAMAN_INTENSITY);
  }
}
