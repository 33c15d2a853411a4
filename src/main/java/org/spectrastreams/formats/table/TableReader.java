package org.spectrastreams.formats.table;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;

/**
 * Text tables, separated by commas, tabs, semicolons or white space.
 *
 * <p>A <b>spectrum a line</b>, as {@link SpectrumCsv} writes it: the header names the columns of
 * intensities by their wavenumbers, in any order if there are other columns too. Of those, {@code
 * x} and {@code y} are places, the first of {@code label, class, type, category, material, species,
 * target, sample} (or the one asked for) is the label, and the rest is passed over. Without places,
 * or with the same one for all, the spectra are a list. The two lines of types and roles that
 * Orange writes below its header are passed over.
 *
 * <p>A <b>point a line</b>: the axis in the first column and a spectrum in each further one, with
 * or without a header.
 *
 * <p>Lines {@code # name: value} before the table may state {@code quantity}, {@code axis-unit},
 * {@code simulated}, {@code geometry} and {@code pixel-size-um}. An axis without a stated or given
 * unit is in cm⁻¹.
 */
public final class TableReader implements SpectrumReader {
  private static final int PEEKED_LINES = 16;

  /** From how many ascending or descending numbers on a line of numbers alone is an axis. */
  private static final int SURELY_AN_AXIS = 8;

  private static final Set<String> AXIS_TITLES =
      Set.of("wavenumber", "wavelength", "raman shift", "raman_shift", "shift", "frequency");

  private record Line(String text, long number) {}

