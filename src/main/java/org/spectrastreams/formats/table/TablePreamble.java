package org.spectrastreams.formats.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.text.Fields;
import org.spectrastreams.formats.text.NumberStyle;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;

/**
 * The comment lines before a table. {@code # name: value} lines may state facts, as LabSpec's
 * {@code #AxisUnit[1]=nm} do; the last line may hold the titles of the columns, as {@code
 * numpy.savetxt} writes them. Other lines are comments.
 */
final class TablePreamble {
  private static final Pattern ENTRY =
      Pattern.compile("\\s*([A-Za-z][A-Za-z0-9 _.\\[\\]-]*?)\\s*[:=]\\s*(.*?)\\s*");
  private static final Pattern SPREADSHEET_ERROR =
      Pattern.compile("#(N/A|NV|[A-ZÄÖÜ/0]{2,8}[!?])(?![A-Za-z])");
  private static final Pattern BEHIND_SEMICOLON = Pattern.compile("; +\\p{L}");
  private static final Pattern SIDES = Pattern.compile("(\\d{1,9})\\s*[x×]\\s*(\\d{1,9})");
  private static final List<String> UNIT_NAMES =
      List.of(
          "axisunit",
          "xunit",
          "xunits",
          "wavelengthunit",
          "wavelengthunits",
          "wavenumberunit",
          "wavenumberunits",
          "spectralunit",
          "spectralunits",
          "axisunits");

  /** A quantity and nothing else: a mode of measurement, transmission, is none. */
  private static final Pattern BARE_QUANTITY =
      Pattern.compile(
          "(?i)(absorbance|raman intensity|transmittance|%\\s*t|%\\s*transmittance"
              + "|transmittance\\s*[(\\[]?%[)\\]]?)(\\s+(units?|spectr(um|a)|[(\\[]?a\\.?u\\.?[)\\]]?))?");

  private static final List<String> QUANTITY_NAMES =
      List.of("quantity", "yunit", "yunits", "ylabel", "yaxis", "ordinate", "measurementmode", "y");

  /** What may name a unit of the axis, and may be something else. */
  private static final List<String> PERHAPS_UNIT_NAMES =
      List.of("x", "xaxis", "xlabel", "abscissa");

  private record Entry(String name, String value, long line, boolean behindSemicolon) {}

  private final Path file;
  private final Map<String, Entry> entries = new HashMap<>();
  private final List<Entry> comments = new ArrayList<>();
  private boolean facts;

  TablePreamble(Path file) {
    this.file = file;
  }

  /**
   * Whether a line is a comment; a line of JCAMP-DX, which starts with two signs, is none, nor is
   * one that begins with an error of a spreadsheet ({@code #N/A}), nor a header between semicolons.
   */
  static boolean isComment(String line) {
    if (line.startsWith("#")) {
      return !line.startsWith("##") && !SPREADSHEET_ERROR.matcher(line).lookingAt();
    }
    return line.startsWith("% ")
        || line.startsWith("//")
        || line.startsWith("! ")
        || (BEHIND_SEMICOLON.matcher(line).lookingAt() && line.indexOf(';', 1) < 0);
  }

  /** Takes in one comment line; unquoted if a spreadsheet program put it in quotes. */
  void add(String line, long number) {
    String text = line.substring(line.startsWith("//") ? 2 : 1);
    Matcher entry = ENTRY.matcher(text.replaceFirst("[,;\\s]+$", ""));
    comments.add(new Entry("", text, number, line.startsWith(";")));
    if (entry.matches()) {
      String name = entry.group(1).toLowerCase(Locale.ROOT).replaceAll("[\\s_.-]", "");
      entries.putIfAbsent(name, new Entry(entry.group(1), entry.group(2).strip(), number, false));
    }
  }

  /** Takes in a line that states a fact without a comment's sign. */
  void addFact(String line, long number) {
    facts = true;
    add("#" + line, number);
  }

  /** Whether facts stand before untitled numbers, one of which has to say what the axis is. */
  boolean isOfFacts() {
    return facts;
  }

