package org.spectrastreams.formats.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;

/** Tables as people's programs write them, a kind at a time. */
class TableKindsIT {
  @TempDir Path folder;
  private WrittenTable written;

  @BeforeEach
  void choose() {
    written = new WrittenTable(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "x,y",
    "pos_x,pos_y",
    "map x,map y",
    "mC#map_x,mC#map_y",
    "column,row",
    "Xpos,Ypos",
    "Stage X (um),Stage Y (um)",
    "X Position,Y Position",
    "pos.x,pos.y",
    "x_coord,y_coord",
    "X [mm],Y [mm]",
    "x_px,y_px",
    "col_idx,row_idx",
    "ix,iy",
    "lon,lat",
    "GPS_LONG,GPS_LAT",
    "x,z",
    "Y (um),Z (um)"
  })
  void shouldFindPlacesUnderManyNames(String x, String y) throws Exception {
    String table =
        x
            + ","
            + y
            + ","
            + WrittenTable.fields(",", String::valueOf)
            + "\n"
            + WrittenTable.spectra(12, i -> 2.5 * (i % 4) + "," + 2.5 * Math.floorDiv(i, 4) + ",");
    try (FileSource source = written.open(table)) {
      assertThat(source.geometry().width()).isEqualTo(4);
      assertThat(source.geometry().height()).isEqualTo(3);
    }
    try (FileSource source =
        written.open(table, OpenOptions.NONE.withChoice(ReadChoice.PLACES, "none"))) {
      assertThat(source.geometry().height()).isEqualTo(1);
    }
  }

  @Test
  void shouldTakeTheColumnsOfPlacesThatAreNamed() throws Exception {
    String table =
        "a,b,"
            + WrittenTable.fields(",", String::valueOf)
            + "\n"
            + WrittenTable.spectra(6, i -> i % 3 + "," + i / 3 + ",");
    try (FileSource source =
        written.open(table, OpenOptions.NONE.withChoice(ReadChoice.PLACES, "a,b"))) {
      assertThat(source.geometry().width()).isEqualTo(3);
      assertThat(source.geometry().height()).isEqualTo(2);
    }
    try (FileSource source = written.open(table)) {
      assertThat(source.understood().line()).contains("passed over: column \"a\", column \"b\"");
    }
    assertThatThrownBy(
            () -> written.open(table, OpenOptions.NONE.withChoice(ReadChoice.PLACES, "q,r")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--places q,r");
  }

  @Test
  void shouldReadLongTablesWithTheirPlaces() throws Exception {
    String map =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    WrittenTable.points(
                        w -> 10 + i % 3 + "\t" + -5 * (i / 3) + "\t" + (2160 - w) + "\t" + i))
            .collect(Collectors.joining());
    for (String header :
        new String[] {"", "#X\t\t#Y\t\t#Wave\t\t#Intensity\n", "x\ty\twavenumber\ti\n"}) {
      written.assertRead(header + map, 6);
      try (FileSource source = written.open(header + map)) {
        assertThat(source.geometry().width()).isEqualTo(3);
        assertThat(source.geometry().height()).isEqualTo(2);
        assertThat(source.understood().places().orElseThrow().originX()).isEqualTo(10);
      }
    }
    written.assertRefused(
        "x,y,wavenumber,i\n" + WrittenTable.points(w -> "0,0," + w + ",1\n1,0," + w + ",2"),
        "sort the table");
    written.assertRefused(
        "x,y,wavenumber,i\n"
            + WrittenTable.points(w -> "0,0," + w + ",1")
            + WrittenTable.points(w -> "1,0," + (w + 1) + ",1"),
        "as in the first spectrum");
  }

  @Test
  void shouldTellDecimalCommasFromSeparators() throws Exception {
    for (String form : new String[] {"%d,0 0,5", "%d,0\t0,5", "%d,0;0,5", "\"%d,0\",\"0,5\""}) {
      written.assertRead(WrittenTable.points(w -> form.formatted(w)), 1);
    }
    written.assertRead(
        WrittenTable.points(w -> w / 1000 + "." + String.format("%03d", w % 1000) + ",0;0,5"), 1);
    written.assertRead(
        WrittenTable.points(
            w -> "\"" + w / 1000 + "," + String.format("%03d", w % 1000) + ".0\",0.5"),
        1);
    written.assertRefused(
        WrittenTable.points(w -> w + ",25,0,01" + w),
        "commas between the fields and for the decimals");
    String whole =
        WrittenTable.points(
            w -> w / 1000 + "." + String.format("%03d", w % 1000) + ";" + (500 + w % 7));
    written.assertRefused(whole, "--decimal");
    try (FileSource source =
        written.open(whole, OpenOptions.NONE.withChoice(ReadChoice.DECIMAL, "comma"))) {
      assertThat(source.axis().max()).isEqualTo(1160);
    }
    written.assertRefused("1000.5;0,5\n1008.5;0,6\n", "--decimal");
  }

  @Test
  void shouldReadTheQuantityFromACommentedHeaderWithBlanksInIt() throws Exception {
    try (FileSource source =
        written.open(
            "# Wavenumber (cm-1) Transmittance (%)\n"
                + WrittenTable.points(w -> w + " " + w / 20))) {
      assertThat(source.quantity()).isEqualTo(Quantity.PERCENT_TRANSMITTANCE);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Absorbance                    | absorbance",
        "Abs                           | absorbance",
        "-log10(T)                     | absorbance",
        "log(1/T)                      | absorbance",
        "−log10(Transmittance)         | absorbance",
        "Absorbance (2nd derivative)   | unspecified",
        "d(Absorbance)/dv              | unspecified",
        "first derivative              | unspecified",
        "-ln(T)                        | unspecified",
        "log(1/R)                      | unspecified",
        "Kubelka-Munk                  | unspecified",
        "Reflectance (%)               | unspecified",
        "1 - Transmittance             | unspecified",
        "Absorbance difference         | unspecified",
        "biological sample             | unspecified",
        "Intensity                     | unspecified"
      })
  void shouldTellPlainQuantitiesFromWhatIsMadeOfThem(String title, String quantity)
      throws Exception {
    try (FileSource source =
        written.open("Wavenumber," + title + "\n" + WrittenTable.points(w -> w + ",0.1"))) {
      assertThat(source.quantity().id()).isEqualTo(quantity);
    }
  }

  @Test
  void shouldReadPairsOfOneAxisAndEndWhereAPairEnds() throws Exception {
    written.assertRead("a_x,a_y,b_x,b_y\n" + WrittenTable.points(w -> w + ",1," + w + ",2"), 2);
    written.assertRefused(
        "A(X),A(Y),B(X),B(Y)\n" + WrittenTable.points(w -> w + ",1," + (w + 1.5) + ",2"),
        "--channel");
    String ragged =
        "s1 wn,s1 abs,s2 wn,s2 abs\n"
            + WrittenTable.points(w -> w + ",1," + (w > 1100 ? "," : w + 1.5 + ",2"));
    try (FileSource source =
        written.open(ragged, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "s2"))) {
      assertThat(source.axis().min()).isEqualTo(1001.5);
      assertThat(source.axis().size()).isEqualTo(13);
    }
  }

