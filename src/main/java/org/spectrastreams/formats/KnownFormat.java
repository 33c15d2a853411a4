package org.spectrastreams.formats;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.text.NumberStyle;

/**
 * Files that are known by their first bytes but that no reader reads, and how to get spectra out of
 * them. Asked only where no reader claims a file, so an entry goes quiet when a reader comes; those
 * that look like tables ({@link #ofTable}) also where a reader of tables alone does.
 *
 * @param mark whether a file is of this kind
 * @param what what it is, with an article
 * @param export how its spectra are exported to something that is read
 * @param maybeSpectra whether spectra may be in it
 */
record KnownFormat(Predicate<FileHead> mark, String what, String export, boolean maybeSpectra) {
  private static final List<KnownFormat> ALL =
      List.of(
          new KnownFormat(
              head -> head.has(0, "Spectral Group File"),
              "a Thermo OMNIC group (.spg) of an old kind",
              "in OMNIC: Series > Split Series File, then save the spectra as CSV Text (*.csv)"),
          new KnownFormat(
              head -> head.isNamed(".mat") && !head.isText(),
              "a MATLAB file of an old version (4)",
              "in MATLAB: save(\"spectra.mat\", \"-v7\")"),
          new KnownFormat(
              head -> head.isNamed(".l6s") || head.isNamed(".l6m") || head.isNamed(".ngs"),
              "a HORIBA LabSpec file",
              "in LabSpec: File > Save As, type \"Text (*.txt)\""),
          new KnownFormat(
              head -> head.isNamed(".asp") && head.isText(),
              "an ASP file (intensities alone, without units)",
              "the spectrum as CSV with its wavenumbers, from the program that wrote it"),
          new KnownFormat(
              head -> head.isNamed(".spc") && !head.isText(),
              "a file that is named .spc and has not Galactic's layout (Shimadzu's UV programs and"
                  + " others use that name)",
              "in the program that wrote it: the spectra as JCAMP-DX or text"),
          new KnownFormat(
              head -> head.has(0, "JASCO") || head.isNamed(".jws"),
              "a JASCO file (.jws)",
              "in Spectra Manager: File > Export, as JCAMP-DX or as text"),
          new KnownFormat(
              head -> head.has(0, "Andor Technology Multi-Channel File"),
              "an Andor Solis file (.sif)",
              "in Solis: File > Export As, type \"ASCII (*.asc)\""),
          new KnownFormat(
              head -> head.isNamed(".spe") && !head.isText(),
              "a Princeton Instruments file (.spe)",
              "in LightField or WinSpec: export as CSV"),
          new KnownFormat(
              head -> head.has(0, "JEOL.NMR"),
              "a JEOL spectrum (.jdf)",
              "in Delta: File > Save As, JCAMP-DX"),
          new KnownFormat(
              head -> head.has(0, "Gwyddion Simple Field"),
              "a single image (.gsf)",
              "spectra: from the microscope's program, the point spectra as text"),
          new KnownFormat(
              head -> head.has(0, "CDF\u0001") || head.has(0, "CDF\u0002"),
              "a NetCDF file (.nc, .cdf)",
              "the spectra as CSV, for instance with ncdump"),
          new KnownFormat(
              head -> head.isNamed(".procspec"),
              "an Ocean Optics container (.ProcSpec)",
              "in SpectraSuite or OceanView: File > Save, type \"ASCII with header data\""),
          new KnownFormat(
              head -> head.isNamed(".rawb") || head.isNamed(".raw8") || head.isNamed(".rwd8"),
              "an Avantes file",
              "in AvaSoft: File > Convert to ASCII"),
          new KnownFormat(
              head -> head.isNamed(".ispd"),
              "a Shimadzu IRsolution or LabSolutions IR file",
              "in LabSolutions IR: File > Export, as JCAMP-DX or as text"),
          new KnownFormat(
              head -> head.has(0, "WIT_PR06") || head.has(0, "WIT_PRCT"),
              "a WITec project (.wip)",
              "in WITec Project: right-click the data, Export > Table, or GRAMS/ASCII"),
          new KnownFormat(
              head ->
                  head.has(0, 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1)
                      && (head.isNamed(".xls") || head.isNamed(".xlsx")),
              "an old or encrypted Excel workbook",
              "in Excel: File > Save As, type \"Excel Workbook (*.xlsx)\", without a password"),
          new KnownFormat(
              head -> head.has(0, "PK\u0003\u0004") && head.isNamed(".xlsb"),
              "a binary Excel workbook (.xlsb)",
              "in Excel: File > Save As, type \"Excel Workbook (*.xlsx)\""),
          new KnownFormat(
              head -> head.has(30, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
              "an OpenDocument spreadsheet (.ods)",
              "in LibreOffice Calc: File > Save As, as .xlsx or as text CSV"),
          new KnownFormat(
              head -> head.has(0, 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1),
              "an OLE2 file (Excel .xls, OMNIC .map, Agilent .bsp without its .dat)",
              "a text export (CSV) from the program that wrote it"),
          new KnownFormat(
              head ->
                  head.has(0, 0x89, 'P', 'N', 'G')
                      || head.has(0, 0xFF, 0xD8, 0xFF)
                      || head.has(0, "GIF8")
                      || head.has(0, "BM")
                      || head.has(0, 'I', 'I', 42, 0)
                      || head.has(0, 'M', 'M', 0, 42),
              "a picture",
              "the spectra themselves, not a picture of them",
              false),
          new KnownFormat(
              head ->
                  head.isNamed(".rda")
                      || head.isNamed(".rdata")
                      || head.isNamed(".rds")
                      || head.has(0, "RDX"),
              "a file of R",
              "in R: write.csv(spectra, \"spectra.csv\"), a spectrum a line, its columns named by"
                  + " their wavenumbers"),
          new KnownFormat(
              head -> head.has(0, "PAR1"),
              "a Parquet file",
              "the spectra as CSV, in pandas: table.to_csv(\"spectra.csv\", index=False)"),
          new KnownFormat(
              head -> head.has(0, "GWYP"),
              "a Gwyddion file (.gwy)",
              "in Gwyddion: export the spectra as text, or the cube as ENVI"),
          new KnownFormat(
              head -> head.isNamed(".ngc") || head.isNamed(".l6v") || head.isNamed(".tsf"),
              "a HORIBA LabSpec file",
              "in LabSpec: File > Save As, type \"Text (*.txt)\""),
          new KnownFormat(
              KnownFormat::isOneColumn,
              "one column of numbers (an axis, or intensities without one)",
              "a table with the axis beside the intensities; an axis alone goes with --axis"),
          new KnownFormat(
              KnownFormat::isUnmarkedUtf16,
              "text in UTF-16 or UTF-32 without the mark that says so",
              "the same text in UTF-8 (in an editor: Save As, encoding UTF-8)"),
          new KnownFormat(
              KnownFormat::isTextBeforeZeros,
              "text that ends in zero bytes (it was not written to its end, or not copied whole)",
              "the whole file: copy it again, or save it in an editor without its end"),
          new KnownFormat(
              head -> head.has(0, "version https://git-lfs.github.com/spec/"),
              "a pointer of Git LFS instead of the file",
              "the file itself: git lfs pull",
              false),
          new KnownFormat(
              head -> head.isText() && head.has(0, "##"),
              "text with lines that begin with ## and is neither JCAMP-DX nor whole as RRUFF has it",
              "the table alone: delete the lines that begin with ##"),
          new KnownFormat(
              head -> head.isJson() && !isNote(head),
              "a JSON file",
              "the spectra as CSV, in pandas: pandas.read_json(\"a.json\").to_csv(\"a.csv\","
                  + " index=False)"),
          new KnownFormat(
              head -> head.has(0, "%PDF"),
              "a PDF document",
              "the file that the instrument wrote",
              false),
          new KnownFormat(
              head ->
                  head.has(0, 0x1F, 0x8B)
                      || head.has(0, "PK\u0003\u0004")
                      || head.has(0, 0xFD, '7', 'z', 'X', 'Z')
                      || head.has(0, "BZh")
                      || head.has(0, '(', 0xB5, '/', 0xFD)
                      || head.has(0, "7z\u00BC\u00AF"),
              "a compressed file",
              "one that was unpacked first"));

  /**
   * Texts in columns that are no tables of spectra. What neaSPEC's programs write is described by
   * the readers of pySNOM and of Quasar: interferograms have a column {@code Run}, spectra have
   * none and a column {@code Wavenumber} instead.
   */
  private static final List<KnownFormat> LIKE_TABLES =
      List.of(
          new KnownFormat(
              KnownFormat::areNeaspecInterferograms,
              "a neaSPEC file of interferograms (mirror positions, amplitudes and phases of every"
                  + " run)",
              "in neaPLOT or neaSCAN: the Fourier transform, exported as text with the columns Row,"
                  + " Column, Omega, Wavenumber, O2A, O2P …; that is read with, for instance,"
                  + " --channel O2A"));

  private static final Pattern NEASPEC_RUNS =
      Pattern.compile("Row\\tColumn\\tRun\\t(?:Channel|Depth|Index|Omega)(?:\\t.*)?");

  /** How files of spectra as text are called, whatever is in them. */
  private static final List<String> TABLES =
      List.of(
          ".csv", ".tsv", ".tab", ".dat", ".asc", ".dx", ".jdx", ".jcm", ".hdr", ".dpt", ".xy",
          ".prn");

  private static final Pattern BETWEEN_FIELDS = Pattern.compile("[;,\\s\"]+");

  /** A line of fewer numbers, as a date, stands in notes. */
  private static final int FEWEST_POINTS = 4;

  private KnownFormat(Predicate<FileHead> mark, String what, String export) {
    this(mark, what, export, true);
  }

  /**
   * Whether a file that no reader is sure of is a note rather than a faulty table of spectra: text
   * under a name of no tables, looked at as a whole, that has not even two lines of numbers, and no
   * line that could be a spectrum by itself under a line of names.
   */
  static boolean isNote(FileHead head) {
    return head.isText()
        && head.isWhole()
        && TABLES.stream().noneMatch(head::isNamed)
        && head.text().lines().noneMatch(KnownFormat::mayBeSpectrum)
        && head.text().lines().filter(KnownFormat::hasValues).limit(2).count() < 2;
  }

  /** Whether every second byte, or three of four, is zero, and the others are text. */
  private static boolean isUnmarkedUtf16(FileHead head) {
    byte[] bytes = head.bytes();
    int zeros = 0;
    int length = Math.min(bytes.length, 64) & ~3;
    for (int i = 0; i < length; i++) {
      zeros += bytes[i] == 0 ? 1 : 0;
      if (bytes[i] > 0 && bytes[i] < ' ' && !Character.isWhitespace(bytes[i])) {
        return false;
      }
    }
    return length > 8 && 5 * zeros >= 2 * length && 5 * zeros <= 4 * length;
  }

  private static boolean areNeaspecInterferograms(FileHead head) {
    return head.isText()
        && head.text()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .findFirst()
            .filter(line -> NEASPEC_RUNS.matcher(line).matches())
            .isPresent();
  }

  private static boolean isTextBeforeZeros(FileHead head) {
    int end = head.bytes().length;
    while (end > 0 && head.bytes()[end - 1] == 0) {
      end--;
    }
    return end > 0
        && end < head.bytes().length
        && head.bytes().length == head.size() // what comes behind the head may be anything
        && new FileHead(head.file(), Arrays.copyOf(head.bytes(), end), head.size()).isText();
  }

  private static boolean isOneColumn(FileHead head) {
    List<String> lines =
        head.isText()
            ? head.text().lines().map(String::strip).filter(line -> !line.isEmpty()).toList()
            : List.of();
    return lines.size() > 1
        && lines.subList(0, lines.size() - 1).stream().allMatch(NumberStyle::isNumeric);
  }

  private static List<String> fields(String line) {
    return Stream.of(BETWEEN_FIELDS.split(line.strip())).filter(field -> !field.isEmpty()).toList();
  }

  private static boolean mayBeSpectrum(String line) {
    List<String> fields = fields(line);
    long numbers = fields.stream().filter(NumberStyle::isNumeric).count();
    return numbers >= FEWEST_POINTS && 2 * numbers > fields.size();
  }

  private static boolean hasValues(String line) {
    List<String> fields = fields(line);
    long numbers = fields.stream().filter(NumberStyle::isNumeric).count();
    return numbers > 1 || (numbers > 0 && fields.size() < 3);
  }

  /** What a file is, where it is known. */
  static Optional<KnownFormat> of(FileHead head) {
    return ALL.stream().filter(known -> known.mark().test(head)).findFirst();
  }

  /** What a text in columns is, where it is known to be no table of spectra. */
  static Optional<KnownFormat> ofTable(FileHead head) {
    return LIKE_TABLES.stream().filter(known -> known.mark().test(head)).findFirst();
  }

  /** Why the file is not read. */
  SpectrumFileException refusal(FileHead head) {
    String found = what + ", which is not read";
    return maybeSpectra
        ? SpectrumFileException.ofFile(head.file(), found, export)
        : SpectrumFileException.noMeasurement(head.file(), found, export);
  }
}
