package org.spectrastreams.formats.excel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.zip.Archive;

/** A workbook's list of sheets and its texts. */
final class Workbook implements AutoCloseable {
  private static final String BOOK = "xl/workbook.xml";
  private static final long LONGEST_LIST = 16L << 20;
  private static final long LONGEST_TEXTS = 512L << 20;
  private static final long LONGEST_SHEET = 4L << 30;
  private static final int MOST_SHEETS = 1000;
  private static final int LONGEST_TEXT = 1 << 16;
  private static final long MOST_CHARACTERS = 32L << 20;
  private static final int MOST_TEXTS = 2 << 20;

  /**
   * A sheet of cells.
   *
   * @param name as the user sees it
   * @param part its part of the package
   * @param hidden whether Excel does not show it
   */
  record Sheet(String name, String part, boolean hidden) {}

  private final Path file;
  private final Archive archive;
  private List<String> texts;

  private Workbook(Path file, Archive archive) {
    this.file = file;
    this.archive = archive;
  }

  static Workbook open(Path file) throws IOException {
    return new Workbook(file, Archive.open(file));
  }

  /** The sheets that hold cells, in the workbook's order; charts are passed over. */
  List<Sheet> sheets() throws IOException {
    Map<String, String> targets = new HashMap<>();
    try (SheetXml xml = part("xl/_rels/workbook.xml.rels", LONGEST_LIST)) {
      while (xml.next()) {
        if (xml.starts("Relationship") && xml.attribute("Type").endsWith("/worksheet")) {
          targets.put(xml.attribute("Id"), xml.attribute("Target"));
        }
      }
    }
    List<Sheet> sheets = new ArrayList<>();
    try (SheetXml xml = part(BOOK, LONGEST_LIST)) {
      while (xml.next()) {
        if (xml.starts("sheet")) {
          String target = targets.get(xml.attribute("id"));
          if (target != null) {
            boolean shown = xml.attribute("state").matches("|visible");
            String path = target.startsWith("/") ? target.substring(1) : "xl/" + target;
            sheets.add(new Sheet(xml.attribute("name"), path, !shown));
          }
          if (sheets.size() > MOST_SHEETS) {
            throw xml.fault(() -> "more than " + MOST_SHEETS + " sheets", "fewer");
          }
        }
      }
    }
    return sheets;
  }

  /** A sheet's cells, from the first on. */
  SheetCells cells(Sheet sheet) throws IOException {
    if (texts == null) {
      texts = texts();
    }
    return new SheetCells(part(sheet.part(), LONGEST_SHEET), texts);
  }

  private List<String> texts() throws IOException {
    Optional<InputStream> in = archive.read("xl/sharedStrings.xml", LONGEST_TEXTS);
    List<String> read = new ArrayList<>();
    if (in.isEmpty()) {
      return read;
    }
    long characters = 0;
    try (SheetXml xml = new SheetXml(file, "xl/sharedStrings.xml", in.get())) {
      while (xml.next()) {
        if (xml.starts("si")) {
          read.add(xml.runs("si", LONGEST_TEXT));
          characters += read.get(read.size() - 1).length();
          if (characters > MOST_CHARACTERS || read.size() > MOST_TEXTS) {
            throw xml.fault(
                () -> "more than " + MOST_TEXTS + " texts, or " + MOST_CHARACTERS + " characters",
                "a workbook of numbers: save the sheet as CSV");
          }
        }
      }
    }
    return read;
  }

  private SheetXml part(String name, long longest) throws IOException {
    Optional<InputStream> in = archive.read(name, longest);
    if (in.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file,
          "no part " + name,
          name.equals(BOOK) ? "an Excel workbook (.xlsx)" : "a whole workbook: save it again");
    }
    return new SheetXml(file, name, in.get());
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
