package org.spectrastreams.formats.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/** Tables that were read as something else than they are, or refused without a way out. */
class TableDoubtsIT {
  @TempDir Path folder;

  private FileSource open(String name, byte[] content) throws IOException {
    return SpectrumFiles.open(Files.write(folder.resolve(name), content), OpenOptions.NONE);
  }

  private FileSource open(String text) throws IOException {
    return open("table.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private void assertRefused(String text, String... messages) {
    assertThatThrownBy(() -> open(text).close())
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContainingAll(messages);
  }

  private void assertRead(byte[] content, int spectra, double first, double last)
      throws IOException {
    try (FileSource source = open("table.csv", content)) {
      assertThat(source.understood().spectra()).isEqualTo(spectra);
      assertThat(source.axis().min()).isCloseTo(first, within(1e-6));
      assertThat(source.axis().max()).isCloseTo(last, within(1e-6));
    }
  }

  private void assertRead(String text, int spectra) throws IOException {
    assertRead(text.getBytes(StandardCharsets.UTF_8), spectra, 1000, 1100);
  }

  /** 11 lines or fields. */
  private static String eleven(String between, IntFunction<String> part) {
    return IntStream.rangeClosed(0, 10).mapToObj(part).collect(Collectors.joining(between));
  }

  private static String points() {
    return eleven("\n", i -> 1000 + 10 * i + "," + i % 3) + "\n";
  }

  @Test
  void shouldNotTakeNamesAndValuesForSpectraOfOnePoint() {
    assertRefused("Niter,19\nNiter 14,20\n", "\"19\"", "titles that say what the columns are");
    assertRefused(eleven("\n", i -> 1000 + i + "\t0." + i + " # x"), "one column alone");
  }

  @Test
  void shouldNotTakeACountOfPointsForWavenumbersUnlessToldSo() throws Exception {
    String counted = eleven("\n", i -> i + "," + i % 3);
    assertRefused(counted, "counts from 0", "--unit cm-1");
    Path file = Files.writeString(folder.resolve("a.dpt"), counted);
    OpenOptions told = OpenOptions.NONE.withUnit(AxisUnit.PER_CENTIMETRE);
    try (FileSource source = SpectrumFiles.open(file, told)) {
      assertThat(source.axis().max()).isEqualTo(10);
    }
  }

  @Test
  void shouldAskWhichOfTwoUntitledAxesIsMeant() {
    assertRefused(
        eleven("\n", i -> 1000 + i + "," + (1000 + 10 * i) + "," + i % 3),
        "two possible axes: column 1 and column 2",
        "--axis-column");
  }

  @Test
  void shouldReadSpectraBesideTheirNamesBelowTitlesThatFollowTheAxisName() throws Exception {
    String spectrum = eleven(",", i -> "0." + i);
    assertRead("wavenumber," + eleven(",", i -> 1000 + 10 * i + "") + "\nraw," + spectrum, 1);
    String lengths = eleven(",", i -> String.valueOf(1e7 / (1000 + 10 * i)));
    assertRead("wavelength (nm)," + lengths + "\nraw," + spectrum + "\nref," + spectrum, 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nm%s", "wl_%s_nm", "wavelength %s nm", "nm_%s"})
  void shouldConvertTheUnitOnEitherSideOfTheNumbersInTitles(String title) throws Exception {
    String titles = eleven(",", i -> title.formatted(1e7 / (1000 + 10 * i)));
    assertRead("id," + titles + "\na," + eleven(",", i -> "0." + i) + "\n", 1);
  }

  @Test
  void shouldAskForTheUnitOfWavelengthsInTitles() {
    String titles = eleven(",", i -> "wavelength_" + (500 + i));
    assertRefused("id," + titles + "\na," + eleven(",", i -> "0." + i) + "\n", "--unit");
  }

  @Test
  void shouldNotPassOverAPointWhoseAxisValueIsAnErrorOfASpreadsheet() {
    assertRefused("wavenumber,a\n#N/A,1\n" + points(), "line 2", "\"#N/A\"");
    assertRefused("wavenumber,a\n#DIV/0!,1\n" + points(), "line 2", "\"#DIV/0!\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"// x", "! x", "; x", "Sample: liver\nScans 32\n\nwavenumber,a"})
  void shouldReadATableBelowOtherLines(String above) throws Exception {
    assertRead(above + "\n" + points(), 1);
  }

  @Test
  void shouldReadOldEncodingsAndEnds() throws Exception {
    byte[] dash = ("Wavenumber (cm–1),a\n" + points()).getBytes("windows-1252");
    assertRead(dash, 1, 1000, 1100);
    assertRead(points() + "\u001A", 1);
    assertThatThrownBy(() -> open("a.csv", points().getBytes(StandardCharsets.UTF_16LE)).close())
        .hasMessageContainingAll("UTF-16", "Save As");
    assertRefused("version https://git-lfs.github.com/spec/v1\nsize 3\n", "git lfs pull");
  }

  @Test
  void shouldSayThatSpectraStandOneBelowTheOther() {
    assertRefused(
        "wavenumber,a,b\n" + eleven("\n", i -> (1000 + i) + ",s" + i + ",1"),
        "words in column \"a\"",
        "a column each");
  }

  @Test
  void shouldPassOverTypesOfOrangeOfWhichOneListsItsValues() throws Exception {
    String titles = "type\t" + eleven("\t", i -> 1000 + 10 * i + "");
    String types = "a b\t" + eleven("\t", i -> "continuous");
    String roles = "class\t" + eleven("\t", i -> "");
    String row = "a\t" + eleven("\t", i -> "0." + i);
    assertRead(String.join("\n", titles, types, roles, row, row) + "\n", 2);
  }

  @Test
  void shouldAskWhetherWholeNumbersHaveAClassInFront() throws Exception {
    String counts = eleven("\n", i -> i % 3 + "\t" + eleven("\t", j -> (i * j) % 7 + ""));
    assertRefused(counts, "--format table or --format ucr");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Absorbance (mOD)",
        "Absorbance x100",
        "Absorbance (SNV)",
        "Normalised absorbance",
        "Absorbance (x 1000)",
        "Absorbance, offset for clarity"
      })
  void shouldNotTakeAScaledQuantityForThePlainOne(String title) throws Exception {
    try (FileSource source = open("Wavenumber (cm-1)," + title + "\n" + points())) {
      assertThat(source.quantity()).isEqualTo(Quantity.UNSPECIFIED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Absorbance max 10",
        "Absorbance (10x objective)",
        "Absorbance (offset corrected)",
        "Absorbance (not normalized)",
        "Absorbance (500 ppm)"
      })
  void shouldTakeThePlainQuantityForWhatItIs(String title) throws Exception {
    try (FileSource source = open("Wavenumber (cm-1)," + title + "\n" + points())) {
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
    }
  }

  @Test
  void shouldNotTakeSpectraThatStandInGroupsForOneEach() throws Exception {
    String titles = "x (µm),y (µm)," + eleven(",", i -> 1000 + 10 * i + "");
    String rows =
        IntStream.of(0, 1, 2, 1000, 1001, 1002)
            .mapToObj(x -> x + ",0," + eleven(",", i -> "0." + i))
            .collect(Collectors.joining("\n"));
    try (FileSource source = open(titles + "\n" + rows + "\n")) {
      assertThat(source.geometry().width()).isEqualTo(1003);
    }
  }

  /** Above the table stands a line of nothing but separators. */
  @Test
  void shouldLookPastALineOfSeparators() throws Exception {
    String text = "Sample 12\n;\nWavenumber;Absorbance\n" + points().replace(',', ';');
    Path file = Files.writeString(folder.resolve("separators.csv"), text);
    assertThat(SpectrumFiles.claims(file)).isNotNull();
  }

  @Test
  void shouldTakeAStageThatStandsAlmostWhereItWasSentForAGrid() throws Exception {
    String titles = "x (µm),y (µm)," + eleven(",", i -> 1000 + 10 * i + "");
    double[] off = {0, 0.013, -0.008, 0.004, -0.011, 0.009};
    String rows =
        IntStream.range(0, 6)
            .mapToObj(
                i ->
                    (12000 + 2 * (i % 3) + off[i])
                        + ","
                        + (8000 + 2 * (i / 3) - off[5 - i])
                        + ","
                        + eleven(",", j -> "0." + j))
            .collect(Collectors.joining("\n"));
    try (FileSource source = open(titles + "\n" + rows + "\n")) {
      assertThat(source.geometry().width()).isEqualTo(3);
      assertThat(source.geometry().height()).isEqualTo(2);
      assertThat(source.understood().places().orElseThrow().stepX()).isCloseTo(2, within(0.02));
    }
    try (FileSource source =
        open(titles + "\n" + rows.replaceAll("(\\.\\d\\d)\\d+,", "$1,") + "\n")) {
      assertThat(source.geometry().width()).as("with two decimals").isEqualTo(3);
    }
    String far = rows.replaceFirst("12002\\.0", "12002.4");
    assertRefused(titles + "\n" + far + "\n", "even grid", "--places none");
  }

  @Test
  void shouldNotTakeAFewNumbersThatRunOneWayByChanceForAnAxis() {
    assertRefused("328.6,455.1,610.2,746.4\n512.4,310.9,220.1,700.3\n", "--layout rows");
  }

  @Test
  void shouldTakeAFewNumbersWithTheSameStepForAnAxis() throws Exception {
    assertRead("1000,1050,1100\n0.1,0.3,0.2\n0.2,0.3,0.1\n", 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2θ", "t", "mz", "particle size", "Retardation", "Current"})
  void shouldNotTakeWhatIsNoSpectralAxisForOne(String title) {
    assertRefused(title + ",a\n" + points(), "\"" + title + "\"", "--axis-column");
  }

  /** Temperatures or times above the spectra, beside the axis. */
  @Test
  void shouldNotTakeAFewNumbersAboveManyLinesForTheAxis() {
    String spectra = eleven("\n", i -> 1000 + 10 * i + ",0.1,0.2,0.3");
    assertRefused("T,300,310,320\n" + spectra, "two possible axes", "--layout columns");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000,a,b", "2024,run 1,run 2", "name,a,1000"})
  void shouldNotTakeOneNumberAmongTitlesForTheAxisOfSpectraOfOnePoint(String titles)
      throws Exception {
    String table = titles + "\n" + eleven("\n", i -> 1000 + 10 * i + "," + i % 3 + "," + i % 2);
    assertRefused(table, "one column alone that is named by a number", "--layout columns");
    Path file = Files.writeString(folder.resolve("points.csv"), table);
    OpenOptions told = OpenOptions.NONE.withChoice(ReadChoice.LAYOUT, "columns");
    try (FileSource source = SpectrumFiles.open(file, told)) {
      assertThat(source.axis().max()).isEqualTo(1100);
      assertThat(source.understood().spectra()).isEqualTo(2);
    }
  }

  @Test
  void shouldReadAMapOfOneWavenumber() throws Exception {
    assertRead("x,y,1000\n0,0,0.5\n1,0,0.6\n".getBytes(StandardCharsets.UTF_8), 2, 1000, 1000);
  }

  @Test
  void shouldNotTakeNumbersAboveAnAxisForWavenumbers() {
    String few = "1001,0.1,0.2,1\n1002,0.2,0.3,2\n1003,0.3,0.4,3\n";
    String many = eleven("\n", i -> (1000 + 10 * i + i * i) + ",0.1,0.2,0.3");
    assertRefused("1000,1100,a,b\n" + few, "two possible axes", "--layout columns");
    assertRefused("1000,1100,1200,b\n" + many, "two possible axes", "--layout rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12,,", "12,5,7", "7,300,310"})
  void shouldNotTakeNumbersFarOffTheAxisForAPoint(String above) {
    String points = eleven("\n", i -> 1000 + 10 * i + "," + i % 3 + "," + i % 2);
    assertRefused(above + "\n" + points, "far off the points", "delete the line");
  }

  @Test
  void shouldNotTakeACountOfPointsForAPoint() {
    assertRefused("11 1\n" + points().replace(',', ' '), "far off the points", "delete the line");
  }

  @Test
  void shouldTakeTitlesWithAColonForTitles() throws Exception {
    assertRead("Unnamed: 0,a\n" + points(), 1);
  }

  @ParameterizedTest
  @CsvSource({"px,py,'px,py'", "r,c,'c,r'", "Easting,Northing,'Easting,Northing'"})
  void shouldSayWhichColumnsMayBePlaces(String one, String other, String places) throws Exception {
    String titles = one + "," + other + ",age," + eleven(",", i -> 1000 + 10 * i + "");
    try (FileSource source = open(titles + "\n0,0,7," + eleven(",", i -> "0." + i) + "\n")) {
      assertThat(source.understood().notes())
          .anyMatch(note -> note.endsWith("may be places: --places " + places));
    }
  }

  /** Facts in two fields are no titles; what is to be done with them is said. */
  @Test
  void shouldSayWhatToDoWithLinesAboveATable() {
    String facts = "Technique,Raman\nModel,A-785\nLaser,785\n\n";
    assertRefused(
        facts
            + "Pixel,Wavelength,Wavenumber,Processed\n"
            + WrittenTable.points(w -> (w - 1000) / 8 + "," + (840 + w / 100.0) + "," + w + ",0.5"),
        "other lines above a table have to begin with #");
  }
}
