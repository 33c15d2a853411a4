package org.spectrastreams.formats.excel;

import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** Workbooks with a spectrum a row and with a point a row. */
public final class ExcelSamples implements FormatSamples {
  static final String MAP =
      """
      Cartilage, second session
      Quantity | absorbance
      x | y | 1004 | 1002 | 1000.5 | class
      0 | 0 | 0.3 | 0.2 | 0.1 | matrix
      1 | 0 | 0.6 | 0.5 | 0.4 | cell
      """;
  static final String COLUMNS =
      """
      Wavenumber (cm-1) | a | b
      802 | 1 | 2
      800 | 4 | 5E-1
      """;

  @Override
  public String reader() {
    return "excel";
  }

  @Override
  public int damagedPlaces() {
    return 60;
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "a spectrum a row, in places, below notes",
            folder ->
                new WorkbookFixture()
                    .sheet("Notes", "nothing but words")
                    .sheet("Map", MAP)
                    .write(folder.resolve("map.xlsx")),
            OpenOptions.NONE,
            new double[] {1000.5, 1002, 1004},
            2,
            2,
            1,
            new float[] {0.1f, 0.2f, 0.3f},
            Quantity.ABSORBANCE),
        new FormatSample(
            "a point a row",
            folder -> new WorkbookFixture().sheet("S", COLUMNS).write(folder.resolve("a.xlsx")),
            OpenOptions.NONE,
            new double[] {800, 802},
            2,
            2,
            1,
            new float[] {4, 1},
            Quantity.UNSPECIFIED));
  }
}
