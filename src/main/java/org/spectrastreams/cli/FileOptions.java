package org.spectrastreams.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Collectors;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
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
class FileOptions {
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
          "ENVI (.hdr or its data file), Agilent single tile (.dat with .bsp), CSV with"
              + " wavenumbers in its header, or UCR TSV.")
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
      description = "The unit of a file's axis where it states none: cm-1, um or nm.")
  private String unit;

  @Option(
      names = "--quantity",
      paramLabel = "QUANTITY",
      description =
          "What a file's intensities measure where it does not say: absorbance, transmittance,"
              + " percent-transmittance or raman-intensity.")
  private String quantity;

  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description = "The column of a CSV table that holds the labels.")
  private String labelColumn;

  /**
   * Opens what was asked for.
   *
   * @throws ParameterException if neither or both of FILE and --sample were given, or an option has
   *     no such value
   * @throws IOException if it cannot be opened; the message is fit for the user
   */
  SpectrumSource open() throws IOException {
    return open(OpenOptions.NONE);
  }

  /** As {@link #open()}, where {@code otherwise} holds for what the user left open. */
  SpectrumSource open(OpenOptions otherwise) throws IOException {
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
  final boolean isGiven() {
    return file != null || sample != null;
  }

  /** What is said about a file goes with a file only. */
  final void requireNoHints() {
    if (axis != null || unit != null || quantity != null || labelColumn != null) {
      throw wrong("--axis, --unit, --quantity and --label-column go with FILE only.");
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
                  .orElseThrow(() -> wrong("--unit " + unit + ": expected cm-1, um or nm")));
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
    return labelColumn == null ? options : options.withLabelColumn(labelColumn);
  }

  final ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
