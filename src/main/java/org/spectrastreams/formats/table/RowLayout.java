package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/** Reads the header of a table with a spectrum a line. */
final class RowLayout {
  private static final List<String> LABEL_NAMES =
      List.of("label", "class", "type", "category", "material", "species", "target", "sample");
  private static final Set<String> ORANGE_TYPES =
      Set.of("c", "d", "s", "t", "continuous", "discrete", "string", "text", "time");

  /** What may stand below the titles as the unit of the intensities. */
  private static final Pattern UNIT =
      Pattern.compile("(?i)a|a\\.? ?u\\.?|arb\\.?( ?(units?|u\\.?))?|abs\\.?|counts?|cts|%");

  private final TableText text;
  private final Header header;
  private final OpenOptions options;
  private final Path file;
  private final Optional<Units> units;

  /** A line below the titles with the same unit under every title that is a number. */
  private record Units(String word, long line) {
    /** The unit of the axis, where it is one; A is that of absorbances. */
    Optional<Stated<AxisUnit>> axis() {
      return (word.equals("A") ? Optional.<AxisUnit>empty() : AxisUnit.parse(word))
          .map(unit -> new Stated<>(unit, "line " + line + ", of units"));
    }

    Optional<Stated<Quantity>> quantity() {
      return PlotTitles.ordinate(word).map(found -> found.stated("line " + line + ", of units"));
    }
  }

  RowLayout(TableText text, Header header, OpenOptions options) {
    this(text, header, options, Optional.empty());
  }

  private RowLayout(TableText text, Header header, OpenOptions options, Optional<Units> units) {
    this.text = text;
    this.header = header;
    this.options = options;
    this.file = text.file();
    this.units = units;
  }

  /**
   * Opens the table.
   *
   * @param titles the columns named by numbers
   * @param rowNumbers whether the first column only numbers the lines of a table without a header
   */
  FileSource open(NumericTitles titles, boolean rowNumbers) throws IOException {
    TablePreamble preamble = text.preamble();
    int skipped = rowNumbers && titles.count() > 0 && titles.columns()[0] == 0 ? 1 : 0;
    int[] intensities = Arrays.copyOfRange(titles.columns(), skipped, titles.count());
    double[] stored = Arrays.copyOfRange(titles.values(), skipped, titles.count());
    if (intensities.length == 0) {
      throw SpectrumFileException.atLine(
          file,
          header.line(),
          "\"" + header.text().strip() + "\"",
          "a header in which the columns of intensities are named by their wavenumbers, or points in"
              + " lines below titles; other lines above a table have to begin with # or to go");
    }
    boolean counted =
        preamble.axisIsNumbered()
            || (AxisShape.counts(stored) && preamble.unit().isEmpty() && stored.length > 2);
    if (!counted) {
      options.requireNoAxis(file);
    }
    Optional<Units> below = units.isEmpty() ? unitsBelow(intensities) : Optional.empty();
    if (below.isPresent()) {
      Header lower =
          new Header(header.titles(), header.text(), header.line(), header.dataFrom() + 1);
      return new RowLayout(text, lower, options, below).open(titles, rowNumbers);
    }
    Stated<Quantity> quantity = preamble.quantity(options, units.flatMap(Units::quantity));
    StoredAxis axis;
    Understood.Axis axisFacts;
    if (counted) {
      axis = options.requireAxis(file, intensities.length);
      axisFacts = options.givenAxis(axis);
    } else {
      Stated<AxisUnit> unit = unit(titles);
      axis = axis(stored, rowNumbers, unit, new AxisReading(preamble.kind(), quantity.value()));
      UnitReading.requirePlausible(file, unit, axis.axis());
      axisFacts = new Understood.Axis(axis.axis(), titles.from(), unit, false);
    }
    PlaceColumns places = PlaceColumns.of(text, header, options, intensities, rowNumbers ? 1 : 0);
    int label = labelColumn(file, header, options);
    long lastHeaderLine = lastHeaderLine();
    List<String> passedOver = new ArrayList<>();
    for (int i = 0; i < text.columns(); i++) {
      if (Arrays.binarySearch(intensities, i) < 0
          && i != places.x()
          && i != places.y()
          && i != label) {
        passedOver.add(header.named(i));
      }
    }
    if (rowNumbers) {
      passedOver.set(0, "a column of line numbers");
    }
    return RowTableSource.open(
        new RowTableSource.Table(
            new TableHeader(
                new DataLines.Shape(
                    file, text.fields(), header.titles().size(), lastHeaderLine, true),
                text.numbers(),
                axis,
                intensities,
                places.x(),
                places.y(),
                label),
            new PlaceMap.Statement(
                file,
                preamble.geometry(),
                preamble.pixelSize(),
                places.unit(),
                places.from(),
                places.otherwise(header)),
            places.tentative(),
            TableReader.ID,
            axisFacts,
            quantity,
            preamble.simulated(),
            preamble.entry("instrument"),
            passedOver,
            notes(places)));
  }

