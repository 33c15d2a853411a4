package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/** Reads the header of a table with a spectrum a line. */
final class RowLayout {
  private static final List<String> LABEL_NAMES =
      List.of("label", "class", "type", "category", "material", "species", "target", "sample");
  private static final Set<String> ORANGE_TYPES =
      Set.of("c", "d", "s", "t", "continuous", "discrete", "string", "text", "time", "");

  private final TableText text;
  private final Header header;
  private final OpenOptions options;
  private final Path file;

  RowLayout(TableText text, Header header, OpenOptions options) {
    this.text = text;
    this.header = header;
    this.options = options;
    this.file = text.file();
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
    Stated<Quantity> quantity = preamble.quantity(options, Optional.empty());
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
            places.notes()));
  }

  private Stated<AxisUnit> unit(NumericTitles titles) throws SpectrumFileException {
    boolean corner = titles.columns()[0] > 0 && PlotTitles.axis(header.title(0)).isPresent();
    return UnitReading.of(
        file,
        text.preamble(),
        options,
        corner
            ? Optional.of(new Stated<>(header.title(0), "the title before the columns"))
            : titles.title().map(title -> new Stated<>(title, "the column titles")),
        titles.unit().map(unit -> new Stated<>(unit, "the column titles")),
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
    long types =
        fields.stream()
            .filter(field -> ORANGE_TYPES.contains(field.toLowerCase(Locale.ROOT)))
            .count();
    return 2 * types > fields.size()
        && fields.stream().anyMatch(field -> !field.isBlank())
        && fields.stream().noneMatch(field -> text.numbers().number(field).isPresent());
  }

  /** The header's line, or that of the roles below an Orange header. */
  private long lastHeaderLine() {
    List<TableText.Line> lines = text.lines();
    int from = header.dataFrom();
    boolean typed = lines.size() >= from + 2 && areTypes(lines.get(from).fields());
    return typed ? lines.get(from + 1).number() : header.lastLine(text);
  }
}
