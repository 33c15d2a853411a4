package org.spectrastreams.formats.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/**
 * Finds the columns of a table with a point a line, in which other columns tell one spectrum from
 * the next: its place, its name, its time.
 */
final class LongLayout {
  /** Titles of columns that tell a spectrum by its place in depth or time, or by its number. */
  private static final Pattern ORDER =
      Pattern.compile("z|time.*|depth.*|temperature.*|index|spectrum.*|frame.*");

  /** Titles of columns that tell a spectrum by its name or what it is. */
  private static final Pattern NAME =
      Pattern.compile(
          "(?:.*[ _.-])?(?:id|ids|no|nr|num|number|name|names|file|filename|label|key|idx)"
              + "|spectr(?:um|a)|samples?|scans?|files?|(?:file|sample|spectrum)_?(?:name|id|no|nr)"
              + "|run|rep|replicates?|repeat|measurement|point|series|batch|group|subject|patient"
              + "|donor|label|class|category|material|species|type|target|treatment|condition|well"
              + "|plate|spot|cell|variable|trace|curve");

  /** From how many lines on the same number is no intensity. */
  private static final int FEWEST_CONSTANT = 16;

  /** From how many columns on that are named by numbers these are the points of the spectra. */
  private static final int FEWEST_POINTS = 3;

  /** From how many lines on a column that counts them, and whose title says nothing, is read so. */
  private static final int FEWEST_COUNTED = 10;

  /** Titles of columns that number the lines. */
  private static final Pattern LINE = Pattern.compile("|unnamed: 0|index|id|no\\.?|nr\\.?|#|row.*");

  private final TableText text;
  private final Header header;
  private final OpenOptions options;

  LongLayout(TableText text, Header header, OpenOptions options) {
    this.text = text;
    this.header = header.fitted(text.columns());
    this.options = options;
  }

  /**
   * Whether the table lies so: places and an axis by their titles, or, without titles, two columns
   * that stay the same while the third runs one way.
   *
   * @param numeric the columns that are named by numbers
   */
  boolean fits(NumericTitles numeric) {
    int columns = text.columns();
    if (!header.isThere()) {
      return columns == 4 && stands(0) && stands(1) && runs(2);
    }
    int axis = axisColumn();
    if (axis < 0
        || header.titles().size() != columns
        || columns < 3
        || numeric.count() >= FEWEST_POINTS
        || Arrays.stream(text.column(axis, header.dataFrom())).allMatch(Double::isNaN)) {
      return false;
    }
    boolean both =
        header.titles().stream()
                .map(PlaceTitle::of)
                .flatMap(Optional::stream)
                .map(PlaceTitle::horizontal)
                .distinct()
                .count()
            == 2;
    List<Integer> keys = keys(axis);
    boolean named = keys.stream().anyMatch(key -> isNamed(key) && areWords(key));
    return !keys.isEmpty() && (both || named || keys.stream().allMatch(this::stands));
  }

  /** Whether a column keeps its value from one line to the next, at first. */
  private boolean stands(int column) {
    List<String> fields = fields(column);
    return fields.size() > 1 && fields.get(0).equals(fields.get(1));
  }

  /** Whether a column keeps its value as long as the axis runs on. */
  private boolean keeps(int column, int axis) {
    double[] along = text.column(axis, header.dataFrom());
    List<String> fields = fields(column);
    boolean up = along.length > 1 && along[1] > along[0];
    for (int i = 1; i < Math.min(along.length, fields.size()); i++) {
      boolean runsOn = up ? along[i] > along[i - 1] : along[i] < along[i - 1];
      if (runsOn && !fields.get(i).equals(fields.get(i - 1))) {
        return false;
      }
    }
    return fields.size() > 1;
  }

  private boolean isNamed(int column) {
    return NAME.matcher(title(column)).matches();
  }

  /** Whether a column holds words, and numbers nowhere. */
  private boolean areWords(int column) {
    return fields(column).stream()
        .noneMatch(field -> field.isEmpty() || text.numbers().number(field).isPresent());
  }

  /** Whether a column keeps a number for longer than intensities do. */
  private boolean stays(int column, int axis) {
    double[] values = text.column(column, header.dataFrom());
    return values.length >= FEWEST_CONSTANT
        && values[0] != 0
        && AxisShape.isConstant(Arrays.copyOf(values, FEWEST_CONSTANT))
        && keeps(column, axis);
  }

