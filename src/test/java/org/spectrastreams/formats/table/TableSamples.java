package org.spectrastreams.formats.table;

import java.nio.file.Files;
import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** Tables of every layout. */
@SuppressWarnings("StringConcatToTextBlock") // tabs would not be seen
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
  private static final String COMMAS =
      "# Wellenzahl\n# wavelength (nm);Transmittance (%)\n5.000,5;90,25\n5.010,5;80,5\n";
  private static final String PAIRS =
      "a_x;a_y;b_x;b_y\n1000;1;1000;4\n1008;2;1008;5\n1016;3;1016;6\n;;;\n";
  private static final String LABSPEC =
      """
      #AxisType[1]=\tSpectr
      #AxisUnit[1]=\t1/cm
      #AxisType[2]=\tX
      #AxisUnit[2]=\tµm
      #AxisType[3]=\tY
      #AxisUnit[3]=\tµm
      \t\t1002\t1000
      -5\t10\t2\t1
      -2.5\t10\t4\t3
      -5\t12.5\t6\t5
      """;
  private static final String WIRE =
      """
      #X\t\t#Y\t\t#Wave\t\t#Intensity
      0\t0\t1002\t2
      0\t0\t1000\t1
      1\t0\t1002\t4
      1\t0\t1000\t3
      """;

  @Override
  public String reader() {
    return "table";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        sample("a spectrum a line, in places", ROWS, new double[] {1000.5, 1002, 1004}, 2, 3, 2)
            .of(Quantity.ABSORBANCE, 0.1f, 0.2f, 0.3f),
        sample("a point a line", COLUMNS, new double[] {800, 802}, 3, 3, 1)
            .of(Quantity.UNSPECIFIED, 4, 1),
        sample(
                "decimal commas, points between thousands",
                COMMAS,
                new double[] {1e7 / 5010.5, 1e7 / 5000.5},
                1,
                1,
                1)
            .of(Quantity.PERCENT_TRANSMITTANCE, 80.5f, 90.25f),
        sample("pairs on one axis", PAIRS, new double[] {1000, 1008, 1016}, 2, 2, 1)
            .of(Quantity.UNSPECIFIED, 1, 2, 3),
        sample("a LabSpec map", LABSPEC, new double[] {1000, 1002}, 3, 2, 2)
            .of(Quantity.UNSPECIFIED, 1, 2),
        sample("a WiRE map", WIRE, new double[] {1000, 1002}, 2, 2, 1)
            .of(Quantity.UNSPECIFIED, 1, 2));
  }

  private record Begun(
      String name, String text, double[] axis, int spectra, int width, int height) {
    FormatSample of(Quantity quantity, float... first) {
      return new FormatSample(
          name,
          folder -> Files.writeString(folder.resolve("a.csv"), text),
          OpenOptions.NONE,
          axis,
          spectra,
          width,
          height,
          first,
          quantity);
    }
  }

  private static Begun sample(
      String name, String text, double[] axis, int spectra, int width, int height) {
    return new Begun(name, text, axis, spectra, width, height);
  }
}
