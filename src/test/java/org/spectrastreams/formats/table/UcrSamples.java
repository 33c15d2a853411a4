package org.spectrastreams.formats.table;

import java.nio.file.Files;
import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A table of the UCR archive, with an axis given. */
public final class UcrSamples implements FormatSamples {
  private static final String TABLE = "1\t0.5\t-0.25\t1.5\t0.1\n2\t1\t2\t3\t-1e-2\n";

  @Override
  public String reader() {
    return "ucr";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "descending axis",
            folder -> Files.writeString(folder.resolve("a.tsv"), TABLE),
            OpenOptions.NONE.withAxis(new AxisHint.Even(1300, 1000)),
            new double[] {1000, 1100, 1200, 1300},
            2,
            2,
            1,
            new float[] {0.1f, 1.5f, -0.25f, 0.5f},
            Quantity.UNSPECIFIED));
  }
}