  /** Whether one column says that it holds the intensities, and no other can. */
  private boolean isBesideIntensities(int column, int axis) {
    int intensities = 0;
    for (int other = 0; other < header.titles().size(); other++) {
      if (other != axis && isIntensity(other)) {
        intensities++;
      } else if (other != axis && !isLineNumbers(other, axis) && !keeps(other, axis)) {
        return false;
      }
    }
    return intensities == 1 && !isIntensity(column);
  }

  private boolean isIntensity(int column) {
    return PlotTitles.ordinate(header.title(column)).isPresent()
        || title(column).matches("intensit(y|ies).*|counts?.*|values?|signal.*");
  }

  private boolean areWholeNumbers(int column) {
    return fields(column).stream().allMatch(field -> field.matches("\\d{1,9}"));
  }

  private List<String> fields(int column) {
    return text.lines().stream()
        .skip(header.dataFrom())
        .filter(line -> column < line.fields().size())
        .map(line -> line.fields().get(column).strip())
        .toList();
  }

  private String title(int column) {
    return header.title(column).strip().toLowerCase(Locale.ROOT);
  }

  private boolean runs(int column) {
    double[] first = text.column(0, 0);
    double[] second = text.column(1, 0);
    int length = 1;
    while (length < first.length && first[length] == first[0] && second[length] == second[0]) {
      length++;
    }
    return length > 1 && AxisShape.runsOneWay(Arrays.copyOf(text.column(column, 0), length));
  }

