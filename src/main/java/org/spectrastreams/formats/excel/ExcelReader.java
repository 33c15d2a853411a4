package org.spectrastreams.formats.excel;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.formats.table.TableReader;

/**
 * Reads one sheet of an Excel workbook as {@link TableReader} reads a text table: everything that
 * holds for tables holds for it, and what is refused there is refused here with the row's number.
 *
 * <p>Rows above the table that hold one text, or a name and a value, are its comments ({@code
 * quantity | absorbance} states a fact). Columns without any cell are left out, merged cells have
 * their value in the first. Values are read as they are stored, in full, whatever their format
 * shows; a formula has the value that Excel computed last. Where several sheets hold numbers,
 * {@code --sheet} says which.
 *
 * <p>The cells are written to a temporary text file, row by row, so that any sheet is read in
 * bounded memory; it is deleted when the source is closed.
 */
public final class ExcelReader implements SpectrumReader {
  private static final String ID = "excel";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "an Excel workbook (.xlsx), a sheet of it read as a table";
  }

  @Override
  public String evidence() {
    return "a zip archive with the parts of a workbook (xl/…)";
  }

  @Override
  public Set<ReadChoice> choices() {
    Set<ReadChoice> choices = EnumSet.copyOf(new TableReader().choices());
    choices.add(ReadChoice.SHEET);
    return choices;
  }

  @Override
  public Claim claim(FileHead head) {
    if (!head.has(0, "PK\u0003\u0004")) {
      return Claim.NONE;
    }
    String text = head.text();
    boolean parts = text.contains("xl/w") || text.contains("xl/_rels/w");
    return parts || (head.isNamed(".xlsx") && text.contains("[Content_Types].xml"))
        ? Claim.certain("a zip archive with the parts of a workbook")
        : Claim.NONE;
  }

  @Override
  public FileSource open(Path file, OpenOptions options) throws IOException {
    try (Workbook book = Workbook.open(file)) {
      List<String> passedOver = new ArrayList<>();
      Map<Workbook.Sheet, SheetSurvey> filled = new LinkedHashMap<>();
      for (Workbook.Sheet sheet : candidates(file, book, options)) {
        try (SheetCells cells = book.cells(sheet)) {
          SheetSurvey survey = SheetSurvey.of(cells);
          if (survey.holdsData()) {
            filled.put(sheet, survey);
          } else {
            passedOver.add("the sheet \"" + sheet.name() + "\" without a table of numbers");
          }
        }
      }
      Map.Entry<Workbook.Sheet, SheetSurvey> chosen = one(file, filled);
      book.sheets().stream()
          .filter(sheet -> options.choice(ReadChoice.SHEET).isEmpty() && sheet.hidden())
          .forEach(sheet -> passedOver.add("the hidden sheet \"" + sheet.name() + "\""));
      passedOver.addAll(chosen.getValue().emptyColumns());
      return read(file, book, chosen.getKey(), chosen.getValue(), options, passedOver);
    }
  }

  private static List<Workbook.Sheet> candidates(Path file, Workbook book, OpenOptions options)
      throws IOException {
    List<Workbook.Sheet> all = book.sheets();
    Optional<String> asked = options.choice(ReadChoice.SHEET);
    if (asked.isEmpty()) {
      return all.stream().filter(sheet -> !sheet.hidden()).toList();
    }
    for (Workbook.Sheet sheet : all) {
      if (sheet.name().equalsIgnoreCase(asked.get().strip())) {
        return List.of(sheet);
      }
    }
    if (asked.get().matches("[1-9][0-9]{0,3}") && Integer.parseInt(asked.get()) <= all.size()) {
      return List.of(all.get(Integer.parseInt(asked.get()) - 1));
    }
    throw SpectrumFileException.ofFile(
        file, "--sheet " + asked.get(), "one of the sheets " + names(all));
  }

  private static Map.Entry<Workbook.Sheet, SheetSurvey> one(
      Path file, Map<Workbook.Sheet, SheetSurvey> filled) throws SpectrumFileException {
    if (filled.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file,
          "no sheet with a table of numbers",
          "spectra in the cells of a sheet, as numbers and not as text");
    }
    if (filled.size() > 1) {
      throw SpectrumFileException.ofFile(
          file,
          "numbers on " + filled.size() + " sheets: " + names(List.copyOf(filled.keySet())),
          "one: say which with --sheet NAME");
    }
    return filled.entrySet().iterator().next();
  }

  private static String names(List<Workbook.Sheet> sheets) {
    return sheets.stream()
        .limit(20)
        .map(sheet -> "\"" + sheet.name() + "\"")
        .collect(Collectors.joining(", "));
  }

  private static FileSource read(
      Path file,
      Workbook book,
      Workbook.Sheet sheet,
      SheetSurvey survey,
      OpenOptions options,
      List<String> passedOver)
      throws IOException {
    Path table = Files.createTempFile("sheet", ".tsv");
    FileSource source = null;
    try {
      write(book, sheet, survey, table);
      source = new TableReader().open(table, options);
      Understood read = source.understood();
      return new SheetSource(
          file,
          sheet.name(),
          table,
          source,
          read.as(ID, "sheet \"" + sheet.name() + "\", " + read.what()).passingOver(passedOver));
    } catch (SpectrumFileException e) {
      discard(source, table);
      throw e.file().equals(table) ? e.within(file, "sheet \"" + sheet.name() + "\"") : e;
    } catch (IOException | RuntimeException e) {
      discard(source, table);
      throw e;
    }
  }

  private static void discard(FileSource source, Path table) throws IOException {
    if (source != null) {
      source.close();
    }
    Files.deleteIfExists(table);
  }

  /** Writes a sheet so that the number of a line is that of its row. */
  private static void write(Workbook book, Workbook.Sheet sheet, SheetSurvey survey, Path table)
      throws IOException {
    try (SheetCells cells = book.cells(sheet);
        BufferedWriter out = Files.newBufferedWriter(table)) {
      List<String> row;
      int line = 1;
      int notes = 0;
      while ((row = cells.next()) != null) {
        boolean filled = row.stream().anyMatch(cell -> !cell.isEmpty());
        for (; line < cells.row(); line++) {
          out.write('\n');
        }
        if (filled) {
          out.write(notes < survey.notes() ? survey.comment(row) : survey.line(row));
          notes++;
        }
      }
      out.write('\n');
    }
  }
}