  @Test
  void shouldRefuseColumnsOfSeveralQuantities() throws Exception {
    String table =
        "Wavenumber,Absorbance,Transmittance\n" + WrittenTable.points(w -> w + ",0.1,0.8");
    written.assertRefused(table, "--channel");
    try (FileSource source =
        written.open(table, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "transmittance"))) {
      assertThat(source.quantity()).isEqualTo(Quantity.TRANSMITTANCE);
    }
    written.assertRefused(
        "Wavenumber,Mean,Std,Other\n" + WrittenTable.points(w -> w + ",1,2,3"), "--channel");
  }

  @Test
  void shouldTakeAHashForACommentOnlyWhereOneCanBe() throws Exception {
    try (FileSource source = written.open("x,y,1000,1008\n0,0,1,2\n# halfway\n1,0,3,4\n# end\n")) {
      assertThat(source.understood().spectra()).isEqualTo(2);
      assertThat(source.understood().line()).contains("2 comments between the lines");
    }
    try (FileSource source = written.open("1000,1008,label\n#N/A,0.2,a\n0.1,0.2,b\n")) {
      assertThat(source.understood().spectra()).isEqualTo(2);
      assertThat(source.next(2).intensities()[0]).isNaN();
    }
    assertThatThrownBy(
            () -> {
              try (FileSource source = written.open("1000,1008,label\n#VALUE!,0.2,a\n")) {
                source.next(2);
              }
            })
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("\"#VALUE!\" in column 1");
  }

  @Test
  void shouldPassOverTheBlankColumnThatASeparatorAtTheEndOfEachLineMakes() throws Exception {
    for (String header : new String[] {"wavenumber,absorbance,\n", ""}) {
      try (FileSource source = written.open(header + WrittenTable.points(wn -> wn + ",0.5,"))) {
        assertThat(source.geometry().pixels()).isEqualTo(1);
        assertThat(source.understood().passedOver()).containsExactly("column 3");
        assertThat(source.next(4).intensities()).hasSize(WrittenTable.POINTS).containsOnly(0.5f);
      }
    }
    String pairs = WrittenTable.points(wn -> wn + ",0.5," + wn + ",0.25,");
    try (FileSource source = written.open(pairs)) {
      assertThat(source.geometry().pixels()).isEqualTo(2);
      assertThat(source.understood().passedOver()).containsExactly("column 5");
    }
  }

  @Test
  void shouldSplitAtCommasThoughNamesHaveBlanksInThem() throws Exception {
    String row = "Smith 2018,A1,PE," + WrittenTable.fields(",", wn -> "0." + wn) + "\n";
    String header = "study,sample,type," + WrittenTable.fields(",", String::valueOf) + "\n";
    try (FileSource source = written.open(header + row + row)) {
      assertThat(source.geometry().pixels()).isEqualTo(2);
      assertThat(source.axis().size()).isEqualTo(WrittenTable.POINTS);
      assertThat(source.next(1).intensities()[0]).isEqualTo(0.1f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"#Z", "#Time"})
  void shouldReadADepthOrTimeSeriesOfWireAsAListOfItsSteps(String along) throws Exception {
    StringBuilder text = new StringBuilder(along + "\t\t#Wave\t\t#Intensity\n");
    for (double step : new double[] {0, 1.5, 3}) {
      for (int wn = 1160; wn >= 1000; wn -= 8) {
        text.append(step).append('\t').append(wn).append('\t').append(step + wn).append('\n');
      }
    }
    try (FileSource source = written.open(text.toString())) {
      assertThat(source.geometry().pixels()).isEqualTo(3);
      assertThat(source.geometry().height()).isEqualTo(1);
      assertThat(source.understood().passedOver())
          .containsExactly("column \"" + along.substring(1) + "\"");
      assertThat(source.next(3).intensities()).startsWith(1000f).endsWith(1163f).hasSize(63);
    }
  }

  /** Spreadsheets write a blank line as separators alone, and programs remarks below the points. */
  @Test
  void shouldPassOverSeparatorsAloneAndTextBehindTheTable() throws Exception {
    String points = "Wavenumber (cm-1),Absorbance\n" + WrittenTable.points(w -> w + ",0.5");
    written.assertRead(points + ",\n,\n", 1);
    written.assertRead(
        "name,"
            + WrittenTable.fields(",", String::valueOf)
            + "\n"
            + WrittenTable.spectra(3, i -> "s" + i + ",")
            + ",".repeat(WrittenTable.POINTS)
            + "\n",
        3);
    String remarks = "\nsample 1\nCollection Time: 1/2/2020 3:04:05 PM\nInstrument,  Cary 5000\n";
    written.assertRead(points + remarks, 1);
    try (FileSource source = written.open(points + remarks)) {
      assertThat(source.understood().notes())
          .anyMatch(note -> note.contains("text behind the table is passed over, from line 24"));
    }
  }

  @Test
  void shouldRefuseATableBehindATable() {
    String points = "Wavenumber (cm-1),Absorbance\n" + WrittenTable.points(w -> w + ",0.5");
    written.assertRefused(points + "\nsecond\n" + points, "one table a file");
    written.assertRefused(points + "\n1168,x\n", "found \"x\" in column 2");
    written.assertRefused(points + "\n1168\n", "1 fields");
  }

  /** Separators alone between the lines are a place of the list of which nothing is known. */
  @Test
  void shouldKeepThePlaceOfAnEmptyLineBetweenTheSpectra() throws Exception {
    String titles = "name," + WrittenTable.fields(",", String::valueOf) + "\n";
    String empty = ",".repeat(WrittenTable.POINTS) + "\n";
    String one = WrittenTable.spectra(1, i -> "s" + i + ",");
    written.assertRead(titles + one + empty + empty + one + empty, 4);
    try (FileSource source = written.open(titles + one + empty + one)) {
      SpectrumBlock read = source.next(3);
      assertThat(read.count()).isEqualTo(3);
      assertThat(read.intensities()[WrittenTable.POINTS]).isNaN();
      assertThat(read.intensities()[2 * WrittenTable.POINTS]).isEqualTo(read.intensities()[0]);
    }
  }

  /** Orange writes types and roles below its titles; a spectrum without values is neither. */
  @Test
  void shouldNotTakeSpectraForTypesAndRoles() throws Exception {
    String titles = "name," + WrittenTable.fields(",", String::valueOf) + "\n";
    String spectra = WrittenTable.spectra(3, i -> "s" + i + ",");
    written.assertRead(titles + "bad" + ",".repeat(WrittenTable.POINTS) + "\n" + spectra, 4);
    written.assertRefused(titles + "," + WrittenTable.fields(",", w -> "T") + "\n" + spectra, "T");
    written.assertRead(
        titles
            + "string,"
            + WrittenTable.fields(",", w -> "c")
            + "\nmeta"
            + ",".repeat(21)
            + "\n"
            + spectra,
        3);
  }

  @Test
  void shouldTakeRemarksWithEmptyLinesAndDashesForRemarks() throws Exception {
    String points = "Wavenumber (cm-1),Absorbance\n" + WrittenTable.points(w -> w + ",0.5");
    written.assertRead(points + ",\nSample1,\nMode,Abs\n,\nMethod,\n-\n---\n", 1);
  }

  @Test
  void shouldReadALineOfUnitsThatStandsBelowPlacesOrDepths() throws Exception {
    String titles = WrittenTable.fields(",", String::valueOf) + "\n";
    String units = "," + WrittenTable.fields(",", w -> "counts") + "\n";
    written.assertRead(
        "x,y," + titles + "um,um" + units + WrittenTable.spectra(3, i -> i + ",0,"), 3);
    written.assertRead("depth," + titles + "µm" + units + WrittenTable.spectra(3, i -> i + ","), 3);
  }
}
