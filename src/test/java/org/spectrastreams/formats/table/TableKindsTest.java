package org.spectrastreams.formats.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;

/** Tables as people's programs write them, a kind at a time. */
class TableKindsTest {
  private static final int POINTS = 21;

  @TempDir Path folder;

  private FileSource open(String text, OpenOptions options) throws IOException {
    return SpectrumFiles.open(Files.writeString(folder.resolve("table.csv"), text), options);
  }

  private FileSource open(String text) throws IOException {
    return open(text, OpenOptions.NONE);
  }

  private void assertRefused(String text, String message) {
    assertThatThrownBy(() -> open(text).close())
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(message);
  }

  /** 21 lines, of the wavenumbers 1000, 1008 … 1160. */
  private static String points(IntFunction<String> line) {
    return IntStream.range(0, POINTS)
        .mapToObj(i -> line.apply(1000 + 8 * i) + "\n")
        .collect(Collectors.joining());
  }

  /** 21 fields. */
  private static String fields(String separator, IntFunction<String> field) {
    return IntStream.range(0, POINTS)
        .mapToObj(i -> field.apply(1000 + 8 * i))
        .collect(Collectors.joining(separator));
  }

  private static String spectra(int count, IntFunction<String> first) {
    return IntStream.range(0, count)
        .mapToObj(i -> first.apply(i) + fields(",", w -> String.valueOf(w % 7 / 10.0)) + "\n")
        .collect(Collectors.joining());
  }

  private void assertRead(String text, int spectra) throws IOException {
    try (FileSource source = open(text)) {
      assertThat(source.understood().spectra()).isEqualTo(spectra);
      assertThat(source.axis().size()).isEqualTo(POINTS);
      assertThat(source.axis().min()).isCloseTo(1000, within(1e-3));
      assertThat(source.axis().max()).isCloseTo(1160, within(1e-3));
    }
  }

  @Test
  void shouldPassOverNumbersOfLines() throws Exception {
    assertRead("index,Wavenumber (cm-1),Absorbance\n" + points(w -> w / 8 + "," + w + ",0.1"), 1);
    assertRead(points(w -> (w - 1000) / 8 + "," + w + ",0.1"), 1);
    assertRead(",0\n" + points(w -> w + ".0,0.1"), 1);
    assertRead("," + fields(",", String::valueOf) + "\n" + spectra(5, i -> i + ","), 5);
    assertRead("0," + fields(",", String::valueOf) + "\n" + spectra(5, i -> i + 1 + ","), 5);
    assertRead("0," + fields(",", w -> "" + (2160 - w)) + "\n" + spectra(5, i -> i + 1 + ","), 5);
  }

  @Test
  void shouldFindAnAxisBelowTitlesThatOnlyCount() throws Exception {
    assertRead("0,1,2,3\n" + points(w -> 2160 - w + ",1,2,3"), 3);
    assertRead("0,1,2,3\n" + points(w -> w + ",1,2,3"), 3);
    assertRead(",0,1,2\n" + points(w -> w + ",1,2,3"), 3);
    assertRead(",s1,s2\n" + points(w -> w + ",1,2"), 2);
  }

