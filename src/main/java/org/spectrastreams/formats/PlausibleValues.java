package org.spectrastreams.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Judges whether a file's values can be the transmittance that they are called: fractions do not
 * lie around 90, and percentages do not all lie below 1.
 */
final class PlausibleValues {
  private static final int MOST_SPECTRA = 64;
  private static final long MOST_VALUES = 4 << 20;

  /** A fraction may pass 1 by noise and by a poor background, its median not by that much. */
  private static final double HIGHEST_FRACTION = 2;

  /**
   * Where the lightest of many spectra never passes this, percentages are meant to be fractions.
   */
  private static final double LOWEST_PERCENT = 1.5;

  private PlausibleValues() {}

  /** Whether values of a quantity can be judged. */
  static boolean judges(Quantity quantity) {
    return quantity == Quantity.TRANSMITTANCE || quantity == Quantity.PERCENT_TRANSMITTANCE;
  }

  /**
   * Reads the first spectra of a source and closes it.
   *
   * @throws SpectrumFileException if they cannot be what they are called
   */
  static void require(Path file, FileSource opened) throws IOException {
    Quantity quantity = opened.quantity();
    double highestMedian = Double.NEGATIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    try (FileSource source = opened) {
      int points = source.axis().size();
      int spectra = 0;
      SpectrumBlock block;
      while (spectra < MOST_SPECTRA
          && (long) spectra * points < MOST_VALUES
          && (block = source.next(16)) != null) {
        for (int i = 0; i < block.count(); i++) {
          float[] values = Arrays.copyOfRange(block.intensities(), i * points, (i + 1) * points);
          Arrays.sort(values); // NaN last
          int finite = points;
          while (finite > 0 && !Float.isFinite(values[finite - 1])) {
            finite--;
          }
          if (finite > 0) {
            highestMedian = Math.max(highestMedian, values[finite / 2]);
            highest = Math.max(highest, values[finite - 1]);
          }
          spectra++;
        }
      }
    }
    if (highest == Double.NEGATIVE_INFINITY || highest == 0) {
      return;
    }
    boolean percent = quantity == Quantity.PERCENT_TRANSMITTANCE;
    if (percent ? highest <= LOWEST_PERCENT : highestMedian > HIGHEST_FRACTION) {
      throw SpectrumFileException.ofFile(
          file,
          String.format(
              Locale.ROOT,
              "%s of %s %.4g",
              quantity.id(),
              percent ? "at most" : "about",
              percent ? highest : highestMedian),
          percent
              ? "percentages, 0 to 100: if they are fractions say --quantity transmittance"
                  + " --overrule, if they are right --quantity percent-transmittance --overrule"
              : "fractions, 0 to 1: if they are percentages say --quantity percent-transmittance"
                  + " --overrule, if they are right --quantity transmittance --overrule");
    }
  }
}
