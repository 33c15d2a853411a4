package org.spectrastreams.formats.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumSource;

class TableReaderIT {
  @TempDir Path folder;

  private SpectrumSource open(String text) throws IOException {
    return open(text, OpenOptions.NONE);
  }

  private SpectrumSource open(String text, OpenOptions options) throws IOException {
    return SpectrumFiles.open(Files.writeString(folder.resolve("table.csv"), text), options);
  }

  @Test
  void shouldReadPlacesLabelsAndStatementsAboutTheTable() throws Exception {
    String table =
        """
        # quantity: absorbance
        # simulated: true
        # geometry: 4 x 3
        # pixel-size-um: 2.5
        # any other comment
        x,y,1000.5,1002,label
        1,0,0.1,0.2,"a, b"
        3,2,NaN,1e-3,NA
        """;
    try (SpectrumSource source = open(table)) {
      assertThat(source.geometry()).isEqualTo(new ImageGeometry(4, 3, 2.5));
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
      assertThat(source.simulated()).isTrue();
    }
    ReadSpectra read = ReadSpectra.of(open(table), 10);
    assertThat(read.axis()).containsExactly(1000.5, 1002);
    assertThat(read.places()).containsExactly(new int[] {1, 0}, new int[] {3, 2});
    assertThat(read.spectra())
        .containsExactly(new float[] {0.1f, 0.2f}, new float[] {Float.NaN, 1e-3f});
    assertThat(read.labels()).containsExactly("a, b", "");
    assertThat(read.blocks()).as("a block lies in one image line").isEqualTo(2);
  }

  @Test
  void shouldSortColumnsThatAreNotInOrderAndPassOverOtherColumns() throws Exception {
    ReadSpectra read =
        ReadSpectra.of(
            open("study,type,1004,1000,env,1002\nJung,PE,4,0,Y,2\nJung,PP,14,10,N,12\n"), 1);
    assertThat(read.axis()).containsExactly(1000, 1002, 1004);
    assertThat(read.spectra()).containsExactly(new float[] {0, 2, 4}, new float[] {10, 12, 14});
    assertThat(read.labels()).containsExactly("PE", "PP");
    assertThat(read.places()).containsExactly(new int[] {0, 0}, new int[] {1, 0});
  }

