package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

/** Decides which columns of a table with a point a line are its axis and its spectra. */
final class ColumnLayout {
  /** Columns that spectrometer programs write beside a spectrum and that are none. */
  private static final Pattern BESIDE =
      Pattern.compile(
          "dark|reference|background|raw"
              + " data.*|baseline|fit|residual|std.*|sd|sem|stdev.*|.*error.*"
              + "|uncertainty|sigma|weight|variance|flag|quality");

  private final TableText text;
  private final Header header;
  private final OpenOptions options;
  private final Path file;
  private final int columns;
  private List<Integer> titledAxes;

  ColumnLayout(TableText text, Header header, OpenOptions options) {
    this.text = text;
    this.columns = text.columns();
    this.header = header.fitted(columns);
    this.options = options;
    this.file = text.file();
  }

  /** The columns whose titles name a spectral axis. */
  List<Integer> titledAxes() {
    if (titledAxes == null) {
      titledAxes =
          IntStream.range(0, columns)
              .filter(i -> PlotTitles.axis(header.title(i)).isPresent())
              .boxed()
              .toList();
    }
    return titledAxes;
  }

  /**
   * Whether the first column can be the axis by its numbers, and is not titled as something else.
   */
  boolean startsWithAnAxis() {
    return AxisShape.isAxis(text.column(0, header.dataFrom()));
  }

  /** Whether a column of line numbers comes first and the axis second. */
  boolean startsWithLineNumbers() {
    return columns > 2
        && AxisShape.counts(text.column(0, header.dataFrom()))
        && AxisShape.isAxis(text.column(1, header.dataFrom()));
  }

  /** Whether the columns are pairs of an axis and a spectrum. */
  boolean isPairs() {
    int columns = filledColumns();
    if (columns < 4 || columns % 2 != 0) {
      return false;
    }
    double[] first = text.column(0, header.dataFrom());
    for (int i = 2; i < columns; i += 2) {
      double[] other = text.column(i, header.dataFrom());
      int common = commonLength(first, other);
      if (common < 3
          || !AxisShape.areAlike(Arrays.copyOf(first, common), Arrays.copyOf(other, common))) {
        return false;
      }
    }
    List<Integer> titled = titledAxes();
    return titled.size() != 1 || columns == 2;
  }

  /** The number of columns without blank ones at the end. */
  private int filledColumns() {
    int filled = columns;
    while (filled > 1 && isBlank(filled - 1)) {
      filled--;
    }
    return filled;
  }

  private static int commonLength(double[] one, double[] other) {
    int length = 0;
    while (length < one.length && !Double.isNaN(one[length]) && !Double.isNaN(other[length])) {
      length++;
    }
    return length;
  }

  /** Opens the pairs: all where their axes are the same, or the one that is asked for. */
  FileSource openPairs() throws IOException {
    int[] axes = IntStream.range(0, filledColumns() / 2).map(i -> 2 * i).toArray();
    Optional<String> asked = options.choice(ReadChoice.CHANNEL);
    if (asked.isEmpty()) {
      return open(
          axes[0],
          IntStream.of(axes).map(axis -> axis + 1).toArray(),
          Arrays.copyOfRange(axes, 1, axes.length),
          true,
          List.of());
    }
    int pair = pair(asked.get());
    return open(2 * pair, new int[] {2 * pair + 1}, new int[0], true, List.of());
  }

  private int pair(String asked) throws SpectrumFileException {
    List<String> names = new ArrayList<>();
    for (int pair = 0; pair < columns / 2; pair++) {
      String x = header.title(2 * pair).strip();
      String y = header.title(2 * pair + 1).strip();
      int common = 0;
      while (common < Math.min(x.length(), y.length()) && x.charAt(common) == y.charAt(common)) {
        common++;
      }
      String name = x.substring(0, common).replaceFirst("[\\s_.-]+$", "");
      if (List.of(x, y, name, String.valueOf(pair + 1)).stream()
          .anyMatch(known -> !known.isEmpty() && known.equalsIgnoreCase(asked.strip()))) {
        return pair;
      }
      names.add(name.isEmpty() ? String.valueOf(pair + 1) : name);
    }
    throw SpectrumFileException.ofFile(
        file, "--channel " + asked, "one of the pairs " + String.join(", ", names));
  }