  static final String ID = "table";

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
    return Set.of(ReadChoice.LABEL_COLUMN);
  }

  @Override
  public Claim claim(FileHead head) {
    return head.isText()
            && head.text()
                .lines()
                .filter(line -> !line.isBlank() && !TablePreamble.isComment(line))
                .findFirst()
                .filter(line -> !line.startsWith("##") && looksLikeATable(line))
                .isPresent()
        ? Claim.possible("text in columns")
        : Claim.NONE;
  }

  private static boolean looksLikeATable(String line) {
    Fields fields = Fields.of(line);
    if (fields.separator() != ' ') {
      return true;
    }
    String[] words = line.strip().split("\\s+");
    return words.length > 1 && fields.number(words[1]).isPresent();
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    TablePreamble preamble = new TablePreamble(file);
    List<Line> peeked = peek(file, preamble);
    Line first = peeked.get(0);
    Fields fields = Fields.of(first.text());
    List<String> names = fields.split(first.text(), file, first.number());
    int numbers = (int) names.stream().filter(name -> fields.number(name).isPresent()).count();
    int titled = titleLine(file, fields, peeked);
    if (titled >= 0 || isUntitledColumnTable(file, fields, names, numbers, peeked)) {
      options.requireNoAxis(file);
      boolean headed = titled >= 0 || numbers < names.size();
      Line header = peeked.get(Math.max(titled, 0));
      List<String> titles = headed ? fields.split(header.text(), file, header.number()) : List.of();
      Optional<AxisUnit> titledUnit = titles.stream().findFirst().flatMap(PlotTitles::unit);
      Stated<AxisUnit> unit = preamble.unit(options, titledUnit);
      if (unit.value() == AxisUnit.PER_CENTIMETRE
          && titles.stream().limit(1).anyMatch(PlotTitles::isWavelength)) {
        throw SpectrumFileException.atLine(
            file,
            header.number(),
            "\"" + titles.get(0) + "\"",
            "the unit of the wavelengths: give it with --unit um or nm");
      }
      return ColumnTableSource.read(
          file,
          fields,
          headed ? header.number() : header.number() - 1,
          titles,
          names.size(),
          unit,
          preamble.quantity(
              options, titles.size() == 2 ? PlotTitles.quantity(titles.get(1)) : Optional.empty()),
          preamble.simulated());
    }
    boolean numbered = preamble.axisIsNumbered();
    if (!numbered) {
      options.requireNoAxis(file);
    }
    Stated<AxisUnit> unit =
        numbered
            ? new Stated<>(AxisUnit.PER_CENTIMETRE, "--axis")
            : preamble.unit(options, Optional.empty());
    TableHeader header =
        TableHeader.read(file, first.number(), fields, names, unit.value(), numbered, options);
    return RowTableSource.open(
        new RowTableSource.Table(
            file,
            header,
            lastHeaderLine(file, fields, peeked),
            ID,
            numbered
                ? options.givenAxis(header.axis())
                : new Understood.Axis(header.axis().axis(), "the column titles", unit, false),
            preamble.quantity(options),
            preamble.simulated(),
            preamble.geometry(),
            preamble.pixelSize()));
  }

  private static List<Line> peek(Path file, TablePreamble preamble) throws IOException {
    List<Line> peeked = new ArrayList<>();
    try (TextLines lines = new TextLines(file)) {
      String line;
      while (peeked.size() < PEEKED_LINES && (line = lines.next()) != null) {
        if (!TablePreamble.isComment(line)) {
          peeked.add(new Line(line, lines.number()));
        } else if (peeked.isEmpty()) {
          preamble.add(line, lines.number());
        }
      }
      if (peeked.isEmpty()) {
        throw SpectrumFileException.atLine(
            file, lines.number(), "the end of the file", "a table of spectra");
      }
    }
    return peeked;
  }

  /** The peeked line whose first field is the title of an axis; −1 for none. */
  private static int titleLine(Path file, Fields fields, List<Line> peeked)
      throws SpectrumFileException {
    for (int i = 0; i + 1 < peeked.size(); i++) {
      List<String> titles = fields.split(peeked.get(i).text(), file, peeked.get(i).number());
      String first = titles.get(0).toLowerCase(Locale.ROOT);
      if (titles.size() > 1
          && (PlotTitles.unit(first).isPresent() || AXIS_TITLES.contains(first))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isUntitledColumnTable(
      Path file, Fields fields, List<String> names, int numbers, List<Line> peeked)
      throws SpectrumFileException {
    if (names.size() < 2 || (numbers > 0 && numbers < names.size())) {
      return false;
    }
    boolean headed = numbers == 0;
    List<Double> firstColumn = new ArrayList<>();
    for (Line line : headed ? peeked.subList(1, peeked.size()) : peeked) {
      String value = fields.split(line.text(), file, line.number()).get(0);
      firstColumn.add(fields.number(value).orElse(Double.NaN));
    }
    if (headed) {
      return firstColumn.size() > 1 && runsOneWay(firstColumn);
    }
    List<Double> firstLine = names.stream().map(name -> fields.number(name).getAsDouble()).toList();
    return names.size() == 2
        || (firstColumn.size() > 2
            && runsOneWay(firstColumn)
            && !(names.size() >= SURELY_AN_AXIS && runsOneWay(firstLine)));
  }

  private static boolean runsOneWay(List<Double> values) {
    boolean up = true;
    boolean down = true;
    for (int i = 1; i < values.size(); i++) {
      up &= values.get(i) > values.get(i - 1);
      down &= values.get(i) < values.get(i - 1);
    }
    return up || down;
  }

  /** The header's line, or that of the roles below an Orange header. */
  private static long lastHeaderLine(Path file, Fields fields, List<Line> peeked)
      throws SpectrumFileException {
    long header = peeked.get(0).number();
    if (peeked.size() < 3) {
      return header;
    }
    Set<String> types =
        Set.of("c", "d", "s", "t", "continuous", "discrete", "string", "text", "time", "");
    Line second = peeked.get(1);
    boolean typed =
        fields.split(second.text(), file, second.number()).stream()
            .allMatch(field -> types.contains(field.toLowerCase(Locale.ROOT)));
    return typed ? peeked.get(2).number() : header;
  }
}
