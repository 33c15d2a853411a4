package org.spectrastreams.cli.options;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the user says about files that do not say it themselves. Use it as a {@code @Mixin}. */
public class ReadOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

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
      names = "--label-column",
      paramLabel = "COLUMN",
      description = "The column of a table that holds the labels.")
  private String labelColumn;

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

  /** What is said about a file goes with a file only. */
  final void requireNoHints() {
    boolean hinted = axis != null || unit != null || quantity != null || format != null || overrule;
    if (hinted || !choices().isEmpty()) {
      throw wrong("What is said about a file (--axis, --unit, --quantity …) goes with FILE only.");
    }
  }

  /**
   * What was said, over what holds otherwise.
   *
   * @throws ParameterException if an option has no such value
   * @throws IOException if the file of an axis cannot be read
   */
  public final OpenOptions options(OpenOptions otherwise) throws IOException {
    OpenOptions options = otherwise;
    if (axis != null) {
      options = options.withAxis(AxisHint.parse(axis));
    }
    if (unit != null) {
      options =
          options.withUnit(
              AxisUnit.parse(unit)
                  .orElseThrow(
                      () -> wrong("--unit " + unit + ": expected one of " + AxisUnit.symbols())));
    }
    if (quantity != null) {
      String known =
          Arrays.stream(Quantity.values()).map(Quantity::id).collect(Collectors.joining(", "));
      options =
          options.withQuantity(
              Quantity.parse(quantity)
                  .orElseThrow(
                      () -> wrong("--quantity " + quantity + ": expected one of " + known)));
    }
    if (format != null) {
      options = options.withFormat(format);
    }
    for (Map.Entry<ReadChoice, String> choice : choices().entrySet()) {
      options = options.withChoice(choice.getKey(), choice.getValue());
    }
    return overrule ? options.overruling() : options;
  }

  private Map<ReadChoice, String> choices() {
    Map<ReadChoice, String> choices = new EnumMap<>(ReadChoice.class);
    for (ReadChoice choice : ReadChoice.values()) {
      String given =
          switch (choice) {
            case CHANNEL -> channel;
            case AXIS_COLUMN -> axisColumn;
            case LABEL_COLUMN -> labelColumn;
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
    return choices;
  }

  final ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
