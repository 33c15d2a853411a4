package org.spectrastreams.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spectrastreams.instrument.AxisHint;
import org.spectrastreams.instrument.OpenOptions;
import org.spectrastreams.instrument.Samples;
import org.spectrastreams.instrument.SpectrumFiles;
import org.spectrastreams.instrument.phantom.PhantomSettings;
import org.spectrastreams.instrument.phantom.TissueClass;
import org.spectrastreams.instrument.phantom.TissuePhantom;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Where a command's spectra come from: {@code (FILE | --sample NAME | --simulate WIDTHxHEIGHT)},
 * and what the user says about a file that does not say it itself. Use it as a {@code @Mixin}.
 */
final class SourceOptions {
  /** The names of the shipped samples, for the command's help. */
  static final class SampleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Samples.names().iterator();
    }
  }

  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

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
      names = "--simulate",
      paramLabel = "WIDTHxHEIGHT",
      description =
          "A simulated FTIR section of colon tissue of so many pixels, 801 points each, computed as"
              + " it is read and marked as simulated wherever it shows.")
  private String simulate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Which simulated section: equal seeds give equal spectra (default: 1).")
  private Long seed;

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
   * @throws ParameterException if not exactly one of FILE, --sample and --simulate was given, or an
   *     option has no such value
   * @throws IOException if it cannot be opened; the message is fit for the user
   */
  SpectrumSource open() throws IOException {
    return open(OpenOptions.NONE);
  }

  /** As {@link #open()}, where {@code otherwise} holds for what the user left open. */
  SpectrumSource open(OpenOptions otherwise) throws IOException {
    if (Stream.of(file, sample, simulate).filter(Objects::nonNull).count() != 1) {
      throw wrong("Give one of FILE, --sample NAME and --simulate WIDTHxHEIGHT.");
    }
    if (seed != null && simulate == null) {
      throw wrong("--seed goes with --simulate.");
    }
    if (file != null) {
      return SpectrumFiles.open(file, options(otherwise));
    }
    if (axis != null || unit != null || quantity != null || labelColumn != null) {
      throw wrong("--axis, --unit, --quantity and --label-column go with FILE only.");
    }
    if (simulate != null) {
      return new TissuePhantom(section()).open();
    }
    if (!Samples.names().contains(sample)) {
      throw wrong("--sample " + sample + ": expected one of " + String.join(", ", Samples.names()));
    }
    return Samples.open(sample);
  }

  private PhantomSettings section() {
    Matcher size = SIZE.matcher(simulate);
    if (!size.matches()) {
      throw wrong(
          "--simulate " + simulate + ": expected pixels across and down, for instance 480x480");
    }
    try {
      return PhantomSettings.of(
          Integer.parseInt(size.group(1)),
          Integer.parseInt(size.group(2)),
          seed == null ? 1 : seed,
          TissueClass.CANCEROUS);
    } catch (IllegalArgumentException tooLarge) {
      throw wrong("--simulate " + simulate + ": " + tooLarge.getMessage());
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

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
