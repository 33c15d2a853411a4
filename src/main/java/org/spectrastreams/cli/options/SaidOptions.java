package org.spectrastreams.cli.options;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SaidOfFile;
import picocli.CommandLine.Option;

/** What can be said of any file, labelled or not. Use it as a {@code @Mixin}. */
public final class SaidOptions {
  @Option(
      names = "--axis",
      paramLabel = "FIRST:LAST|FILE",
      description =
          "The spectral axis of a file without one: evenly spaced from FIRST to LAST, or the"
              + " values in a text file; in cm-1 unless --unit says otherwise.")
  private String axis;

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description =
          "The unit of a file's axis where it states none: cm-1, um, nm, angstrom, m-1, thz, ev,"
              + " mev.")
  private String unit;

  @Option(
      names = "--quantity",
      paramLabel = "QUANTITY",
      description =
          "What a file's intensities measure where it does not say: absorbance, transmittance,"
              + " percent-transmittance or raman-intensity.")
  private String quantity;

  @Option(
      names = "--format",
      paramLabel = "ID",
      description = "The format of the file, where its content does not decide.")
  private String format;

  @Option(
      names = "--axis-column",
      paramLabel = "COLUMN",
      description = "The column of a table that holds the spectral axis.")
  private String axisColumn;

  @Option(
      names = "--channel",
      paramLabel = "NAME",
      description = "Which of a file's channels, blocks or intensity columns to read.")
  private String channel;

  @Option(
      names = "--places",
      paramLabel = "X,Y|none",
      description =
          "The columns of a table that hold the places, or none to read its spectra as a list.")
  private String places;

  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description =
          "How a table lies: a spectrum a line (rows), a point a line (columns), or a point and its"
              + " place a line (long).")
  private String layout;

  @Option(
      names = "--decimal",
      paramLabel = "MARK",
      description = "What marks the decimals of a table's numbers: point or comma.")
  private String decimal;

  @Option(
      names = "--sheet",
      paramLabel = "NAME",
      description = "The sheet of a workbook to read, by its name or number.")
  private String sheet;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      description = "The variable or data set of a file that holds the intensities.")
  private String dataset;

  @Option(
      names = "--axis-dataset",
      paramLabel = "NAME",
      description = "The variable or data set of a file that holds the spectral axis.")
  private String axisDataset;

  @Option(
      names = "--overrule",
      description = "Let --unit and --quantity hold against what the file states.")
  private boolean overrule;

  /** What was said. */
  public SaidOfFile said() {
    Map<ReadChoice, String> choices = new EnumMap<>(ReadChoice.class);
    for (ReadChoice choice : ReadChoice.values()) {
      String given =
          switch (choice) {
            case CHANNEL -> channel;
            case AXIS_COLUMN -> axisColumn;
            case LABEL_COLUMN -> null; // Commands have an option of their own for it.
            case PLACES -> places;
            case LAYOUT -> layout;
            case DECIMAL -> decimal;
            case SHEET -> sheet;
            case DATASET -> dataset;
            case AXIS_DATASET -> axisDataset;
          };
      if (given != null) {
        choices.put(choice, given);
      }
    }
    return new SaidOfFile(
        Optional.ofNullable(axis),
        Optional.ofNullable(unit),
        Optional.ofNullable(quantity),
        Optional.ofNullable(format),
        overrule,
        choices);
  }
}