  /**
   * The line of units that stands below the titles, if one does.
   *
   * @throws SpectrumFileException if neither units nor intensities stand there
   */
  private Optional<Units> unitsBelow(int[] intensities) throws SpectrumFileException {
    if (header.dataFrom() >= text.lines().size() || isTyped()) {
      return Optional.empty();
    }
    TableText.Line line = text.lines().get(header.dataFrom());
    Set<String> words = new LinkedHashSet<>();
    for (int column : intensities) {
      String field = column < line.fields().size() ? line.fields().get(column) : "";
      if (text.numbers().number(field).isPresent() || Numbers.saysNothing(field)) {
        return Optional.empty();
      }
      words.add(field.replaceAll("^[(\\[]|[)\\]]$", "").strip());
    }
    Units found = new Units(words.iterator().next(), line.number());
    if (words.size() == 1 && isUnit(found.word())) {
      return Optional.of(found);
    }
    text.numbers()
        .intensity(line.fields().get(intensities[0]), file, line.number(), intensities[0]);
    return Optional.empty();
  }

  private List<String> notes(PlaceColumns places) {
    List<String> notes = new ArrayList<>(places.notes());
    units.ifPresent(
        found ->
            notes.add(
                "line " + found.line() + ", of units (" + found.word() + "), is no spectrum"));
    return notes;
  }

  private Stated<AxisUnit> unit(NumericTitles titles) throws SpectrumFileException {
    Optional<Stated<AxisUnit>> below = units.flatMap(Units::axis);
    Optional<Stated<AxisUnit>> titled =
        titles.unit().map(unit -> new Stated<>(unit, "the column titles"));
    Stated<AxisUnit> unit = unit(titles, titled.isPresent() ? titled : below);
    if (below.isPresent() && below.get().value() != unit.value() && !options.overrule()) {
      throw SpectrumFileException.atLine(
          file,
          units.get().line(),
          below.get().value().symbol()
              + " below titles in "
              + unit.value().symbol()
              + " ("
              + unit.from()
              + ")",
          "one unit of the axis: correct the file");
    }
    return unit;
  }

  private Stated<AxisUnit> unit(NumericTitles titles, Optional<Stated<AxisUnit>> titled)
      throws SpectrumFileException {
    boolean corner = titles.columns()[0] > 0 && PlotTitles.axis(header.title(0)).isPresent();
    return UnitReading.of(
        file,
        text.preamble(),
        options,
        corner
            ? Optional.of(new Stated<>(header.title(0), "the title before the columns"))
            : titles.title().map(title -> new Stated<>(title, "the column titles")),
        titled,
        header.line());
  }

  private StoredAxis axis(
      double[] stored, boolean rowNumbers, Stated<AxisUnit> unit, AxisReading reading)
      throws SpectrumFileException {
    try {
      // Without a single named column nothing tells a header from a row of values but its order.
      boolean named = stored.length < header.titles().size() && !rowNumbers;
      return named ? reading.sorted(stored, unit.value()) : reading.monotonic(stored, unit.value());
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.atLine(
          file,
          header.line(),
          "\"" + String.join(",", header.titles()) + "\"",
          "a header such as x,y,1000,1001,…,label whose columns of intensities are named by their"
              + " wavenumbers, each once ("
              + e.getMessage()
              + ")");
    }
  }

  /** Whether a word is a unit of an axis or of intensities, or a quantity. */
  static boolean isUnit(String word) {
    return AxisUnit.parse(word).isPresent()
        || PlotTitles.ordinate(word).isPresent()
        || UNIT.matcher(word).matches();
  }

  /** Whether a column's title says that it holds labels. */
  static boolean isLabel(String title, OpenOptions options) {
    return LABEL_NAMES.contains(title.strip().toLowerCase(Locale.ROOT))
        || isAskedLabel(title, options);
  }

  /** Whether a column is the one of labels that was asked for, by its title. */
  static boolean isAskedLabel(String title, OpenOptions options) {
    return options
        .labelColumn()
        .filter(asked -> asked.strip().equalsIgnoreCase(title.strip()))
        .isPresent();
  }

  /**
   * The column of the labels; −1 for none.
   *
   * @throws SpectrumFileException if one was asked for that is not there
   */
  static int labelColumn(Path file, Header header, OpenOptions options)
      throws SpectrumFileException {
    if (options.labelColumn().isPresent()) {
      String asked = options.labelColumn().get();
      int column = header.column(asked, 0);
      if (column < 0) {
        throw SpectrumFileException.atLine(
            file,
            header.line(),
            "no column \"" + asked + "\"",
            "one of the columns " + String.join(", ", header.titles()));
      }
      return column;
    }
    for (String name : LABEL_NAMES) {
      for (int i = 0; i < header.titles().size(); i++) {
        if (header.title(i).strip().toLowerCase(Locale.ROOT).equals(name)) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Whether fields are types of Orange; one may list the values of its column instead. */
  private boolean areTypes(List<String> fields) {
    List<String> said = fields.stream().filter(field -> !field.isBlank()).toList();
    long types =
        said.stream()
            .filter(field -> ORANGE_TYPES.contains(field.toLowerCase(Locale.ROOT)))
            .count();
    return 2 * types > said.size() && haveNoNumber(said);
  }

  private boolean haveNoNumber(List<String> fields) {
    return fields.stream().noneMatch(field -> text.numbers().number(field).isPresent());
  }

  /** The header's line, or that of the roles below an Orange header. */
  private long lastHeaderLine() {
    return isTyped() && units.isEmpty()
        ? text.lines().get(header.dataFrom() + 1).number()
        : header.lastLine(text);
  }

  private boolean isTyped() {
    List<TableText.Line> lines = text.lines();
    int from = header.dataFrom();
    return lines.size() >= from + 2
        && areTypes(lines.get(from).fields())
        && haveNoNumber(lines.get(from + 1).fields()); // the roles
  }
}