  /** The text of an entry, by its name in lower case without spaces and dashes. */
  Optional<String> entry(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::value);
  }

  /**
   * The last comment where it is a title of a table between semicolons: {@code ; Absorbance}, whose
   * first field, above the axis, is blank. It is no comment any more then.
   *
   * @param first the first line of the table
   */
  Optional<TableText.Line> titleBehindSemicolon(Fields fields, String first)
      throws SpectrumFileException {
    if (comments.isEmpty() || fields.separator() != ';') {
      return Optional.empty();
    }
    Entry last = comments.get(comments.size() - 1);
    List<String> titles = fields.split(";" + last.value(), file, last.line());
    List<String> below = fields.split(first, file, last.line() + 1);
    boolean untitled = below.stream().allMatch(field -> NumberStyle.isNumeric(field));
    if (!last.behindSemicolon()
        || titles.size() != below.size()
        || !(untitled || PlotTitles.ordinate(titles.get(1)).isPresent())) {
      return Optional.empty();
    }
    comments.remove(comments.size() - 1);
    return Optional.of(new TableText.Line(";" + last.value(), titles, last.line()));
  }

  /** The fields of the last comment where there are that many, in the table's way or LabSpec's. */
  Optional<List<String>> titles(Fields fields, int columns) throws SpectrumFileException {
    if (comments.isEmpty()) {
      return Optional.empty();
    }
    Entry last = comments.get(comments.size() - 1);
    List<List<String>> readings = new ArrayList<>();
    readings.add(fields.split(last.value().strip(), file, last.line()));
    readings.addAll(Header.splits(last.value()));
    return readings.stream()
        .map(
            reading -> reading.stream().map(title -> title.replaceFirst("^#", "").strip()).toList())
        .filter(reading -> reading.size() == columns && !isEntry(last))
        .filter(reading -> reading.stream().noneMatch(title -> title.matches("[(\\[].*")))
        .findFirst();
  }

  private boolean isEntry(Entry comment) {
    return entries.values().stream().anyMatch(entry -> entry.line() == comment.line());
  }

  /** The quantity the table states, or else the user gives; a title may state it too. */
  Stated<Quantity> quantity(OpenOptions options, Optional<Stated<Quantity>> titled)
      throws SpectrumFileException {
    Optional<Stated<Quantity>> stated = Optional.empty();
    for (String name : QUANTITY_NAMES) {
      Entry entry = entries.get(name);
      if (stated.isPresent() || entry == null) {
        continue;
      }
      Optional<Stated<Quantity>> named =
          Quantity.parse(entry.value())
              .map(quantity -> new Stated<>(quantity, "comment \"" + name + "\""))
              .or(
                  () ->
                      PlotTitles.ordinate(entry.value())
                          .map(ordinate -> ordinate.stated("comment \"" + name + "\"")));
      if (named.isEmpty() && name.equals("quantity")) {
        throw SpectrumFileException.atLine(
            file,
            entry.line(),
            "quantity \"" + entry.value() + "\"",
            "absorbance, transmittance, percent-transmittance, raman-intensity or unspecified");
      }
      stated =
          named.filter(
              quantity ->
                  quantity.value() != Quantity.UNSPECIFIED
                      || !entry.value().equalsIgnoreCase(Quantity.UNSPECIFIED.id()));
    }
    if (stated.isEmpty() && titled.isEmpty()) {
      stated = commented();
    }
    if (stated.isPresent() && titled.isPresent() && titled.get().value() != stated.get().value()) {
      throw SpectrumFileException.ofFile(
          file,
          stated.get().value().id()
              + " ("
              + stated.get().from()
              + ") beside "
              + titled.get().value().id()
              + " ("
              + titled.get().from()
              + ")",
          "one quantity: correct the file");
    }
    return options.quantity(file, stated.isPresent() ? stated : titled);
  }

  /** The quantity that a comment names and nothing else: {@code # Absorbance}. */
  private Optional<Stated<Quantity>> commented() {
    List<Stated<Quantity>> named =
        comments.stream()
            .map(comment -> comment.value().strip())
            .filter(text -> BARE_QUANTITY.matcher(text).matches())
            .flatMap(
                text ->
                    PlotTitles.ordinate(text).stream()
                        .map(ordinate -> ordinate.stated("comment \"" + text + "\"")))
            .toList();
    boolean one = named.stream().map(Stated::value).distinct().count() == 1;
    return one ? Optional.of(named.get(0)) : Optional.empty();
  }

  /**
   * The unit of the axis that comments state: an entry, LabSpec's description of its axes, or a
   * line that reads as an axis title and nothing else.
   *
   * @throws SpectrumFileException if two statements differ, or an entry names no known unit
   */
  Optional<Stated<AxisUnit>> unit() throws SpectrumFileException {
    Optional<Stated<AxisUnit>> stated = Optional.empty();
    for (String name : UNIT_NAMES) {
      Entry entry = entries.get(name);
      if (entry != null) {
        stated = one(stated, entry, entry.name(), PlotTitles.unit(entry.value()));
      }
    }
    for (String name : PERHAPS_UNIT_NAMES) {
      Entry entry = entries.get(name);
      boolean places = entry("y").flatMap(AxisUnit::parse).isPresent();
      if (entry != null && !places && AxisUnit.parse(entry.value()).isPresent()) {
        stated = one(stated, entry, entry.name(), AxisUnit.parse(entry.value()));
      }
    }
    for (int i = 0; i < 10; i++) {
      Entry type = entries.get("axistype[" + i + "]");
      Entry unit = entries.get("axisunit[" + i + "]");
      if (type != null
          && unit != null
          && type.value().toLowerCase(Locale.ROOT).startsWith("spec")) {
        stated = one(stated, unit, "AxisUnit[" + i + "]", PlotTitles.unit(unit.value()));
      }
    }
    for (Entry comment : comments) {
      for (String text : axisTitles(comment)) {
        Optional<AxisUnit> unit = PlotTitles.axis(text).flatMap(PlotTitles.AxisTitle::unit);
        if (unit.isPresent()) {
          stated = one(stated, comment, text, unit);
        }
      }
    }
    return stated;
  }

  /** What of a comment reads as the title of an axis: {@code wavelength (nm)}, not a laser's. */
  private static List<String> axisTitles(Entry comment) {
    List<String> titles = new ArrayList<>();
    for (String part : comment.value().strip().split("[,;\\t|]")) {
      String text = part.replaceAll("[:=]", " ").strip();
      boolean prose = text.split("\\s+").length > 8;
      // A number before the unit makes it a length of something: a laser line, a slit, a centre.
      boolean measured = text.matches(".*\\d\\s*\\p{L}+[-⁻]?[1¹]?$");
      boolean other = text.matches("(?i).*(laser|excitation|grating|slit|blaze|filter).*");
      if (!prose && !measured && !other && PlotTitles.namesAxis(text)) {
        titles.add(text);
      }
    }
    return titles;
  }

  private Optional<Stated<AxisUnit>> one(
      Optional<Stated<AxisUnit>> before, Entry entry, String name, Optional<AxisUnit> found)
      throws SpectrumFileException {
    if (found.isEmpty()) {
      throw SpectrumFileException.atLine(
          file,
          entry.line(),
          name + " \"" + entry.value().strip() + "\"",
          "a unit of the axis: " + AxisUnit.symbols());
    }
    if (before.isPresent() && before.get().value() != found.get()) {
      throw SpectrumFileException.atLine(
          file,
          entry.line(),
          found.get().symbol() + " beside " + before.get().value().symbol(),
          "one unit of the axis: correct the file");
    }
    return Optional.of(new Stated<>(found.get(), "comment \"" + name + "\""));
  }

  /** The title of the comment that names an axis without its unit, for instance a wavelength. */
  Optional<String> unitlessAxis() {
    return comments.stream()
        .filter(comment -> !isEntry(comment))
        .flatMap(comment -> axisTitles(comment).stream())
        .filter(text -> PlotTitles.axis(text).filter(PlotTitles.AxisTitle::needsUnit).isPresent())
        .findFirst();
  }

  /**
   * What LabSpec says of the columns before a map's spectra: {@code X}, {@code Y}, {@code Time}.
   */
  List<String> leadingAxes() {
    List<String> types = new ArrayList<>();
    for (int i = 2; i < 10; i++) {
      entry("axistype[" + i + "]").ifPresent(types::add);
    }
    return types;
  }

  /** Whether LabSpec wrote it: its maps and series have a spectrum a line. */
  boolean isLabSpec() {
    boolean counted = entries.containsKey("accumulations") || entries.containsKey("accumulation");
    return counted && entries.containsKey("grating") && entries.containsKey("objective");
  }

  /** The unit of LabSpec's X and Y axes; empty text where it does not say. */
  String placeUnit() {
    for (int i = 2; i < 10; i++) {
      if (entry("axistype[" + i + "]").orElse("").matches("[XxYy]")) {
        return PlaceTitle.of("x (" + entry("axisunit[" + i + "]").orElse("") + ")")
            .map(PlaceTitle::unit)
            .orElse("");
      }
    }
    return "";
  }

  /** Whether the table says that its columns are numbers of points, not wavenumbers. */
  boolean axisIsNumbered() {
    return entry("axis").filter(text -> text.equalsIgnoreCase("index")).isPresent();
  }

  /** What kind of axis the table says that it has. */
  Optional<AxisKind> kind() {
    return entry("axis").flatMap(AxisKind::parse);
  }

  /** Whether the table says that its spectra were computed. */
  boolean simulated() {
    return entry("simulated").filter(text -> !text.equalsIgnoreCase("false")).isPresent();
  }

  /** The frame of the image, where the table states it. */
  Optional<ImageGeometry> geometry() throws SpectrumFileException {
    Entry entry = entries.get("geometry");
    if (entry == null) {
      return Optional.empty();
    }
    Matcher sides = SIDES.matcher(entry.value());
    if (!sides.matches()) {
      throw SpectrumFileException.atLine(
          file, entry.line(), "geometry \"" + entry.value() + "\"", "WIDTH x HEIGHT in pixels");
    }
    try {
      return Optional.of(
          new ImageGeometry(
              Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)), pixelSize()));
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.atLine(
          file, entry.line(), e.getMessage(), "the sides of the image in pixels");
    }
  }

  /** The distance of pixels in µm; NaN where the table does not state it. */
  double pixelSize() throws SpectrumFileException {
    Entry entry = entries.get("pixelsizeum");
    if (entry == null) {
      return Double.NaN;
    }
    try {
      double size = Double.parseDouble(entry.value());
      if (size > 0 && Double.isFinite(size)) {
        return size;
      }
    } catch (NumberFormatException e) {
      // the same message as for a number that is no size
    }
    throw SpectrumFileException.atLine(
        file, entry.line(), "pixel-size-um \"" + entry.value() + "\"", "a size in µm above 0");
  }
}
