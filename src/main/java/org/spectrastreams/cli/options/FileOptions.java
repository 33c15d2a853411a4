package org.spectrastreams.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Where a command's spectra come from: {@code (FILE | --sample NAME)}, and what the user says about
 * a file that does not say it itself. Use it as a {@code @Mixin}.
 */
public class FileOptions {
  /** The names of the shipped samples, for the command's help. */
  static final class SampleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Samples.names().iterator();
    }
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "A file of spectra in any format that \"spectra formats\" lists; its content decides"
              + " which.")
  private Path file;

  @Option(
      names = "--sample",
      paramLabel = "NAME",
      completionCandidates = SampleNames.class,
      description = "A sample that ships with the program: ${COMPLETION-CANDIDATES}.")
  private String sample;

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

  /**
   * Opens what was asked for.
   *
   * @throws ParameterException if neither or both of FILE and --sample were given, or an option has
   *     no such value
   * @throws IOException if it cannot be opened; the message is fit for the user
   */
  public SpectrumSource open() throws IOException {
    return open(OpenOptions.NONE);
  }

  /** As {@link #open()}, where {@code otherwise} holds for what the user left open. */
  public SpectrumSource open(OpenOptions otherwise) throws IOException {
    if ((file == null) == (sample == null)) {
      throw wrong("Give either FILE or --sample NAME.");
    }
    if (file != null) {
      return SpectrumFiles.open(file, options(otherwise));
    }
    requireNoHints();
    if (!Samples.names().contains(sample)) {
      throw wrong("--sample " + sample + ": expected one of " + String.join(", ", Samples.names()));
    }
    return Samples.open(sample);
  }

  /** Whether FILE or --sample was given. */
  public final boolean isGiven() {
    return file != null || sample != null;
  }

  /** What is said about a file goes with a file only. */
  final void requireNoHints() {
    boolean hinted = axis != null || unit != null || quantity != null || format != null || overrule;
    if (hinted || !choices().isEmpty()) {
      throw wrong("What is said about a file (--axis, --unit, --quantity …) goes with FILE only.");
    }
  }

  private OpenOptions options(OpenOptions otherwise) throws IOException {
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

  /** What was understood of a source, on one line: its name, and where each fact comes from. */
  public static String understood(SpectrumSource source) {
    if (source instanceof FileSource file) {
      return source.name() + ": " + file.understood().line();
    }
    return source.name()
        + ": "
        + source.geometry().pixels()
        + (source.simulated() ? " simulated" : "")
        + " spectra of "
        + source.axis()
        + "; "
        + source.quantity().id();
  }

  final ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
