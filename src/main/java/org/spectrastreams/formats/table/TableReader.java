package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.SpectrumCsv;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.text.Fields;
import org.spectrastreams.formats.text.NumberStyle;

/**
 * Text tables, separated by commas, tabs, semicolons or white space, with decimal points or commas.
 *
 * <p>A <b>spectrum a line</b>, as {@link SpectrumCsv} writes it: the header names the columns of
 * intensities by their wavenumbers ({@code 1000}, {@code X1000}, {@code 1000 cm-1}), in any order
 * if there are other columns too. Of those, columns called x and y in one of many ways are places,
 * the first of {@code label, class, type, category, material, species, target, sample} (or the one
 * asked for) is the label, and the rest is passed over. Without places, or with the same one for
 * all, the spectra are a list. The two lines of types and roles that Orange writes below its header
 * are passed over.
 *
 * <p>A <b>point a line</b>: the axis in the first column, or the one titled so, and a spectrum in
 * each further one, with or without a header; or pairs of an axis and a spectrum.
 *
 * <p>A <b>point and its place a line</b>: a map as LabSpec and WiRE export it.
 *
 * <p>Comment lines before the table may state facts ({@code # quantity: absorbance}, {@code
 * axis-unit}, {@code simulated}, {@code geometry}, {@code pixel-size-um}, LabSpec's axes) or hold
 * the titles of the columns. An axis without a stated or given unit is in cm⁻¹. A table that can be
 * read in two ways is refused; the message names the option that decides.
 */
public final class TableReader implements SpectrumReader {
  static final String ID = "table";

  /** From how many ascending or descending numbers on a line of numbers alone is an axis. */
  private static final int SURELY_AN_AXIS = 8;

  /** Within how many lines a table has to begin. */
  private static final int MOST_LINES_BEFORE = 30;

  /** From how many columns on that are named by numbers these are titles for sure. */
  private static final int FEWEST_TITLES = 4;

  /** Up to which ratio of the widest step to the least steps that were rounded are the same. */
  private static final double EVEN = 1.05;