  private int axisColumn() {
    Optional<String> asked = options.choice(ReadChoice.AXIS_COLUMN);
    if (asked.isPresent()) {
      return header.column(asked.get(), text.columns());
    }
    for (int i = 0; i < header.titles().size(); i++) {
      if (PlotTitles.axis(header.title(i)).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  /** The columns of places, names, time and the like, which tell one spectrum from the next. */
  private List<Integer> keys(int axis) {
    List<Integer> keys = new ArrayList<>();
    boolean indices = header.column("i", 0) >= 0 && header.column("j", 0) >= 0;
    for (int i = 0; i < header.titles().size(); i++) {
      boolean told =
          PlaceTitle.of(header.title(i)).isPresent()
              || ORDER.matcher(title(i)).matches()
              || (indices && title(i).matches("[ij]"));
      boolean named =
          (isNamed(i) && (areWords(i) || (areWholeNumbers(i) && keeps(i, axis))))
              || (areWords(i) && keeps(i, axis))
              || (stays(i, axis) && isBesideIntensities(i, axis))
              || RowLayout.isAskedLabel(header.title(i), options);
      if (i != axis && !isLineNumbers(i, axis) && (told || named)) {
        keys.add(i);
      }
    }
    return keys;
  }

  /** Whether nothing stands in a column, as behind a separator at the end of every line. */
  private boolean isEmpty(int column) {
    return header.title(column).isBlank() && fields(column).stream().allMatch(String::isEmpty);
  }

  private boolean isLineNumbers(int column, int axis) {
    double[] values = text.column(column, header.dataFrom());
    return column < axis
        && header.isThere()
        && (isLineNumbers(column, values) || (!isNamed(column) && countsInSpectra(values, axis)));
  }

  /** Whether a column counts the points of each spectrum anew. */
  private boolean countsInSpectra(double[] values, int axis) {
    double[] along = text.column(axis, header.dataFrom());
    int lines = Math.min(values.length, along.length);
    int runs = 0;
    for (int from = 0; from < lines; runs++) {
      int length = Math.min(run(along, from), lines - from);
      double[] run = Arrays.copyOfRange(values, from, from + length);
      boolean counts = length > 1 ? AxisShape.counts(run) : from + length == lines;
      if (!counts || run[0] != values[0] || (from == 0 && length < FEWEST_POINTS)) {
        return false;
      }
      from += length;
    }
    return runs > 1 || lines >= FEWEST_COUNTED;
  }

  /** How many lines a spectrum has that begins on one: until the axis turns back. */
  private static int run(double[] along, int from) {
    int next = from + 1;
    while (next < along.length
        && along[next] != along[from]
        && along[next] > along[next - 1] == along[from + 1] > along[from]) {
      next++;
    }
    return next - from;
  }

  /** Whether a column is surely one of line numbers, and not of intensities that look like them. */
  private boolean onlyCounts(int column, int axis) {
    return isLineNumbers(column, axis)
        && !isIntensity(column)
        && (isNamed(column)
            || LINE.matcher(title(column)).matches()
            || fields(column).size() >= FEWEST_COUNTED
            || countsInSpectra(text.column(column, header.dataFrom()), axis));
  }

  private boolean isLineNumbers(int column, double[] values) {
    return AxisShape.counts(values)
        || (LINE.matcher(title(column)).matches() && AxisShape.areConsecutive(values));
  }

  /** Opens the table. */
  FileSource open() throws IOException {
    options.requireNoAxis(text.file());
    int axis = header.isThere() ? axisColumn() : 2;
    if (axis < 0 || axis >= text.columns()) {
      throw SpectrumFileException.ofFile(
          text.file(),
          "no column whose title names a spectral axis",
          "one: say which with --axis-column");
    }
    List<Integer> keys = header.isThere() ? keys(axis) : List.of(0, 1);
    int label = header.isThere() ? RowLayout.labelColumn(text.file(), header, options) : -1;
    label = keys.contains(label) ? label : -1;
    PlaceColumns places =
        header.isThere()
            ? PlaceColumns.of(text, header, options, new int[] {axis}, 1)
            : options.choice(ReadChoice.PLACES).filter("none"::equals).isPresent()
                ? PlaceColumns.NONE
                : new PlaceColumns(
                    0,
                    1,
                    "",
                    "the first two columns",
                    false,
                    List.of("a table without titles is read as x, y, axis, intensity"));
    List<Integer> rest =
        IntStream.range(0, text.columns())
            .filter(i -> i != axis && !keys.contains(i) && !isEmpty(i))
            .boxed()
            .toList();
    int intensity = intensity(rest, axis);
    Optional<Stated<String>> title =
        header.isThere()
            ? Optional.of(new Stated<>(header.title(axis), "the title of column " + (axis + 1)))
            : Optional.empty();
    Stated<AxisUnit> unit =
        UnitReading.of(
            text.file(), text.preamble(), options, title, Optional.empty(), header.line());
    Stated<Quantity> quantity =
        text.preamble()
            .quantity(
                options,
                PlotTitles.ordinate(header.title(intensity))
                    .map(found -> found.stated("title \"" + header.title(intensity) + "\"")));
    boolean shift =
        title
            .flatMap(stated -> PlotTitles.axis(stated.value()))
            .filter(PlotTitles.AxisTitle::ramanShift)
            .isPresent();
    List<String> passedOver = new ArrayList<>();
    for (int i = 0; i < text.columns(); i++) {
      if (i != axis
          && i != intensity
          && !isEmpty(i)
          && i != places.x()
          && i != places.y()
          && i != label) {
        passedOver.add(header.named(i));
      }
    }
    return LongTableSource.open(
        new LongTableSource.Table(
            new DataLines.Shape(
                text.file(), text.fields(), text.columns(), header.lastLine(text), false),
            text.numbers(),
            keys.stream().mapToInt(Integer::intValue).toArray(),
            places,
            label,
            axis,
            intensity,
            header.named(axis),
            new AxisReading(
                shift && unit.value() == AxisUnit.PER_CENTIMETRE
                    ? Optional.of(AxisKind.RAMAN_SHIFT)
                    : text.preamble().kind(),
                quantity.value()),
            new PlaceMap.Statement(
                text.file(),
                text.preamble().geometry(),
                text.preamble().pixelSize(),
                places.unit(),
                places.from(),
                places.otherwise(header)),
            unit,
            quantity,
            text.preamble().simulated(),
            passedOver));
  }

  /** The column of the intensities: the one that is asked for, or the only one there is. */
  private int intensity(List<Integer> all, int axis) throws SpectrumFileException {
    List<Integer> rest = all.stream().filter(i -> !onlyCounts(i, axis)).toList();
    Optional<String> asked = options.choice(ReadChoice.CHANNEL);
    if (asked.isPresent()) {
      int column = header.column(asked.get(), text.columns());
      if (all.contains(column)) {
        return column;
      }
    } else if (rest.size() == 1) {
      return rest.get(0);
    }
    throw SpectrumFileException.ofFile(
        text.file(),
        asked.isPresent()
            ? "--channel " + asked.get()
            : rest.size() + " columns beside places and axis",
        "one column of intensities: say --channel with one of "
            + String.join(", ", rest.stream().map(header::name).toList()));
  }
}