  @Test
  void shouldTakeTheLabelColumnAskedFor() throws Exception {
    String table = "patient,class,1000,1002\np1,tumour,1,2\np2,normal,3,4\n";
    assertThat(ReadSpectra.of(open(table), 9).labels()).containsExactly("tumour", "normal");
    assertThat(ReadSpectra.of(open(table, OpenOptions.NONE.withLabelColumn("Patient")), 9).labels())
        .containsExactly("p1", "p2");
    assertThatThrownBy(() -> open(table, OpenOptions.NONE.withLabelColumn("grade")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("line 1: found no column \"grade\"")
        .hasMessageContaining("patient, class");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1000,1002,1004,type;1.5,2.5,3.5,a",
        "1000<TAB>1002<TAB>1004<TAB>type;1.5<TAB>2.5<TAB>3.5<TAB>a",
        "1000<SEMI>1002<SEMI>1004<SEMI>type;1,5<SEMI>2,5<SEMI>3,5<SEMI>a",
        "1000 1002   1004 type;1.5 2.5 3.5 a",
        "\"1000\", \"1002\" ,1004,type; 1.5 ,+2.5,35e-1,\"a\"",
        "<BOM>1000,1002,1004,type;1.5,2.5,3.5,a",
      })
  void shouldReadEverySeparator(String template) throws Exception {
    String text =
        template
            .replace(";", "\n")
            .replace("<TAB>", "\t")
            .replace("<SEMI>", ";")
            .replace("<BOM>", "\uFEFF");
    for (String end : new String[] {"\n", "\r\n", "\r", "\n\n"}) {
      ReadSpectra read = ReadSpectra.of(open(text.replace("\n", end) + end), 9);
      assertThat(read.axis()).containsExactly(1000, 1002, 1004);
      assertThat(read.spectra()).containsExactly(new float[] {1.5f, 2.5f, 3.5f});
      assertThat(read.labels()).containsExactly("a");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4000,0.1\n3998,0.2\n3996,0.3\n",
        "wavenumber,intensity\n4000,0.1\n3998,0.2\n3996,0.3\n",
        "Wavenumber (cm-1)\tAbsorbance\n3.996000e+003\t3.0e-001\n3998\t.2\n4000\t0.1\n",
        "# exported\n\n4000;0,1\n3998;0,2\n3996;0,3",
        "4000 0.1\n3998 0.2\n3996 0.3\n",
      })
  void shouldReadASingleSpectrumOfTwoColumns(String text) throws Exception {
    ReadSpectra read = ReadSpectra.of(open(text), 9);
    assertThat(read.axis()).containsExactly(3996, 3998, 4000);
    assertThat(read.spectra()).containsExactly(new float[] {0.3f, 0.2f, 0.1f});
  }

  @Test
  void shouldReadUnitAndQuantityFromColumnTitles() throws Exception {
    try (SpectrumSource source = open("Wavelength (um),Transmittance (%)\n5,90\n8,80\n")) {
      assertThat(source.axis().toArray()).containsExactly(1250, 2000);
      assertThat(source.quantity()).isEqualTo(Quantity.PERCENT_TRANSMITTANCE);
    }
    try (SpectrumSource source =
        open("x,y,5,8\n0,0,1,2\n", OpenOptions.NONE.withUnit(AxisUnit.MICROMETRE))) {
      assertThat(source.axis().toArray()).containsExactly(1250, 2000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wavelength / nm",
        "wavelength_nm",
        "nm",
        "Wavelength [nm]",
        "Wavelength, nm",
        "λ (nm)"
      })
  void shouldFindTheUnitInATitle(String title) throws Exception {
    try (SpectrumSource source = open("\"" + title + "\",I\n5000,90\n8000,80\n")) {
      assertThat(source.axis().toArray()).containsExactly(1250, 2000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Wavenumber / cm-1", "Raman shift/cm-1", "cm^-1", "Wavenumbers", "1/cm"})
  void shouldFindWavenumbersInATitle(String title) throws Exception {
    try (SpectrumSource source = open(title + ",I\n1250,90\n2000,80\n")) {
      assertThat(source.axis().toArray()).containsExactly(1250, 2000);
    }
  }

  @Test
  void shouldNotTakeWavelengthsForWavenumbers() throws Exception {
    String table = "wavelength,intensity\n5,1\n8,2\n";
    assertThatThrownBy(() -> open(table))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("line 1: found \"wavelength\"")
        .hasMessageContaining("--unit");
    try (SpectrumSource source = open(table, OpenOptions.NONE.withUnit(AxisUnit.MICROMETRE))) {
      assertThat(source.axis().toArray()).containsExactly(1250, 2000);
    }
  }

  @Test
  void shouldSayThatAFileIsCompressed() throws Exception {
    Path file = folder.resolve("a.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("x,y,1000\n0,0,1\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("a compressed file");
  }

  @Test
  void shouldLabelColumnsByTheLineThatIsAskedForAndNoOther() throws Exception {
    String table = "Sample:,1,1,3\nWavenumbers,Greece,Spain,Greece\n800,1,2,3\n802,4,5,6\n";

    assertThat(ReadSpectra.of(open(table, OpenOptions.NONE.withLabelColumn("sample")), 9).labels())
        .containsExactly("1", "1", "3");
    assertThatThrownBy(() -> open(table, OpenOptions.NONE.withLabelColumn("patient")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("no line \"patient\" above the spectra")
        .hasMessageContaining("one of Sample:, Wavenumbers");
  }

  @Test
  void shouldReadASpectrumAColumnWithItsClasses() throws Exception {
    ReadSpectra read =
        ReadSpectra.of(
            open("Sample:,1,2,3\nWavenumbers,Greece,Spain,Greece\n800,1,2,3\n802,4,5,6\n"), 2);
    assertThat(read.axis()).containsExactly(800, 802);
    assertThat(read.spectra())
        .containsExactly(new float[] {1, 4}, new float[] {2, 5}, new float[] {3, 6});
    assertThat(read.labels()).containsExactly("Greece", "Spain", "Greece");
    assertThat(ReadSpectra.of(open("4000\t1\t2\n3999\t3\t4\n3998\t5\t6\n"), 9).spectra())
        .containsExactly(new float[] {5, 3, 1}, new float[] {6, 4, 2});
  }

  @Test
  void shouldPassOverTheTypesAndRolesOfAnOrangeTable() throws Exception {
    ReadSpectra read =
        ReadSpectra.of(open("type,1002,1000\nd,c,c\nclass\ncollagen,2,0\nDNA,12,10\n"), 9);
    assertThat(read.labels()).containsExactly("collagen", "DNA");
    assertThat(read.spectra()).containsExactly(new float[] {0, 2}, new float[] {10, 12});
  }

  @Test
  void shouldNumberEvenlySpacedPositions() throws Exception {
    ReadSpectra read =
        ReadSpectra.of(
            open("1000,1002,map_x,map_y\n1,2,-12.5,100\n3,4,12.5,100\n5,6,0.01,125\n"), 9);
    assertThat(read.places()).containsExactly(new int[] {0, 0}, new int[] {2, 0}, new int[] {1, 1});
    assertThatThrownBy(() -> open("x,y,1000\n0,0,1\n1,0,2\n2.4,0,3\n"))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("even grid");
  }

  @Test
  void shouldTakeSpectraOfOnePlaceForAList() throws Exception {
    ReadSpectra read = ReadSpectra.of(open("x,y,1000,1002\n0,0,1,2\n0,0,3,4\n"), 9);
    assertThat(read.places()).containsExactly(new int[] {0, 0}, new int[] {1, 0});
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y,1000,1002;0,0,1,2;1,0,3                    | line 3: found 3 fields; expected 4"
            + " fields",
        "x,y,1000,1002;0,0,1,2;1,0,3,4,5                | line 3: found 5 fields; expected 4"
            + " fields",
        "x,y,1000,1002;0,0,1,two                        | line 2: found \"two\" in column 4",
        "x,y,1000,1002;0,zero,1,2                       | line 2: found \"zero\" in column 2",
        "x,y,1000,1000;0,0,1,2                          | each once",
        "x,y,0x10,-1000;0,0,1,2                         | 0 cm⁻¹ or more",
        "_,1,1;800,1,2                                  | each once",
        "x,y,label;0,0,a                                | named by their wavenumbers",
        "x,y,1000,1002                                  | found the end of the file",
        "2106,2064,1957,1995,2100;585,569,621,538,3     | named by their wavenumbers",
        "# quantity: beauty;x,y,1000;0,0,1              | line 1: found quantity \"beauty\"",
        "# axis-unit: parsec;x,y,1000;0,0,1             | line 1: found axis-unit",
        "# geometry: 2 by 3;x,y,1000;0,0,1              | WIDTH x HEIGHT",
        "# geometry: 2 x 99999;x,y,1000;0,0,1           | sides of the image",
        "# pixel-size-um: 0;x,y,1000;0,0,1              | above 0",
        "# geometry: 2 x 2;x,y,1000;2,0,1               | line 3: found position x = 2.0",
        "x,y,1000;0,0,\"1                               | line 2: found a quote that is never"
            + " closed",
        "wavenumber,a;4000,1;4000,2                     | no axis",
        "wavenumber,a;4000,1;3998                       | line 3: found 1 fields",
        "wavenumber,a;4000,1;end,2                      | line 3: found \"end\" in column 1",
        "# axis: index;x,y,0,1;0,0,1,2                  | --axis",
      })
  void shouldNameTheLineAndColumnOfWhatIsWrong(String lines, String message) {
    assertThatThrownBy(() -> ReadSpectra.of(open(lines.replace(';', '\n')), 9))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("table.csv")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hello\nworld\n", "\u0000\u0001,2\n"})
  void shouldRefuseWhatIsNoTable(String text) throws Exception {
    assertThatThrownBy(() -> open(text))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("expected one of the formats ")
        .hasMessageContaining(", envi, ");
  }

  @Test
  void shouldNameAFormatThatItKnowsAndDoesNotReadWithItsOwnExport() throws Exception {
    Path file = Files.writeString(folder.resolve("map.wip"), "WIT_PR06\u0000\u0001");
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("a WITec project")
        .hasMessageContaining("Export > Table");
  }

  @Test
  void shouldRefuseWhatIsNoFile() {
    assertThatThrownBy(() -> SpectrumFiles.open(folder.resolve("absent.csv")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> SpectrumFiles.open(folder))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("a folder");
  }

  @Test
  void shouldReadLatinText() throws Exception {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "label,1000,1002\nGrün,1,2\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(ReadSpectra.of(SpectrumFiles.open(file), 1).labels()).containsExactly("Grün");
  }

  @Test
  void shouldOpenAUcrTableOnlyWithAnAxis() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("Meat.tsv"), "1\t0.5\t-0.25\t1.5\t0.1\n3\t1\t2\tNaN\t0.2\n");
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("4 points")
        .hasMessageContaining("--axis");
    ReadSpectra read =
        ReadSpectra.of(
            SpectrumFiles.open(file, OpenOptions.NONE.withAxis(new AxisHint.Even(1300, 1000))), 9);
    assertThat(read.axis()).containsExactly(1000, 1100, 1200, 1300);
    assertThat(read.labels()).containsExactly("1", "3");
    assertThat(read.spectra())
        .containsExactly(
            new float[] {0.1f, 1.5f, -0.25f, 0.5f}, new float[] {0.2f, Float.NaN, 2, 1});
    Path axis = Files.writeString(folder.resolve("axis.txt"), "1000, 1001\n1002 1003\n");
    OpenOptions listed = OpenOptions.NONE.withAxis(AxisHint.parse(axis.toString()));
    try (SpectrumSource source = SpectrumFiles.open(file, listed)) {
      assertThat(source.axis().toArray()).containsExactly(1000, 1001, 1002, 1003);
    }
    Files.writeString(axis, "1000, 1001\n1002\n");
    OpenOptions short3 = OpenOptions.NONE.withAxis(AxisHint.parse(axis.toString()));
    assertThatThrownBy(() -> SpectrumFiles.open(file, short3))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("3 values");
  }

  @Test
  void shouldReadAListLongerThanALineOfAnImage() throws Exception {
    StringBuilder rows = new StringBuilder("1000,1001,class\n");
    StringBuilder columns = new StringBuilder("wavenumber");
    StringBuilder first = new StringBuilder("1000");
    StringBuilder second = new StringBuilder("1001");
    for (int i = 0; i < 16_386; i++) {
      rows.append(i).append(",5,a\n");
      columns.append(",s").append(i);
      first.append(',').append(i);
      second.append(",5");
    }
    columns.append('\n').append(first).append('\n').append(second).append('\n');
    for (CharSequence table : new CharSequence[] {rows, columns}) {
      ReadSpectra read = ReadSpectra.of(open(table.toString()), 1000);
      assertThat(read.spectra()).hasSize(16_386);
      assertThat(read.places().get(16_385)).containsExactly(1, 1);
      assertThat(read.spectra().get(16_385)).containsExactly(16_385, 5);
    }
  }
}
