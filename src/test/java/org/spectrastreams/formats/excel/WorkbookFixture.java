package org.spectrastreams.formats.excel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes workbooks of the least parts that Excel asks for; sheets are given as tables of text. */
final class WorkbookFixture {
  private final Map<String, String> sheets = new LinkedHashMap<>();
  private final Map<String, String> more = new LinkedHashMap<>();

  /** A sheet whose rows are lines and whose cells stand between bars; words are inline texts. */
  WorkbookFixture sheet(String name, String table) {
    StringBuilder rows = new StringBuilder();
    int number = 0;
    for (String line : table.split("\n")) {
      number++;
      rows.append("<row r=\"").append(number).append("\">");
      String[] cells = line.split("\\|");
      for (int i = 0; i < cells.length; i++) {
        rows.append(cell(SheetSurvey.letters(i) + number, cells[i].strip()));
      }
      rows.append("</row>");
    }
    return rows(name, rows.toString());
  }

  private static String cell(String reference, String value) {
    if (value.isEmpty()) {
      return "";
    }
    return value.matches("-?[0-9.]+(E-?[0-9]+)?")
        ? "<c r=\"" + reference + "\"><v>" + value + "</v></c>"
        : "<c r=\"" + reference + "\" t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
  }

  /** A sheet of rows in XML. */
  WorkbookFixture rows(String name, String rows) {
    sheets.put(
        name,
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
            + rows
            + "</sheetData></worksheet>");
    return this;
  }

  /** A further part of the package. */
  WorkbookFixture part(String name, String content) {
    more.put(name, content);
    return this;
  }

  /** Writes the workbook; a sheet whose name ends with a dot is hidden. */
  Path write(Path file) throws IOException {
    StringBuilder list = new StringBuilder();
    StringBuilder relations = new StringBuilder();
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      int number = 0;
      for (Map.Entry<String, String> sheet : sheets.entrySet()) {
        number++;
        put(zip, "xl/worksheets/sheet" + number + ".xml", sheet.getValue());
        String state = sheet.getKey().endsWith(".") ? "\" state=\"hidden" : "";
        list.append("<sheet name=\"").append(sheet.getKey()).append("\" sheetId=\"").append(number);
        list.append(state).append("\" r:id=\"rId").append(number).append("\"/>");
        relations.append("<Relationship Id=\"rId").append(number);
        relations.append("\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/");
        relations.append("relationships/worksheet\" Target=\"worksheets/sheet");
        relations.append(number).append(".xml\"/>");
      }
      put(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
              + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
              + "<sheets>"
              + list
              + "</sheets></workbook>");
      put(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
              + relations
              + "</Relationships>");
      for (Map.Entry<String, String> part : more.entrySet()) {
        put(zip, part.getKey(), part.getValue());
      }
    }
    return file;
  }

  private static void put(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