  @Test
  void shouldRefuseATableWithTwoAxes() throws Exception {
    String table = ",3,3.5,4.5\n" + points(w -> w + ",1,2,3");
    assertRefused(table, "--layout");
    try (FileSource source =
        open(table, OpenOptions.NONE.withChoice(ReadChoice.LAYOUT, "columns"))) {
      assertThat(source.understood().spectra()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X%d", "wn_%d", "%d cm-1", "abs.%d", "%d cm⁻¹"})
  void shouldReadNumbersInTitlesBehindAPrefixAndBeforeAUnit(String title) throws Exception {
    assertRead(
        "id," + fields(",", w -> title.formatted(w)) + "\n" + spectra(4, i -> "s" + i + ","), 4);
  }

  @Test
  void shouldConvertTheUnitInTitles() throws Exception {
    try (FileSource source =
        open("id," + fields(",", w -> w + " nm") + "\n" + spectra(4, i -> "s" + i + ","))) {
      assertThat(source.axis().max()).isCloseTo(1e4, within(1e-9));
    }
  }

  @Test
  void shouldNotTakeNumberedVariablesForAnAxis() {
    assertRefused(
        "\"\"," + fields(",", w -> "V" + (w - 992) / 8) + "\n" + spectra(4, i -> i + ","),
        "--axis");
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
    "x_px,y_px"
  })
  void shouldFindPlacesUnderManyNames(String x, String y) throws Exception {
    String table =
        x
            + ","
            + y
            + ","
            + fields(",", String::valueOf)
            + "\n"
            + spectra(12, i -> 2.5 * (i % 4) + "," + 2.5 * Math.floorDiv(i, 4) + ",");
    try (FileSource source = open(table)) {
      assertThat(source.geometry().width()).isEqualTo(4);
      assertThat(source.geometry().height()).isEqualTo(3);
    }
    try (FileSource source = open(table, OpenOptions.NONE.withChoice(ReadChoice.PLACES, "none"))) {
      assertThat(source.geometry().height()).isEqualTo(1);
    }
  }

  @Test
  void shouldTakeTheColumnsOfPlacesThatAreNamed() throws Exception {
    String table =
        "a,b," + fields(",", String::valueOf) + "\n" + spectra(6, i -> i % 3 + "," + i / 3 + ",");
    try (FileSource source = open(table, OpenOptions.NONE.withChoice(ReadChoice.PLACES, "a,b"))) {
      assertThat(source.geometry().width()).isEqualTo(3);
      assertThat(source.geometry().height()).isEqualTo(2);
    }
    try (FileSource source = open(table)) {
      assertThat(source.understood().line()).contains("passed over: column \"a\", column \"b\"");
    }
    assertThatThrownBy(() -> open(table, OpenOptions.NONE.withChoice(ReadChoice.PLACES, "q,r")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--places q,r");
  }

  @Test
  void shouldReadLongTablesWithTheirPlaces() throws Exception {
    String map =
        IntStream.range(0, 6)
            .mapToObj(
                i -> points(w -> 10 + i % 3 + "\t" + -5 * (i / 3) + "\t" + (2160 - w) + "\t" + i))
            .collect(Collectors.joining());
    for (String header :
        new String[] {"", "#X\t\t#Y\t\t#Wave\t\t#Intensity\n", "x\ty\twavenumber\ti\n"}) {
      assertRead(header + map, 6);
      try (FileSource source = open(header + map)) {
        assertThat(source.geometry().width()).isEqualTo(3);
        assertThat(source.geometry().height()).isEqualTo(2);
        assertThat(source.understood().places().orElseThrow().originX()).isEqualTo(10);
      }
    }
    assertRefused(
        "x,y,wavenumber,i\n" + points(w -> "0,0," + w + ",1\n1,0," + w + ",2"), "sort the table");
    assertRefused(
        "x,y,wavenumber,i\n"
            + points(w -> "0,0," + w + ",1")
            + points(w -> "1,0," + (w + 1) + ",1"),
        "as in the first spectrum");
  }

  @Test
  void shouldTellDecimalCommasFromSeparators() throws Exception {
    for (String form : new String[] {"%d,0 0,5", "%d,0\t0,5", "%d,0;0,5", "\"%d,0\",\"0,5\""}) {
      assertRead(points(w -> form.formatted(w)), 1);
    }
    assertRead(points(w -> w / 1000 + "." + String.format("%03d", w % 1000) + ",0;0,5"), 1);
    assertRead(
        points(w -> "\"" + w / 1000 + "," + String.format("%03d", w % 1000) + ".0\",0.5"), 1);
    assertRefused(
        points(w -> w + ",25,0,01" + w), "commas between the fields and for the decimals");
    String whole =
        points(w -> w / 1000 + "." + String.format("%03d", w % 1000) + ";" + (500 + w % 7));
    assertRefused(whole, "--decimal");
    try (FileSource source =
        open(whole, OpenOptions.NONE.withChoice(ReadChoice.DECIMAL, "comma"))) {
      assertThat(source.axis().max()).isEqualTo(1160);
    }
    assertRefused("1000.5;0,5\n1008.5;0,6\n", "--decimal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Energy (eV)          | 0.12398419843320025",
        "Energy [meV]         | 123.98419843320025",
        "Frequency (THz)      | 29.9792458",
        "Wavenumber (m⁻¹)     | 100000",
        "Wavelength (Å)       | 100000",
        "Wavelength (μm)      | 10",
        "Wavelength / nm      | 10000",
        "Wavenumber (cm**-1)  | 1000",
        "Wavenumber $cm^{-1}$ | 1000",
        "Raman.shift..cm.1.   | 1000",
        "Wavenumber (1/cm)    | 1000"
      })
  void shouldConvertTheAxisExactly(String title, double value) throws Exception {
    try (FileSource source =
        open("\"" + title + "\",a\n" + value + ",1\n" + value * 1.0001 + ",2\n")) {
      double nearest =
          Math.abs(source.axis().min() - 1000) < 0.01 ? source.axis().min() : source.axis().max();
      assertThat(nearest).isCloseTo(1000, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Frequency (GHz)",
        "Frequency",
        "Energy",
        "Wavelength",
        "Time (s)",
        "2theta",
        "m/z",
        "Wavenumber (furlong)"
      })
  void shouldRefuseAnAxisWhoseUnitItDoesNotKnow(String title) {
    assertRefused(title + ",Absorbance\n" + points(w -> w + ",0.1"), "--unit");
  }

  @Test
  void shouldFindTheUnitInComments() throws Exception {
    for (String comment :
        new String[] {
          "# wavelength (nm),intensity",
          "# wavelength_nm intensity",
          "# axis in nm",
          "# x unit: nm",
          "# axis-unit: nm",
          "# Columns: wavelength (nm), absorbance",
          "% wavelength [nm]"
        }) {
      try (FileSource source = open(comment + "\n" + points(w -> w + " 0.1"))) {
        assertThat(source.axis().max()).as(comment).isCloseTo(1e4, within(1e-9));
      }
    }
    for (String comment : new String[] {"# laser wavelength 785 nm", "# slit 50 um", "# by me"}) {
      assertRead(comment + "\n" + points(w -> w + " 0.1"), 1);
    }
    assertRefused("# wavelength absorbance\n" + points(w -> w + " 0.1"), "--unit");
    assertRefused("# x unit: nm\n# axis-unit: um\n" + points(w -> w + " 0.1"), "one unit");
    assertRefused(points(w -> 1e4 / w + " 0.1"), "without a unit");
  }

  @Test
  void shouldReadTheQuantityFromACommentedHeaderWithBlanksInIt() throws Exception {
    try (FileSource source =
        open("# Wavenumber (cm-1) Transmittance (%)\n" + points(w -> w + " " + w / 20))) {
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
    try (FileSource source = open("Wavenumber," + title + "\n" + points(w -> w + ",0.1"))) {
      assertThat(source.quantity().id()).isEqualTo(quantity);
    }
  }

  @Test
  void shouldReadPairsOfOneAxisAndEndWhereAPairEnds() throws Exception {
    assertRead("a_x,a_y,b_x,b_y\n" + points(w -> w + ",1," + w + ",2"), 2);
    assertRefused("A(X),A(Y),B(X),B(Y)\n" + points(w -> w + ",1," + (w + 1.5) + ",2"), "--channel");
    String ragged =
        "s1 wn,s1 abs,s2 wn,s2 abs\n" + points(w -> w + ",1," + (w > 1100 ? "," : w + 1.5 + ",2"));
    try (FileSource source = open(ragged, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "s2"))) {
      assertThat(source.axis().min()).isEqualTo(1001.5);
      assertThat(source.axis().size()).isEqualTo(13);
    }
  }

  @Test
  void shouldRefuseColumnsOfSeveralQuantities() throws Exception {
    String table = "Wavenumber,Absorbance,Transmittance\n" + points(w -> w + ",0.1,0.8");
    assertRefused(table, "--channel");
    try (FileSource source =
        open(table, OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "transmittance"))) {
      assertThat(source.quantity()).isEqualTo(Quantity.TRANSMITTANCE);
    }
    assertRefused("Wavenumber,Mean,Std,Other\n" + points(w -> w + ",1,2,3"), "--channel");
  }

  @Test
  void shouldReadRamanShiftsBelowZeroWhereTheTableSaysThatTheyAre() throws Exception {
    String rows = "-16,-8,0,8,16,label\n1,2,3,4,5,a\n";
    assertRefused(rows, "Raman shift");
    try (FileSource source = open(rows, OpenOptions.NONE.withQuantity(Quantity.RAMAN_INTENSITY))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
      assertThat(source.axis().min()).isEqualTo(-16);
    } catch (SpectrumFileException e) {
      // An axis up to 16 needs its unit as well.
      assertThat(e).hasMessageContaining("--unit");
    }
    try (FileSource source = open("Raman shift (cm-1),I\n" + points(w -> w - 1080 + ",1"))) {
      assertThat(source.axis().min()).isEqualTo(-80);
    }
  }

  @Test
  void shouldTakeAHashForACommentOnlyWhereOneCanBe() throws Exception {
    try (FileSource source = open("x,y,1000,1008\n0,0,1,2\n# halfway\n1,0,3,4\n# end\n")) {
      assertThat(source.understood().spectra()).isEqualTo(2);
      assertThat(source.understood().line()).contains("2 comments between the lines");
    }
    try (FileSource source = open("1000,1008,label\n#N/A,0.2,a\n0.1,0.2,b\n")) {
      assertThat(source.understood().spectra()).isEqualTo(2);
      assertThat(source.next(2).intensities()[0]).isNaN();
    }
    assertThatThrownBy(
            () -> {
              try (FileSource source = open("1000,1008,label\n#VALUE!,0.2,a\n")) {
                source.next(2);
              }
            })
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("\"#VALUE!\" in column 1");
  }

  @Test
  void shouldPassOverTheBlankColumnThatASeparatorAtTheEndOfEachLineMakes() throws Exception {
    for (String header : new String[] {"wavenumber,absorbance,\n", ""}) {
      try (FileSource source = open(header + points(wn -> wn + ",0.5,"))) {
        assertThat(source.geometry().pixels()).isEqualTo(1);
        assertThat(source.understood().passedOver()).containsExactly("column 3");
        assertThat(source.next(4).intensities()).hasSize(POINTS).containsOnly(0.5f);
      }
    }
    String pairs = points(wn -> wn + ",0.5," + wn + ",0.25,");
    try (FileSource source = open(pairs)) {
      assertThat(source.geometry().pixels()).isEqualTo(2);
      assertThat(source.understood().passedOver()).containsExactly("column 5");
    }
  }

  @Test
  void shouldNotTakeOneNumberInAHeaderForAnAxis() {
    assertRefused("12:00,21.5\n12:01,21.6\n12:02,21.7\n", "titles that say what the columns are");
  }

  @Test
  void shouldSplitAtCommasThoughNamesHaveBlanksInThem() throws Exception {
    String row = "Smith 2018,A1,PE," + fields(",", wn -> "0." + wn) + "\n";
    String header = "study,sample,type," + fields(",", String::valueOf) + "\n";
    try (FileSource source = open(header + row + row)) {
      assertThat(source.geometry().pixels()).isEqualTo(2);
      assertThat(source.axis().size()).isEqualTo(POINTS);
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
    try (FileSource source = open(text.toString())) {
      assertThat(source.geometry().pixels()).isEqualTo(3);
      assertThat(source.geometry().height()).isEqualTo(1);
      assertThat(source.understood().passedOver())
          .containsExactly("column \"" + along.substring(1) + "\"");
      assertThat(source.next(3).intensities()).startsWith(1000f).endsWith(1163f).hasSize(63);
    }
  }
}
