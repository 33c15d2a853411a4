package org.spectrastreams.formats.table;

import java.nio.file.Files;
import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** Tables of every layout. */
public final class TableSamples implements FormatSamples {
  private static final String ROWS =
      """
      # quantity: absorbance
      # geometry: 3 x 2
      # pixel-size-um: 2.5
      x,y,1000.5,1002,1004e0,label
      0,0,0.1,0.2,0.3,"a, b"
      2,1,NaN,1e-3,-4,NA
      """;
  private static final String COLUMNS = "Wavenumbers,PE,PE,PP\n802,1,2,3\n800,4,5,6\n";

  @Override
  public String reader() {
    return "table";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "a spectrum a line, in places",
            folder -> Files.writeString(folder.resolve("a.csv"), ROWS),
            OpenOptions.NONE,
            new double[] {1000.5, 1002, 1004},
            2,
            3,
            2,
            new float[] {0.1f, 0.2f, 0.3f},
            Quantity.ABSORBANCE),
        new FormatSample(
            "a point a line",
            folder -> Files.writeString(folder.resolve("a.csv"), COLUMNS),
            OpenOptions.NONE,
            new double[] {800, 802},
            3,
            3,
            1,
            new float[] {4, 1},
            Quantity.UNSPECIFIED));
  }
}
