package org.spectrastreams.cli.options;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.Preparation;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.spectrum.SpectrumSource;
import picocli.CommandLine.Option;

/**
 * Where a command's spectra come from: {@code (FILE | --sample NAME | --simulate WIDTHxHEIGHT)}.
 * Use it as a {@code @Mixin}.
 */
public final class SourceOptions extends FileOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})");

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
      names = "--preparation",
      paramLabel = "HOW",
      description =
          "How the simulated section was prepared: dewaxed, frozen (with lipids), paraffin (the wax"
              + " left in), or schematic; default: as the shipped tissue model knows sections.")
  private String preparation;

  @Override
  public SpectrumSource open(OpenOptions otherwise) throws IOException {
    if (isGiven() == (simulate != null)) {
      throw wrong("Give one of FILE, --sample NAME and --simulate WIDTHxHEIGHT.");
    }
    if (simulate != null) {
      requireNoHints();
      return new TissuePhantom(section()).open();
    }
    if (seed != null) {
      throw wrong("--seed goes with --simulate.");
    }
    if (preparation != null) {
      throw wrong("--preparation goes with --simulate.");
    }
    return super.open(otherwise);
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
              TissueClass.CANCEROUS)
          .with(preparation == null ? Preparation.USUAL : Preparation.parse(preparation));
    } catch (IllegalArgumentException wrong) {
      throw wrong("--simulate " + simulate + ": " + wrong.getMessage());
    }
  }
}
