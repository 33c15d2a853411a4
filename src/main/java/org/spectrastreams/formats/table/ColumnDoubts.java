package org.spectrastreams.formats.table;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.Numbers;

/**
 * What speaks against reading a table with a point a line as it seems to be meant.
 *
 * @param columns how many columns the table has
 */
record ColumnDoubts(TableText text, Header header, OpenOptions options, int columns) {
  /** Titles of a first column that is no axis whatever its numbers are. */
  static final Pattern NO_AXIS =
      Pattern.compile(
          "t|time.*|temp.*|2"
              + " ?(?:theta|θ).*|angle.*|m/?z.*|mass.*|retention.*|distance.*|depth.*|voltage.*|current|retardation.*|optical"
              + " path.*|opd|delay.*|strain.*|stress.*|cycle.*|(?:.*"
              + " )?(?:size|diameter|radius)|rt|sample.*"
              + "|dose.*|concentration.*|pixel.*|index.*|point.*|id|no\\.?|nr\\.?|n|#|row.*|date.*");

  /** From how many lines on a column that counts is no spectrum's axis by chance. */
  private static final int SURELY_COUNTING = 8;

  /** Intensities are never spaced so evenly, rounded axes are. */
  private static final double EVEN = 1.2;

  /** Refuses a first column whose title says that it is no spectral axis. */
  void refuseOtherTitles(int axis) throws SpectrumFileException {
    String title = header.title(axis).strip();
    boolean unit = title.matches("(?s).+[(\\[].+[)\\]]");
    if (unit || NO_AXIS.matcher(title.toLowerCase(Locale.ROOT)).matches()) {
      throw SpectrumFileException.atLine(
          text.file(),
          header.line(),
          "a first column \"" + title + "\"",
          "a spectral axis: say which column it is with --axis-column, and its unit with --unit");
    }
  }

  /** Refuses a first column that only counts, and a second one that is as even as an axis. */
  void refuseOtherAxes(int axis) throws SpectrumFileException {
    double[] values = text.column(axis, header.dataFrom());
    boolean said = options.unit().isPresent() || text.preamble().unit().isPresent();
    if (AxisShape.counts(values) && values.length >= SURELY_COUNTING && !said) {
      throw SpectrumFileException.ofFile(
          text.file(),
          header.named(axis) + " that counts from " + (int) values[0] + " to the axis's end",
          "an axis: give it with --axis-column, or with --unit cm-1 if these are wavenumbers");
    }
    for (int i = 0; i < columns; i++) {
      double[] other = text.column(i, header.dataFrom());
      boolean lineNumbers = i < axis && AxisShape.counts(other);
      if (i != axis
          && !lineNumbers
          && header.title(i).isBlank()
          && other.length >= SURELY_COUNTING
          && AxisShape.runsOneWay(other)
          && AxisShape.unevenness(other) < EVEN) {
        throw SpectrumFileException.ofFile(
            text.file(),
            "two possible axes: column " + (axis + 1) + " and column " + (i + 1),
            "one: say which with --axis-column");
      }
    }
  }

  /** Refuses a column of words among the spectra. */
  void refuseWords(List<Integer> spectra) throws SpectrumFileException {
    for (int column : spectra) {
      List<String> fields =
          text.lines().stream()
              .skip(header.dataFrom())
              .filter(line -> column < line.fields().size())
              .map(line -> line.fields().get(column))
              .toList();
      if (!fields.isEmpty() && fields.stream().allMatch(ColumnDoubts::isWord)) {
        throw SpectrumFileException.atLine(
            text.file(),
            text.lines().get(header.dataFrom()).number(),
            "words in " + header.named(column) + " (\"" + fields.get(0) + "\")",
            "intensities: say which column with --channel; several spectra one below the other"
                + " have to stand in a column each");
      }
    }
  }

  private static boolean isWord(String field) {
    return !field.isEmpty()
        && Character.isLetter(field.charAt(0))
        && !Numbers.saysNothing(field)
        && !field.matches("(?i)inf(inity)?");
  }

  /** Refuses spectra whose titles name different quantities. */
  void refuseSeveralQuantities(List<Integer> spectra) throws SpectrumFileException {
    Headings headings = new Headings(text, header, columns);
    Set<Optional<PlotTitles.Ordinate>> ordinates = new HashSet<>();
    for (int column : spectra) {
      ordinates.add(headings.ordinate(column));
    }
    ordinates.remove(Optional.<PlotTitles.Ordinate>empty());
    if (ordinates.size() > 1) {
      throw SpectrumFileException.ofFile(
          text.file(),
          "columns of different quantities: "
              + String.join(", ", spectra.stream().map(header::named).toList()),
          "one quantity: say which column with --channel");
    }
  }
}
