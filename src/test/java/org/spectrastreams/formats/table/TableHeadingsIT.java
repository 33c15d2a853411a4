package org.spectrastreams.formats.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/** What stands above the columns of a table, in one line or in several. */
class TableHeadingsIT {
  @TempDir Path folder;
  private WrittenTable written;

  @BeforeEach
  void choose() {
    written = new WrittenTable(folder);
  }

  private static String semicolons() {
    return WrittenTable.points(w -> w + ";" + (1 + w % 7) + ".5");
  }

  private void assertQuantity(Quantity quantity, String text) throws Exception {
    written.assertRead(text, 1);
    try (FileSource source = written.open(text)) {
      assertThat(source.quantity()).isEqualTo(quantity);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "; Absorbance,ABSORBANCE",
    "; %T,PERCENT_TRANSMITTANCE",
    "; Raman intensity,RAMAN_INTENSITY"
  })
  void shouldTakeAWordBehindASemicolonForTheTitleOfTheSecondColumn(String title, Quantity quantity)
      throws Exception {
    assertQuantity(quantity, title + "\n" + semicolons());
    assertQuantity(quantity, title + "\nWavenumber (cm-1);S1\n" + semicolons());
    assertQuantity(quantity, "; exported\n" + title + "\n" + semicolons().replace('.', ','));
  }

  @Test
  void shouldLeaveACommentBehindASemicolonAComment() throws Exception {
    written.assertRead("; made by me\n; Sample 12\n" + semicolons(), 1);
    written.assertRead("; made by me\nWavenumber;S1\n" + semicolons(), 1);
    written.assertRead("; made by me\n" + semicolons().replace(';', '\t'), 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Wavenumber;Absorbance\ncm-1;a.u.\n",
        ";Absorbance\nWavenumber (cm-1);S1\n",
        "A;B\nWavenumber;Absorbance\ncm\\+(-1);\nComments;PS film\n",
        "# Absorbance\n",
        "! Absorbance\n",
        "# y: Absorbance\n"
      })
  void shouldFindTheQuantityInEveryLineAboveTheSpectra(String above) throws Exception {
    assertQuantity(Quantity.ABSORBANCE, above + semicolons());
  }

  /** How a sample was measured is not what its spectrum holds. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Mode: Transmission\n",
        "# Transmission mode\n",
        "# Transmission\n",
        "Technique: Transmission\nX Units: cm-1\n",
        "Mode;Transmission\nWavenumber;S1\n"
      })
  void shouldNotTakeAModeOfMeasurementForAQuantity(String above) throws Exception {
    assertQuantity(Quantity.UNSPECIFIED, above + semicolons());
  }

  @Test
  void shouldKeepTheQuantityBelowANoteOfTheMode() throws Exception {
    assertQuantity(
        Quantity.ABSORBANCE,
        "Sample;PS film\nMode;Transmission\nWavenumber;Absorbance\n" + semicolons());
  }

  @Test
  void shouldTakePercentFromTheLineOfUnits() throws Exception {
    assertQuantity(
        Quantity.PERCENT_TRANSMITTANCE, "Wavenumber;Transmittance\ncm-1;%\n" + semicolons());
  }

  @Test
  void shouldNotChooseBetweenTwoQuantitiesAboveOneColumn() throws Exception {
    assertQuantity(Quantity.UNSPECIFIED, "cm-1;%T\nWavenumber;Absorbance\n" + semicolons());
    assertQuantity(Quantity.UNSPECIFIED, "# Absorbance\n# Transmittance\n" + semicolons());
  }

  @Test
  void shouldTakeTheUnitOfALineBelowTheTitles() throws Exception {
    String text = "Wavelength;Absorbance\nnm;\n" + WrittenTable.points(w -> 1e7 / w + ";0.1");
    written.assertRead(text, 1);
    String commented = "# x: nm\n" + WrittenTable.points(w -> 1e7 / w + "\t0.1");
    try (FileSource source = written.open(commented)) {
      assertThat(source.axis().max()).isCloseTo(1160, within(1e-3));
    }
  }

  @Test
  void shouldNotTakeTheUnitOfPlacesForThatOfTheAxis() throws Exception {
    String places = "# x: um\n# y: um\n" + WrittenTable.points(w -> w + "\t0.1");
    written.assertRead(places, 1);
  }

  @Test
  void shouldStillRefuseAFaultInTheFirstLineOfData() {
    written.assertRefused("Wavenumber;Absorbance\nabc;0.3\n" + semicolons(), "\"abc\"");
  }

  @Test
  void shouldReadTitlesInQuotesBelowOtherLines() throws Exception {
    String points = WrittenTable.points(w -> w + ",0.1");
    assertQuantity(Quantity.ABSORBANCE, "\"a.ispd\"\n\"RawData\"\n\"cm-1\",\"Abs\"\n" + points);
  }

  /**
   * A pattern of X-ray diffraction, a course of time, a spectrum in eV, an X-ray absorption: none
   * says what it is.
   */
  @ParameterizedTest
  @CsvSource({"5, 0.02", "10, 0.7", "0, 0.3", "0, 50", "19850, 10", "15801, 10"})
  void shouldAskWhatAnAxisIsThatEndsTooLowOrTooHighOrStartsAtZero(double from, double step)
      throws Exception {
    String pairs = WrittenTable.points(w -> from + (w - 1000) / 8.0 * step + " " + w % 7);
    written.assertRefused(pairs, "--unit");
    try (FileSource source =
        written.open(pairs, OpenOptions.NONE.withUnit(AxisUnit.PER_CENTIMETRE))) {
      assertThat(source.axis().min()).isEqualTo(from);
    }
    String rows =
        WrittenTable.fields(",", w -> String.valueOf(from + (w - 1000) / 8.0 * step))
            + ",sample\n"
            + WrittenTable.spectra(3, i -> "").replace("\n", ",a\n");
    written.assertRefused(rows, "--unit");
  }