  /** Opens the table below a header that only numbers its columns. */
  FileSource below(Header numbering) throws IOException {
    return new ColumnLayout(text, numbering, options).open();
  }

  /** Opens the table with its axis in the column that is titled so, or asked for, or the first. */
  FileSource open() throws IOException {
    List<String> notes = new ArrayList<>();
    int axis = axisColumn(notes);
    if (titledAxes().isEmpty() && options.choice(ReadChoice.AXIS_COLUMN).isEmpty()) {
      doubts().refuseOtherTitles(axis);
      doubts().refuseOtherAxes(axis);
    }
    return open(axis, spectra(axis, notes), new int[0], false, notes);
  }

  private ColumnDoubts doubts() {
    return new ColumnDoubts(text, header, options, columns);
  }

  private int axisColumn(List<String> notes) throws SpectrumFileException {
    Optional<String> asked = options.choice(ReadChoice.AXIS_COLUMN);
    if (asked.isPresent()) {
      int column = header.column(asked.get(), columns);
      if (column < 0) {
        throw SpectrumFileException.ofFile(
            file,
            "--axis-column " + asked.get(),
            "the title or the number of one of its " + columns + " columns");
      }
      return column;
    }
    List<Integer> titled = titledAxes();
    if (titled.isEmpty()) {
      return startsWithLineNumbers() && !startsWithAnAxis() ? 1 : 0;
    }
    if (titled.size() == 1) {
      return titled.get(0);
    }
    List<Integer> shifts =
        titled.stream()
            .filter(column -> PlotTitles.axis(header.title(column)).orElseThrow().ramanShift())
            .toList();
    if (shifts.size() == 1) {
      notes.add("the Raman shift is taken for the axis, not the wavelengths beside it");
      return shifts.get(0);
    }
    throw SpectrumFileException.ofFile(
        file,
        "several axes: " + String.join(", ", titled.stream().map(header::named).toList()),
        "one: say which with --axis-column");
  }

