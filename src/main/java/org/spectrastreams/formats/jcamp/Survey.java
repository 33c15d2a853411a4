package org.spectrastreams.formats.jcamp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PixelLabels;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * What the first way through a file found.
 *
 * @param tables the numbers of the tables that are read
 * @param axis their common axis, as stored
 * @param labels the titles of their blocks, where they repeat and so are no mere names
 * @param understood what is reported
 */
record Survey(List<Integer> tables, StoredAxis axis, List<String> labels, Understood understood) {

  static Survey of(Path file, OpenOptions options, boolean comma) throws IOException {
    Finding finding = new Finding(file, options, comma);
    try (Tables tables = new Tables(file, comma)) {
      Table table;
      while ((table = tables.next()) != null) {
        finding.see(table, tables.records());
      }
    }
    return finding.survey();
  }

  private static final class Finding {
    private final Path file;
    private final OpenOptions options;
    private final boolean comma;
    private final Optional<String> channel;
    private final List<Table> read = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private double[] x;
    private StoredAxis axis;
    private Stated<AxisUnit> unit;
    private Stated<Quantity> quantity;
    private SpectrumFileException refusal;
    private final List<String> notes = new ArrayList<>();

    Finding(Path file, OpenOptions options, boolean comma) {
      this.file = file;
      this.options = options;
      this.comma = comma;
      this.channel = options.choice(ReadChoice.CHANNEL);
    }

    void see(Table table, Records records) throws IOException {
      Meaning meaning = Meaning.of(table, options);
      if (channel.isPresent() && !isMeant(table, channel.get())) {
        passedOver.add(table.describe("a table that was not chosen"));
        return;
      }
      if (meaning.noSpectrum().isPresent()) {
        String why = meaning.noSpectrum().get();
        int colon = why.indexOf(": ");
        if (refusal == null) {
          refusal =
              SpectrumFileException.atLine(
                  file,
                  table.line(),
                  colon < 0 ? why : why.substring(0, colon),
                  colon < 0 ? "a spectrum" : "a spectrum; " + why.substring(colon + 2));
        }
        passedOver.add(table.describe(why.replaceFirst("[,:] .*", "")));
        return;
      }
      if (channel.isEmpty() && table.isPage() && table.ordinateSymbol().equals("I")) {
        passedOver.add(table.describe("the imaginary part, read by --channel I"));
        return;
      }
      if (read.size() == ImageGeometry.MAX_SIDE) {
        throw SpectrumFileException.atLine(
            file, table.line(), "more spectra", "at most " + ImageGeometry.MAX_SIDE);
      }
      add(table, meaning, Decoded.of(file, table, records, comma, options.overrule()));
    }

    private static boolean isMeant(Table table, String chosen) {
      return chosen.equals(Integer.toString(table.number()))
          || (!table.title().isEmpty() && table.title().equalsIgnoreCase(chosen))
          || (table.isPage() && table.ordinateSymbol().equalsIgnoreCase(chosen));
    }

    private void add(Table table, Meaning meaning, Decoded decoded) throws SpectrumFileException {
      Stated<Quantity> found = options.quantity(file, meaning.quantity());
      decoded.note().filter(note -> !notes.contains(note)).ifPresent(notes::add);
      if (read.isEmpty()) {
        x = decoded.x();
        quantity = found;
        setAxis(table, meaning);
      } else if (!Arrays.equals(x, decoded.x()) || found.value() != quantity.value()) {
        throw SpectrumFileException.atLine(
            file,
            table.line(),
            "a table on another axis or of another quantity than table " + read.get(0).number(),
            "one axis and quantity: choose a table with --channel and its number or title");
      }
      read.add(table);
    }

    private void setAxis(Table table, Meaning meaning) throws SpectrumFileException {
      double[] values = x;
      Optional<Stated<AxisUnit>> stated = meaning.unit();
      if (meaning.hertz()) {
        ShiftScale scale = ShiftScale.of(file, table, x, options);
        values = scale.ppm(x);
        stated =
            Optional.of(new Stated<>(AxisUnit.PARTS_PER_MILLION, "from Hz by " + scale.from()));
      }
      unit =
          options
              .unit(file, stated)
              .orElseThrow(
                  () ->
                      SpectrumFileException.atLine(
                          file, table.line(), "no XUNITS", "the unit: give it with --unit"));
      try {
        axis =
            StoredAxis.monotonic(
                values,
                unit.value(),
                meaning
                    .kind()
                    .filter(kind -> unit.value() == AxisUnit.PER_CENTIMETRE)
                    .orElse(unit.value().kind()));
      } catch (IllegalArgumentException e) {
        throw SpectrumFileException.atLine(
            file, table.line(), e.getMessage(), "an axis that runs one way");
      }
    }

    Survey survey() throws SpectrumFileException {
      if (read.isEmpty()) {
        if (refusal != null) {
          throw refusal;
        }
        throw SpectrumFileException.ofFile(
            file,
            channel.isPresent() ? "no table \"" + channel.get() + "\"" : "no table of a spectrum",
            passedOver.isEmpty()
                ? "##XYDATA=, ##XYPOINTS= or ##NTUPLES="
                : "one of " + String.join(", ", passedOver));
      }
      List<String> titles = read.stream().map(Table::title).toList();
      boolean repeat = titles.size() > 1 && Set.copyOf(titles).size() < titles.size();
      boolean named = repeat && titles.stream().noneMatch(String::isEmpty);
      return new Survey(
          read.stream().map(Table::number).toList(),
          axis,
          named ? titles.stream().map(PixelLabels::normal).toList() : List.of(),
          understood());
    }

    private Understood understood() {
      Header header = read.get(0).header();
      Understood understood =
          Understood.of(
                  JcampReader.ID,
                  "JCAMP-DX",
                  read.size(),
                  new Understood.Axis(
                      axis.axis(),
                      read.get(0).isEven() ? "FIRSTX, LASTX and NPOINTS" : "the pairs",
                      unit,
                      false),
                  quantity,
                  ImageGeometry.of(read.size(), 1))
              .passingOver(passedOver)
              .noting(notes);
      if (comma) {
        understood = understood.noting("numbers with decimal commas");
      }
      understood =
          header.text("SPECTROMETERDATASYSTEM").map(understood::measuredBy).orElse(understood);
      Optional<Acquired> acquired = Acquired.of(header);
      return acquired.isPresent()
          ? understood.acquiredAt(acquired.get().time(), acquired.get().from())
          : understood;
    }
  }
}