  @Test
  void shouldBelieveATitleThatALowAxisIsASpectralOne() throws Exception {
    String low = "Raman shift;S1\n" + WrittenTable.points(w -> (w - 1000) / 2.0 + ";0.1");
    try (FileSource source = written.open(low)) {
      assertThat(source.axis().max()).isEqualTo(80);
    }
  }

  @Test
  void shouldTakeADashForNoValue() throws Exception {
    for (String dash : List.of("-", "--", "n/a")) {
      String text = "Wavenumber;Absorbance\n" + semicolons().replace("1040;5.5", "1040;" + dash);
      try (FileSource source = written.open(text)) {
        assertThat(source.next(1).intensities()[5]).isNaN();
      }
    }
  }

  @Test
  void shouldReadThousandsBetweenThinSpaces() throws Exception {
    written.assertRead(
        "Wavenumber;A\n" + WrittenTable.points(w -> "1\u2009" + ("" + w).substring(1) + ";0,5"), 1);
  }

  /** As the spectral libraries of ASTER and ECOSTRESS write them. */
  @Test
  void shouldReadFactsThatStandBeforeTheNumbersWithoutASign() throws Exception {
    String facts = "Name: Basalt\nClass: Igneous\nFirst X Value: 10\nX Units: %s\nY Units: %s\n\n";
    String lengths = WrittenTable.points(w -> 1e4 / w + "\t12.5");
    written.assertRead(facts.formatted("Wavelength (micrometers)", "Reflectance (%)") + lengths, 1);
    assertQuantity(
        Quantity.ABSORBANCE,
        facts.formatted("cm-1", "Absorbance") + WrittenTable.points(w -> w + " 0.25"));
    written.assertRefused(facts.formatted("furlong", "Absorbance") + lengths, "furlong");
    written.assertRefused("Instrument: TGA\nRate: 10\n" + lengths, "--unit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Wellenlänge [nm]", "Longueur d'onde (nm)", "Wvl (nm)", "波长(nm)", "Wellenl. (nm)"})
  void shouldReadTitlesInOtherLanguages(String title) throws Exception {
    written.assertRead(title + ";S1\n" + WrittenTable.points(w -> 1e7 / w + ";0.1"), 1);
    String open = title.replaceFirst("\\s*[(\\[].*", "");
    written.assertRefused(open + ";S1\n" + WrittenTable.points(w -> 1e7 / w + ";0.1"), "--unit");
  }

