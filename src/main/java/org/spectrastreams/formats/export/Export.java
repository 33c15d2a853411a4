package org.spectrastreams.formats.export;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;

/**
 * What a preamble says of the points below it.
 *
 * @param columns the columns of points
 * @param unit the unit of the axis; empty where not stated
 * @param kind what an axis in cm⁻¹ holds; empty where it is not stated
 * @param quantity what the intensities measure; empty where not stated
 * @param points how many points there must be; empty where not stated
 * @param instrument the instrument; empty text where not stated
 * @param date when it was measured, as the file writes it; empty text where not stated
 * @param image the frame of the spectra; empty for a list
 * @param notes what else a user should know
 */
record Export(
    Columns columns,
    Optional<Stated<AxisUnit>> unit,
    Optional<AxisKind> kind,
    Optional<Stated<Quantity>> quantity,
    OptionalInt points,
    String instrument,
    String date,
    Optional<ImageGeometry> image,
    List<String> notes) {
  private static final Pattern INTENSITY =
      Pattern.compile("(?i).*\\b(counts?|cts|cnt|intensity|int\\.?|arb\\. ?u?\\.?|a\\.u\\.).*");

  /**
   * The columns of points.
   *
   * @param from the number of the first line of points, from 1
   * @param end a line that is so ends them; {@code null}-free, never matching for the file's end
   * @param titles one a column; empty where the export has none
   * @param axis the column of the axis
   * @param spectra the columns of spectra that are read where nothing else is asked for
   * @param blanks whether lines without an axis value are passed over
   * @param closing the line in words that must end them; empty where they may end with the file
   */
  record Columns(
      long from,
      Pattern end,
      List<String> titles,
      int axis,
      List<Integer> spectra,
      boolean blanks,
      Optional<String> closing) {
    /** Columns that may end with the file. */
    Columns(
        long from,
        Pattern end,
        List<String> titles,
        int axis,
        List<Integer> spectra,
        boolean blanks) {
      this(from, end, titles, axis, spectra, blanks, Optional.empty());
    }

    /** Two columns without titles: the axis and a spectrum. */
    static Columns pair(long from, String end) {
      return new Columns(from, Pattern.compile(end), List.of(), 0, List.of(1), false);
    }

    /** The same columns, which a line must end. */
    Columns closedBy(String line) {
      return new Columns(from, end, titles, axis, spectra, blanks, Optional.of(line));
    }

    /** A column in words. */
    String named(int column) {
      return column < titles.size() && !titles.get(column).isBlank()
          ? "column \"" + titles.get(column).strip() + "\""
          : "column " + (column + 1);
    }
  }

  /** An export of spectra without places. */
  static Export of(
      Columns columns,
      Optional<Stated<AxisUnit>> unit,
      boolean ramanShift,
      Optional<Stated<Quantity>> quantity,
      OptionalInt points,
      String instrument,
      String date) {
    return new Export(
        columns,
        unit,
        kind(ramanShift),
        quantity,
        points,
        instrument,
        date,
        Optional.empty(),
        List.of());
  }

  /** What an axis holds that is one of Raman shifts, or of which nothing is known. */
  static Optional<AxisKind> kind(boolean ramanShift) {
    return ramanShift ? Optional.of(AxisKind.RAMAN_SHIFT) : Optional.empty();
  }

  /** The quantity that a unit or a title names; counts over Raman shifts are Raman intensities. */
  static Optional<Stated<Quantity>> quantity(String title, boolean ramanShift, String from) {
    Optional<Stated<Quantity>> named =
        PlotTitles.ordinate(title).map(ordinate -> ordinate.stated(from));
    return named.isPresent() || !ramanShift || !INTENSITY.matcher(title).matches()
        ? named
        : Optional.of(
            new Stated<>(Quantity.RAMAN_INTENSITY, from + " \"" + title + "\" over Raman shifts"));
  }
}
