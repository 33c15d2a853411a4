package org.spectrastreams.formats.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/** Finds the columns of a table with a point and its place a line. */
final class LongLayout {
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
   */
  boolean fits() {
    int columns = text.columns();
    if (header.isThere()) {
      boolean both =
          header.titles().stream()
                  .map(PlaceTitle::of)
                  .flatMap(Optional::stream)
                  .map(PlaceTitle::horizontal)
                  .distinct()
                  .count()
              == 2;
      return axisColumn() >= 0
          && header.titles().size() == columns
          && columns >= 3
          && !keys().isEmpty()
          && (both || keys().stream().allMatch(this::stands));
    }
    return columns == 4 && stands(0) && stands(1) && runs(2);
  }

  /** Whether a column keeps its value from one line to the next, at first. */
  private boolean stands(int column) {
    double[] values = text.column(column, header.dataFrom());
    return values.length > 1 && values[0] == values[1];
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
    for (int i = 0; i < header.titles().size(); i++) {
      if (PlotTitles.axis(header.title(i)).isPresent()) {
        return i;
      }
    }
    return -1;
  }

  /** The columns of places, time and the like, which tell one spectrum from the next. */
  private List<Integer> keys() {
    List<Integer> keys = new ArrayList<>();
    for (int i = 0; i < header.titles().size(); i++) {
      String title = header.title(i).strip().toLowerCase(Locale.ROOT);
      if (PlaceTitle.of(title).isPresent()
          || title.matches("z|time.*|depth.*|temperature.*|index|spectrum.*|frame.*")) {
        keys.add(i);
      }
    }
    return keys;
  }

  /** Opens the table. */
  FileSource open() throws IOException {
    options.requireNoAxis(text.file());
    int axis = header.isThere() ? axisColumn() : 2;
    List<Integer> keys = header.isThere() ? keys() : List.of(0, 1);
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
            .filter(i -> i != axis && !keys.contains(i))
            .boxed()
            .toList();
    int intensity = intensity(rest);
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
    for (int column : keys) {
      if (column != places.x() && column != places.y()) {
        passedOver.add(header.named(column));
      }
    }
    rest.stream()
        .filter(column -> column != intensity)
        .forEach(column -> passedOver.add(header.named(column)));
    return LongTableSource.open(
        new LongTableSource.Table(
            new DataLines.Shape(
                text.file(), text.fields(), text.columns(), header.lastLine(text), false),
            text.numbers(),
            keys.stream().mapToInt(Integer::intValue).toArray(),
            places.x(),
            places.y(),
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
                places.from()),
            unit,
            quantity,
            text.preamble().simulated(),
            passedOver,
            places.notes()));
  }

  private int intensity(List<Integer> rest) throws SpectrumFileException {
    Optional<String> asked = options.choice(ReadChoice.CHANNEL);
    if (asked.isPresent()) {
      int column = header.column(asked.get(), text.columns());
      if (rest.contains(column)) {
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
        "one column of intensities: say which with --channel: "
            + String.join(", ", rest.stream().map(header::named).toList()));
  }
}
