package org.spectrastreams.formats.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Await;
import org.spectrastreams.formats.GoldenValues;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;

class ExcelReaderIT {
  @TempDir Path folder;

  @Test
  void shouldReadAWorkbookAsOpenpyxlWroteIt() throws Exception {
    Path file = GoldenValues.file("excel/openpyxl.xlsx");
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.understood().line())
          .contains("sheet \"Raman\"", "passed over", "\"About\"", "column D");
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
    }
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file), 7);
    assertThat(read.axis()).containsExactly(600.125, 601.25, 602.5);
    assertThat(read.spectra().get(0)).containsExactly(0.1f, 1e-12f, 12345.678f);
    assertThat(read.labels()).containsExactly("healthy, young", "ill \"x\"", "healthy, young");
  }

  @Test
  void shouldRefuseSeveralSheetsOfNumbersNamingTheOption() throws Exception {
    Path file =
        new WorkbookFixture()
            .sheet("One", ExcelSamples.COLUMNS)
            .sheet("Two", ExcelSamples.MAP)
            .sheet("Old.", ExcelSamples.COLUMNS)
            .write(folder.resolve("a.xlsx"));
    refused(file, OpenOptions.NONE, "2 sheets", "\"One\", \"Two\"", "--sheet");
    refused(file, OpenOptions.NONE.withChoice(ReadChoice.SHEET, "Three"), "\"One\", \"Two\"");
    for (String asked : new String[] {"two", "2"}) {
      OpenOptions options = OpenOptions.NONE.withChoice(ReadChoice.SHEET, asked);
      assertThat(ReadSpectra.of(SpectrumFiles.open(file, options), 7).labels())
          .containsExactly("matrix", "cell");
    }
    OpenOptions hidden = OpenOptions.NONE.withChoice(ReadChoice.SHEET, "Old.");
    assertThat(ReadSpectra.of(SpectrumFiles.open(file, hidden), 7).axis()).hasSize(2);
  }

  @Test
  void shouldNameTheSheetAndTheRowOfAFault() throws Exception {
    Path file =
        new WorkbookFixture()
            .sheet("S", "x | y | 1000 | 1001 | 1002\n\n0 | 0 | 1 | 2 | 3\n1 | 0 | 1 | bad | 3\n")
            .write(folder.resolve("a.xlsx"));
    assertThatThrownBy(() -> ReadSpectra.of(SpectrumFiles.open(file), 7))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(file + ", sheet \"S\", line 4")
        .hasMessageContaining("\"bad\"");
  }

  @Test
  void shouldRefuseAFormulaThatWasNeverComputedAndTextsThatAreNotThere() throws Exception {
    String row = "<row><c r=\"A1\"><v>1000</v></c><c r=\"B1\"%s</c></row><row><c><v>1001</v></c>";
    String rest = "<c><v>2</v></c></row>";
    Path formula = written(String.format(row, "><f>A1*2</f>") + rest);
    refused(formula, OpenOptions.NONE, "formula in cell B1", "open the workbook in Excel");
    Path text = written(String.format(row, " t=\"s\"><v>7</v>") + rest);
    refused(text, OpenOptions.NONE, "text number 7", "0 texts");
    Path computed = written(String.format(row, "><f>A1*2</f><v>3</v>") + rest);
    assertThat(ReadSpectra.of(SpectrumFiles.open(computed), 7).spectra().get(0))
        .containsExactly(3, 2);
  }

  @Test
  void shouldNeverExpandMoreThanItsLimitsOrFollowADocumentType() throws Exception {
    String bomb = "<!-- " + " ".repeat(8 << 20) + " -->";
    refused(written(bomb), OpenOptions.NONE, "out of", "400 times");
    Path typed =
        new WorkbookFixture()
            .sheet("S", ExcelSamples.COLUMNS)
            .part(
                "xl/sharedStrings.xml",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><sst><si><t>&b;</t></si>"
                    + "</sst>")
            .write(folder.resolve("typed.xlsx"));
    refused(typed, OpenOptions.NONE, "damaged XML in the part xl/sharedStrings.xml");
  }

  @Test
  void shouldNameWorkbooksOfOtherKinds() throws Exception {
    byte[] ole = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A};
    byte[] whole = Arrays.copyOf(ole, 600);
    whole[7] = (byte) 0xE1;
    Path old = Files.write(folder.resolve("old.xls"), whole);
    refused(old, OpenOptions.NONE, "old or encrypted Excel workbook", "Save As");
  }

  @Test
  void shouldLeaveNoTemporaryTableBehind() throws Exception {
    Set<Path> before = temporary();
    Path file =
        new WorkbookFixture().sheet("S", ExcelSamples.COLUMNS).write(folder.resolve("a.xlsx"));
    ReadSpectra.of(SpectrumFiles.open(file), 7);
    refused(written("<row><c><v>1</v></c><c><v>2</v></c></row>"), OpenOptions.NONE, "no sheet");
    Set<Path> left = temporary();
    left.removeAll(before);
    // Tests beside this one make tables in the same folder; theirs are gone in a moment, too.
    Await.until("tables are gone: " + left, () -> left.stream().noneMatch(Files::exists));
  }

  private static Set<Path> temporary() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().matches("sheet[0-9]+\\.tsv"))
          .collect(Collectors.toSet());
    }
  }

  private Path written(String rows) throws IOException {
    return new WorkbookFixture().rows("S", rows).write(folder.resolve("w.xlsx"));
  }

  private static void refused(Path file, OpenOptions options, String... words) {
    assertThatThrownBy(() -> SpectrumFiles.open(file, options).close())
        .isInstanceOf(SpectrumFileException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }
}