  /** How much more uneven the one of two possible axes must be to be none. */
  private static final double MUCH_MORE_UNEVEN = 10;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a CSV table of spectra (columns named by wavenumbers, or wavenumber,intensity lines)";
  }

  @Override
  public String evidence() {
    return "text in columns: commas, tabs, semicolons or white space";
  }

  @Override
  public Set<ReadChoice> choices() {
    return EnumSet.of(
        ReadChoice.CHANNEL,
        ReadChoice.AXIS_COLUMN,
        ReadChoice.LABEL_COLUMN,
        ReadChoice.PLACES,
        ReadChoice.LAYOUT,
        ReadChoice.DECIMAL);
  }

  @Override
  public Claim claim(FileHead head) {
    if (!head.isText() || head.isJson()) {
      return Claim.NONE;
    }
    List<String> lines =
        head.text()
            .lines()
            .filter(line -> !line.isBlank() && !TablePreamble.isComment(line))
            .limit(MOST_LINES_BEFORE)
            .toList();
    boolean table =
        !lines.isEmpty()
            && !lines.get(0).startsWith("##")
            && (looksLikeATable(lines.get(0))
                || hasTitledAxis(lines)
                || FactLines.among(lines) > 0);
    return table ? Claim.possible("text in columns") : Claim.NONE;
  }

  /** Whether a table with a title for its axis stands below other lines. */
  private static boolean hasTitledAxis(List<String> lines) {
    for (int i = 1; i + 1 < lines.size(); i++) {
      char separator = Fields.of(lines.get(i)).separator();
      String first = lines.get(i).split(String.valueOf(separator), 2)[0];
      String below = lines.get(i + 1).strip();
      if (separator != ' '
          && PlotTitles.axis(first.replace("\"", "")).isPresent()
          && NumberStyle.isNumeric(below.split("[;,\\s]+", 2)[0].replace("\"", ""))) {
        return true;
      }
    }
    return false;
  }

  private static boolean looksLikeATable(String line) {
    if (Fields.of(line).separator() != ' ') {
      return true;
    }
    String[] words = line.strip().split("\\s+");
    return words.length > 1
        && (NumberStyle.isNumeric(words[1])
            || (words.length < 20 && PlotTitles.axis(words[0]).isPresent()));
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    TableText text = TableText.read(file, options);
    Header header = Header.of(text);
    NumericTitles numeric = NumericTitles.of(titles(text, header), text.numbers());
    RowLayout rows = new RowLayout(text, rowHeader(text, header), options);
    ColumnLayout columns = new ColumnLayout(text, header, options);
    LongLayout longRows = new LongLayout(text, header, options);
    Optional<String> layout = options.choice(ReadChoice.LAYOUT);
    if (layout.isPresent()) {
      return switch (layout.get()) {
        case "rows" -> rows.open(numeric, false);
        case "columns" -> columns.open();
        case "long" -> longRows.open();
        default ->
            throw SpectrumFileException.ofFile(
                file, "--layout " + layout.get(), "--layout rows, columns or long");
      };
    }
    if (text.preamble().axisIsNumbered()) {
      return rows.open(numeric, false);
    }
    if (longRows.fits(numeric)) {
      return longRows.open();
    }
    if (options.choice(ReadChoice.AXIS_COLUMN).isEmpty() && titlesAreTheAxis(text, numeric)) {
      return rows.open(numeric, false);
    }
    boolean named = header.isThere() && numeric.count() < header.titles().size();
    boolean manyNumbers = numeric.count() >= 2 && !AxisShape.counts(numeric.values());
    boolean corner = !named || !manyNumbers || PlotTitles.axis(header.title(0)).isPresent();
    if (corner && (columns.isPairs() || options.choice(ReadChoice.AXIS_COLUMN).isPresent())) {
      return columns.isPairs() ? columns.openPairs() : columns.open();
    }
    if (header.isThere() && corner && !columns.titledAxes().isEmpty()) {
      return manyNumbers && namesLines(text, header, numeric)
          ? rows.open(numeric, false)
          : columns.open();
    }
    if (header.isThere() && named) {
      return openNamed(text, header, numeric, rows, columns);
    }
    return openNumbers(text, numeric, rows, columns);
  }

  /** Whether the titles hold the axis behind its name, and each line starts with words instead. */
  private static boolean namesLines(TableText text, Header header, NumericTitles numeric) {
    double[] first = text.column(0, header.dataFrom());
    return numeric.columns()[0] > 0
        && AxisShape.runsOneWay(numeric.values())
        && Arrays.stream(first).allMatch(Double::isNaN);
  }

  /** Whether every column is named by a number with a word before it or a unit behind it. */
  private static boolean titlesAreTheAxis(TableText text, NumericTitles numeric) {
    return numeric.isDressed()
        && numeric.count() == text.columns()
        && AxisShape.isAxis(numeric.values());
  }

  /** The titles, or the first line of a table of numbers alone. */
  private static List<String> titles(TableText text, Header header) {
    return header.isThere() ? header.titles() : text.first().fields();
  }

  /** In a table of numbers alone with a spectrum a line, the first line is the header. */
  private static Header rowHeader(TableText text, Header header) {
    TableText.Line first = text.first();
    return header.isThere() ? header : new Header(first.fields(), first.text(), first.number(), 1);
  }

  /** A table whose header names some columns by words, or leaves their titles blank. */
  private static FileSource openNamed(
      TableText text, Header header, NumericTitles numeric, RowLayout rows, ColumnLayout columns)
      throws IOException {
    boolean blank = header.title(0).isBlank();
    if (!text.preamble().leadingAxes().isEmpty() || (blank && text.preamble().isLabSpec())) {
      return rows.open(numeric, false); // LabSpec's maps and series
    }
    boolean counted =
        AxisShape.counts(numeric.values())
            || (blank && numeric.count() == 1 && Math.abs(numeric.values()[0] - 0.5) == 0.5);
    if (numeric.count() == 0 || counted) {
      boolean axisFirst = columns.startsWithAnAxis();
      if ((axisFirst && (blank || numeric.columns().length == 0 || numeric.columns()[0] == 1))
          || (numeric.count() == 0 && columns.startsWithLineNumbers())) {
        return columns.open();
      }
      return rows.open(numeric, false);
    }
    if (numeric.count() == 1 && !namesPlaces(header)) {
      throw SpectrumFileException.atLine(
          text.file(),
          header.line(),
          "\""
              + header.title(numeric.columns()[0])
              + "\", one column alone that is named by a number",
          "titles that say what the columns are, or --layout columns (a point a line) or rows (a"
              + " spectrum of one point a line)");
    }
    refuseDataForTitles(text, header, numeric);
    double[] first = text.column(0, header.dataFrom());
    if (blank
        && numeric.columns()[0] == 1
        && AxisShape.isAxis(numeric.values())
        && first.length > 2
        && AxisShape.isAxis(first)) {
      throw twoAxes(text.file(), "the column titles", "the first column");
    }
    // A number above an axis is the file's or the sample's, not a wavenumber of what is below it.
    if (numeric.columns()[0] == 0
        && numeric.count() < SURELY_AN_AXIS
        && !namesPlaces(header)
        && first.length > 2
        && AxisShape.isAxis(first)
        && (first.length >= SURELY_AN_AXIS || AxisShape.unevenness(first) < EVEN)) {
      throw twoAxes(text.file(), "the column titles", header.named(0));
    }
    if (numeric.columns()[0] == 1
        && numeric.count() == text.columns() - 1
        && numeric.count() < Math.min(SURELY_AN_AXIS, first.length)
        && AxisShape.isAxis(first)
        && !AxisShape.areConsecutive(first)
        && AxisShape.unevenness(first) < EVEN) {
      throw twoAxes(text.file(), "the column titles", header.named(0));
    }
    return rows.open(numeric, false);
  }

  /** Whether titles name the places of pixels, as in a map of one wavenumber. */
  private static boolean namesPlaces(Header header) {
    return header.titles().stream().filter(title -> PlaceTitle.of(title).isPresent()).count() > 1;
  }

  /** Refuses a first line that goes on in the lines below it, as points do. */
  private static void refuseDataForTitles(TableText text, Header header, NumericTitles numeric)
      throws SpectrumFileException {
    for (int i = 0; i < numeric.count() && numeric.count() < FEWEST_TITLES; i++) {
      double[] below = text.column(numeric.columns()[i], header.dataFrom());
      double[] all = new double[below.length + 1];
      all[0] = numeric.values()[i];
      System.arraycopy(below, 0, all, 1, below.length);
      double[] begun = Arrays.copyOf(all, Math.min(all.length, SURELY_AN_AXIS));
      if (begun.length == SURELY_AN_AXIS
          && AxisShape.runsOneWay(begun)
          && AxisShape.unevenness(begun) < EVEN) {
        throw SpectrumFileException.atLine(
            text.file(),
            header.line(),
            "\"" + header.text().strip() + "\", which goes on in the lines below it",
            "a line of titles above it, such as sample,wavenumber,intensity");
      }
    }
  }

  /** A table of numbers alone. */
  private static FileSource openNumbers(
      TableText text, NumericTitles numeric, RowLayout rows, ColumnLayout columns)
      throws IOException {
    double[] whole = text.column(0, 0);
    double[] below = text.column(0, 1);
    double[] line = values(text);
    double[] behind = line.length < 2 ? line : Arrays.copyOfRange(line, 1, line.length);
    boolean columnAxis = AxisShape.isAxis(whole);
    boolean lineAxis = line.length >= SURELY_AN_AXIS && AxisShape.isAxis(line);
    if (line.length == 2) {
      refuseFarOff(text, whole, below);
      return columns.open();
    }
    // A value in the corner belongs to neither axis: it breaks the order of one, or lies far off.
    if (AxisShape.counts(behind) && AxisShape.isAxis(below) && isOff(whole, below)) {
      return columnsBelow(text, columns);
    }
    if (AxisShape.isAxis(behind) && counts(below) && isOff(line, behind)) {
      boolean lineNumbers =
          line.length < SURELY_AN_AXIS
              && AxisShape.counts(whole)
              && AxisShape.isAxis(text.column(1, 0));
      return lineNumbers ? columns.open() : rows.open(numeric, true);
    }
    if (columnAxis && whole.length > 2) {
      if (!lineAxis) {
        refuseFarOff(text, whole, below);
        return columns.open();
      }
      double ratio = AxisShape.unevenness(whole) / AxisShape.unevenness(line);
      if (ratio > MUCH_MORE_UNEVEN) {
        return rows.open(numeric, false);
      }
      if (ratio < 1 / MUCH_MORE_UNEVEN) {
        return columns.open();
      }
      throw twoAxes(text.file(), "the first line", "the first column");
    }
    if (line.length < SURELY_AN_AXIS
        && AxisShape.counts(whole)
        && AxisShape.isAxis(text.column(1, 0))) {
      return columns.open(); // line numbers before the axis
    }
    if (line.length < SURELY_AN_AXIS
        && AxisShape.isAxis(line)
        && AxisShape.unevenness(line) > EVEN) {
      throw SpectrumFileException.atLine(
          text.file(),
          text.first().number(),
          line.length + " numbers that run one way, without titles",
          "titles, or --layout rows if these are the wavenumbers of the columns");
    }
    return rows.open(numeric, false);
  }

  /** Refuses a first line that is none of the points below it, which have even steps. */
  private static void refuseFarOff(TableText text, double[] whole, double[] below)
      throws SpectrumFileException {
    if (below.length >= SURELY_AN_AXIS
        && AxisShape.unevenness(below) < EVEN
        && isOff(whole, below)) {
      throw SpectrumFileException.atLine(
          text.file(),
          text.first().number(),
          "\"" + text.first().text().strip() + "\", far off the points below it",
          "a point, or titles: delete the line if it only counts points and spectra");
    }
  }

  /** Whether the first of some values does not go with the others, which run one way. */
  private static boolean isOff(double[] withCorner, double[] others) {
    return !AxisShape.runsOneWay(withCorner)
        || (others.length > 2
            && AxisShape.unevenness(withCorner) > MUCH_MORE_UNEVEN * AxisShape.unevenness(others));
  }

  private static boolean counts(double[] below) {
    return below.length == 1 ? below[0] == 0 || below[0] == 1 : AxisShape.counts(below);
  }

  /** The table below a first line that only numbers the columns. */
  private static FileSource columnsBelow(TableText text, ColumnLayout columns) throws IOException {
    return columns.below(
        new Header(text.first().fields(), text.first().text(), text.first().number(), 1));
  }

  private static double[] values(TableText text) {
    return text.first().fields().stream()
        .mapToDouble(field -> text.numbers().number(field).orElse(Double.NaN))
        .toArray();
  }

  private static SpectrumFileException twoAxes(Path file, String one, String other) {
    return SpectrumFileException.ofFile(
        file,
        "two possible axes: " + one + " and " + other,
        "one: say --layout rows (a spectrum a line) or --layout columns (a point a line)");
  }
}