  @ParameterizedTest
  @CsvSource({"Extinktion,ABSORBANCE", "吸光度,ABSORBANCE", "Trasmittanza %,PERCENT_TRANSMITTANCE"})
  void shouldReadQuantitiesInOtherLanguages(String title, Quantity quantity) throws Exception {
    assertQuantity(quantity, "Wellenzahl (cm-1);" + title + "\n" + semicolons());
  }

  @Test
  void shouldReadASecondLineOfTitlesWithNothingAboveTheAxis() throws Exception {
    String points = WrittenTable.points(w -> w + ",0.5,0.25");
    written.assertRead("Wavenumber,A,B\n,1,2\n" + points, 2);
  }

  @Test
  void shouldSayHowToReadATableWithAColumnOfRemarks() throws Exception {
    String text =
        "Wavenumber,a,Notes\n" + WrittenTable.points(w -> w + ",0.5," + (w == 1040 ? "peak" : ""));
    written.assertRefused(text, "--channel");
    OpenOptions channel = OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "a");
    try (FileSource source = written.open(text, channel)) {
      assertThat(source.next(2).intensities()).containsOnly(0.5f);
    }
  }

  @Test
  void shouldPassOverAColumnInWhichNothingIsWritten() throws Exception {
    String text = "Wavenumber,a,Notes,b\n" + WrittenTable.points(w -> w + ",0.5,,0.25");
    written.assertRead(text, 2);
    try (FileSource source = written.open(text)) {
      assertThat(source.next(2).intensities()[WrittenTable.POINTS]).isEqualTo(0.25f);
      assertThat(source.understood().passedOver()).containsExactly("column 3, which is blank");
    }
  }

  private static String rows(String second) {
    return "name,1000,1002,1004,1006,1008\n" + second + "a,1,2,3,4,5\nb,2,3,4,5,6\n";
  }

  @ParameterizedTest
  @ValueSource(strings = {"cm-1", "(cm-1)", "a.u.", "arb. units", "counts"})
  void shouldPassOverALineOfUnitsBelowTitlesThatAreNumbers(String unit) throws Exception {
    String units = "unit" + ("," + unit).repeat(5) + "\n";
    try (FileSource source = written.open(rows(units))) {
      assertThat(source.understood().line())
          .contains("2 spectra of 5 points", "line 2, of units", "1000.0–1008.0 cm⁻¹");
      assertThat(source.next(1).intensities()).startsWith(1, 2);
    }
  }

  @Test
  void shouldTakeTheUnitOfALineOfUnitsForTheAxisAndItsQuantityForTheSpectra() throws Exception {
    try (FileSource source = written.open(rows("unit" + ",nm".repeat(5) + "\n"))) {
      assertThat(source.axis().max()).isEqualTo(1e7 / 1000, within(1e-9));
    }
    try (FileSource source = written.open(rows("unit" + ",absorbance".repeat(5) + "\n"))) {
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
    }
    String titled = rows("unit" + ",nm".repeat(5) + "\n").replace(",10", ",wn_10");
    assertThatThrownBy(() -> written.open("# AxisUnit: cm-1\n" + titled))
        .hasMessageContaining("nm");
  }

  @Test
  void shouldRefuseALineOfWordsBelowTitlesThatAreNumbersOnOpening() {
    assertThatThrownBy(() -> written.open(rows("unit" + ",good".repeat(5) + "\n")))
        .hasMessageContaining("line 2: found \"good\" in column 2; expected a number");
    assertThatThrownBy(() -> written.open(rows("unit,cm-1,a.u.,cm-1,a.u.,nm\n")))
        .hasMessageContaining("line 2: found \"cm-1\" in column 2");
  }

  @Test
  void shouldNotLabelSpectraByTheirUnit() throws Exception {
    String points = WrittenTable.points(w -> w + ";" + (1 + w % 7) + ".5;2.5");
    try (FileSource source = written.open("wavenumber;S1;S2\ncm-1;a.u.;a.u.\n" + points)) {
      assertThat(source.next(2).labels()).isEmpty();
    }
  }
}