  private int[] spectra(int axis, List<String> notes) throws SpectrumFileException {
    Optional<String> asked = options.choice(ReadChoice.CHANNEL);
    if (asked.isPresent()) {
      int column = header.column(asked.get(), columns);
      if (column < 0 || column == axis) {
        throw SpectrumFileException.ofFile(
            file,
            "--channel " + asked.get(),
            "the title or the number of one of its columns: " + String.join(", ", header.titles()));
      }
      return new int[] {column};
    }
    List<Integer> titled = titledAxes();
    List<Integer> spectra = new ArrayList<>();
    List<Integer> beside = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      String title = header.title(i).strip().toLowerCase(Locale.ROOT);
      boolean numbers =
          (i < axis && AxisShape.counts(text.column(i, header.dataFrom())))
              || (ColumnDoubts.NO_AXIS.matcher(title).matches()
                  && AxisShape.areConsecutive(text.column(i, header.dataFrom())));
      if (i != axis && !titled.contains(i) && !numbers && !isBlank(i)) {
        (BESIDE.matcher(title).matches() ? beside : spectra).add(i);
      }
    }
    if (!beside.isEmpty() && spectra.size() != 1) {
      throw SpectrumFileException.ofFile(
          file,
          "columns beside the spectra: "
              + String.join(", ", beside.stream().map(header::named).toList()),
          "the column to read: say which with --channel");
    }
    if (!beside.isEmpty()) {
      notes.add(
          header.named(spectra.get(0)) + " is read, the others are no spectra by their titles");
    }
    doubts().refuseSeveralQuantities(spectra);
    doubts().refuseWords(spectra);
    if (spectra.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file, "no column of intensities", "one beside the axis: say which with --channel");
    }
    return spectra.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Whether a column is there by a separator at the end of each line alone. */
  private boolean isBlank(int column) {
    return header.title(column).isBlank()
        && text.lines().stream()
            .allMatch(
                line -> column >= line.fields().size() || line.fields().get(column).isBlank());
  }

  private FileSource open(
      int axis, int[] spectra, int[] equalAxes, boolean ragged, List<String> notes)
      throws IOException {
    TablePreamble preamble = text.preamble();
    options.requireNoAxis(file);
    if (header.isThere() && header.titles().size() != columns && columns > 2) {
      throw SpectrumFileException.atLine(
          file,
          header.line(),
          header.titles().size() + " titles",
          columns + " titles, one a column");
    }
    Optional<Stated<String>> title =
        header.isThere()
            ? Optional.of(
                new Stated<>(
                    header.titles().size() == columns ? header.title(axis) : header.text(),
                    "the title of " + (axis == 0 ? "the first column" : "column " + (axis + 1))))
            : Optional.empty();
    Stated<AxisUnit> unit =
        UnitReading.of(file, preamble, options, title, Optional.empty(), header.line());
    Stated<Quantity> quantity = preamble.quantity(options, ordinate(spectra));
    boolean shift =
        new Headings(text, header, columns).namesShift(axis)
            || title
                .flatMap(stated -> PlotTitles.axis(stated.value()))
                .filter(PlotTitles.AxisTitle::ramanShift)
                .isPresent();
    Optional<AxisKind> kind =
        preamble
            .kind()
            .or(
                () ->
                    shift && unit.value() == AxisUnit.PER_CENTIMETRE
                        ? Optional.of(AxisKind.RAMAN_SHIFT)
                        : Optional.empty());
    List<String> passedOver = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      int column = i;
      if (i != axis
          && IntStream.of(spectra).noneMatch(other -> other == column)
          && IntStream.of(equalAxes).noneMatch(other -> other == column)) {
        passedOver.add(header.named(i));
      }
    }
    boolean titled = header.titles().size() == columns;
    return ColumnTableSource.read(
        new ColumnTableSource.Table(
            new DataLines.Shape(file, text.fields(), columns, header.lastLine(text), false),
            text.numbers(),
            axis,
            titled ? header.named(axis) : axis == 0 ? "the first column" : "column " + (axis + 1),
            spectra,
            equalAxes,
            labels(spectra, titled),
            ragged,
            new AxisReading(kind, quantity.value()),
            unit,
            quantity,
            preamble.simulated(),
            passedOver,
            notes));
  }

  /**
   * The labels of the spectra: those of the line above the data whose name was asked for, or the
   * titles, where several spectra have the same.
   */
  private List<String> labels(int[] spectra, boolean titled) throws SpectrumFileException {
    if (options.labelColumn().isPresent()) {
      List<String> named = lineAbove(options.labelColumn().get());
      return IntStream.of(spectra).mapToObj(named::get).toList();
    }
    // The same unit below every name is the label of none.
    List<String> titles =
        titled && !isOfUnits() ? IntStream.of(spectra).mapToObj(header::title).toList() : List.of();
    return Set.copyOf(titles).size() == titles.size() ? List.of() : titles;
  }

  /** Whether the titles are those of a line of units below a line of names. */
  private boolean isOfUnits() {
    return text.lines().get(0).number() < header.line()
        && IntStream.range(0, columns)
            .allMatch(i -> RowLayout.isUnit(header.title(i).replaceAll("[(\\[\\])]", "").strip()));
  }

  private List<String> lineAbove(String asked) throws SpectrumFileException {
    List<String> names = new ArrayList<>();
    for (TableText.Line line : text.lines().subList(0, header.dataFrom())) {
      String name = line.fields().get(0).strip();
      if (line.fields().size() == columns && !name.isEmpty()) {
        if (plain(name).equals(plain(asked))) {
          return line.fields();
        }
        names.add(name);
      }
    }
    throw SpectrumFileException.ofFile(
        file,
        "no line \"" + asked + "\" above the spectra, which stand in columns",
        names.isEmpty() ? "a table with such a line" : "one of " + String.join(", ", names));
  }

  /** A name without what stands behind it: {@code Sample Number:} is the sample number. */
  private static String plain(String name) {
    return name.strip().replaceFirst("\\s*:$", "").toLowerCase(Locale.ROOT);
  }

  /** What stands above the spectra of what they measure. */
  private Optional<Stated<Quantity>> ordinate(int[] spectra) {
    return header.titles().size() == columns || !header.isThere()
        ? new Headings(text, header, columns).ordinate(spectra)
        : PlotTitles.ordinate(header.text()).map(found -> found.stated("the header"));
  }
}
