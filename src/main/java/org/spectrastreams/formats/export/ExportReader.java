package org.spectrastreams.formats.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.formats.text.Fields;
import org.spectrastreams.formats.text.NumberStyle;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Reads the text exports of spectrometer programs that begin with a preamble of their own: JASCO,
 * Ocean Optics, Avantes, B&amp;W Tek, PerkinElmer, Shimadzu, WITec, Wasatch; and the texts of the
 * RRUFF database. Where a preamble says how many points there are, the file must have them.
 */
public final class ExportReader implements SpectrumReader {
  private static final String ID = "text-export";
  private static final List<Dialect> DIALECTS =
      List.of(
          new JascoText(),
          new OceanText(),
          new AvantesText(),
          new BwTekText(),
          new WitecText(),
          new PerkinText(),
          new ShimadzuText(),
          new RruffText(),
          new EnlightenText());

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a text export of JASCO, Ocean Optics, Avantes, B&W Tek, PerkinElmer, Shimadzu, WITec,"
        + " Wasatch or RRUFF";
  }

  @Override
  public String evidence() {
    return "the lines that these programs write before the points";
  }

  @Override
  public Set<ReadChoice> choices() {
    return Set.of(ReadChoice.CHANNEL, ReadChoice.DECIMAL);
  }

  @Override
  public Claim claim(FileHead head) {
    if (!head.isText()) {
      return Claim.NONE;
    }
    ExportText text = ExportText.of(head);
    return DIALECTS.stream()
        .flatMap(dialect -> dialect.mark(text).stream())
        .findFirst()
        .map(Claim::certain)
        .orElse(Claim.NONE);
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    options.requireNoAxis(file);
    ExportText text = ExportText.read(file);
    Dialect dialect =
        DIALECTS.stream()
            .filter(known -> known.mark(text).isPresent())
            .findFirst()
            .orElseThrow(
                () -> SpectrumFileException.ofFile(file, "no preamble that is known", evidence()));
    Export export = dialect.read(text);
    Export.Columns columns = export.columns();
    int[] spectra = spectra(file, columns, options);
    List<List<String>> sample = new ArrayList<>();
    Fields fields = fields(text, columns, sample);
    OpenOptions style =
        dialect.decimalPoints() && options.choice(ReadChoice.DECIMAL).isEmpty()
            ? options.withChoice(ReadChoice.DECIMAL, "point")
            : options;
    Numbers numbers = NumberStyle.of(file, sample, style);
    ExportSource.Points points = ExportSource.points(file, columns, spectra, fields, numbers);
    int found = points.axis().length;
    if (export.points().isPresent() && export.points().getAsInt() != found) {
      throw SpectrumFileException.ofFile(
          file, found + " points", export.points().getAsInt() + ", as its preamble says");
    }
    Optional<Stated<AxisUnit>> stated = options.unit(file, export.unit());
    if (stated.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file,
          "an axis whose unit the preamble does not name",
          "its unit: give it with --unit nm, cm-1 or another");
    }
    Stated<AxisUnit> unit = stated.get();
    boolean whole = spectra.length == columns.spectra().size();
    Stated<Quantity> quantity =
        options.quantity(file, whole ? export.quantity() : Optional.empty());
    AxisKind kind =
        export
            .kind()
            .filter(said -> unit.value() == AxisUnit.PER_CENTIMETRE)
            .orElseGet(() -> unit.value().kind().under(quantity.value()));
    StoredAxis axis;
    try {
      axis = StoredAxis.monotonic(points.axis(), unit.value(), kind);
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          file, "points that are on no axis: " + e.getMessage(), "an axis that runs one way");
    }
    ImageGeometry geometry =
        export.image().filter(image -> whole).orElseGet(() -> ImageGeometry.of(spectra.length, 1));
    Understood understood =
        Understood.of(
                ID,
                dialect.what(),
                spectra.length,
                new Understood.Axis(axis.axis(), columns.named(columns.axis()), unit, false),
                quantity,
                geometry)
            .measuredBy(export.instrument())
            .passingOver(passedOver(columns, spectra, sample.get(0).size()));
    if (points.passedOver() > 0) {
      understood =
          understood.noting(points.passedOver() + " pixels without an axis value left out");
    }
    if (ExportDate.of(export.date()).isPresent()) {
      understood =
          understood.acquiredAt(ExportDate.of(export.date()).orElseThrow(), "the preamble");
    }
    return new ExportSource(file, axis, points.values(), understood.noting(export.notes()));
  }

  private static int[] spectra(Path file, Export.Columns columns, OpenOptions options)
      throws SpectrumFileException {
    Optional<String> asked = options.choice(ReadChoice.CHANNEL);
    if (asked.isEmpty()) {
      if (columns.spectra().size() > ImageGeometry.MAX_SIDE) {
        throw SpectrumFileException.ofFile(
            file,
            columns.spectra().size() + " columns of spectra",
            "at most " + ImageGeometry.MAX_SIDE);
      }
      return columns.spectra().stream().mapToInt(Integer::intValue).toArray();
    }
    for (int i = 0; i < columns.titles().size(); i++) {
      if (i != columns.axis() && columns.titles().get(i).strip().equalsIgnoreCase(asked.get())) {
        return new int[] {i};
      }
    }
    throw SpectrumFileException.ofFile(
        file,
        "--channel " + asked.get(),
        "one of the columns " + String.join(", ", columns.titles()));
  }

  /** How the first lines of points are split. */
  private static Fields fields(ExportText text, Export.Columns columns, List<List<String>> sample)
      throws SpectrumFileException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < text.lines().size() && lines.size() < 40; i++) {
      if (text.number(i) >= columns.from()) {
        if (columns.end().matcher(text.line(i)).matches()) {
          break;
        }
        lines.add(text.line(i));
      }
    }
    if (lines.isEmpty()) {
      throw SpectrumFileException.atLine(
          text.file(), columns.from(), "the end of the points", "a line with a point");
    }
    Fields fields = Fields.of(lines, lines.get(0), text.file());
    for (String line : lines) {
      sample.add(fields.split(line, text.file(), 0));
    }
    return fields;
  }

  private static List<String> passedOver(Export.Columns columns, int[] spectra, int width) {
    List<String> passedOver = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      int column = i;
      boolean nothing = i >= columns.titles().size() && !columns.titles().isEmpty();
      if (i != columns.axis()
          && !nothing
          && Arrays.stream(spectra).noneMatch(read -> read == column)) {
        passedOver.add(columns.named(i));
      }
    }
    return passedOver;
  }
}
