package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;

/**
 * Small inputs of the kinds that people's public bug reports describe; the right value of each
 * stands in the README of its folder of the test resources.
 */
class FieldCasesTest {
  private static final Path CASES = Path.of("src/test/resources/field_cases");

  private static FileSource open(String file) throws IOException {
    return open(file, OpenOptions.NONE);
  }

  private static FileSource open(String file, OpenOptions options) throws IOException {
    return SpectrumFiles.open(CASES.resolve(file), options);
  }

  private static ReadSpectra read(String file) throws IOException {
    return ReadSpectra.of(open(file), 64);
  }

  private static void assertAxis(double[] axis, int points, double first, double last) {
    assertThat(axis).hasSize(points);
    assertThat(axis[0]).isCloseTo(first, within(0.002));
    assertThat(axis[points - 1]).isCloseTo(last, within(0.002));
  }

  private static int nearest(double[] axis, double value) {
    int nearest = 0;
    for (int i = 1; i < axis.length; i++) {
      if (Math.abs(axis[i] - value) < Math.abs(axis[nearest] - value)) {
        nearest = i;
      }
    }
    return nearest;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pandas.csv", "r.csv", "bwtek-like.csv"})
  void shouldPassOverAColumnOfRowNumbers(String file) throws Exception {
    ReadSpectra read = read("01-row-number-column/" + file);
    assertThat(read.spectra()).hasSize(1);
    assertAxis(read.axis(), 101, 1000, 1800);
    float amideOne = read.spectra().get(0)[nearest(read.axis(), 1656)];
    if (file.startsWith("bwtek")) {
      assertThat(read.spectra().get(0)[0]).isEqualTo(100f);
    } else {
      assertThat(amideOne).isCloseTo(0.9f, within(0.01f));
    }
  }

  @Test
  void shouldSayWhichOfManyColumnsItReads() throws Exception {
    try (FileSource source = open("01-row-number-column/bwtek-like.csv")) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
      assertThat(source.understood().line())
          .contains("column \"Raman Shift\"", "column \"Dark Subtracted #1\" is read")
          .contains("column \"Wavelength\"");
    }
    try (FileSource source =
        open(
            "01-row-number-column/bwtek-like.csv",
            OpenOptions.NONE
                .withChoice(ReadChoice.CHANNEL, "raw data #1")
                .withChoice(ReadChoice.AXIS_COLUMN, "Wavelength"))) {
      assertThatThrownBy(() -> source.next(0)).isInstanceOf(IllegalArgumentException.class);
    } catch (SpectrumFileException e) {
      assertThat(e).hasMessageContaining("\"Wavelength\"").hasMessageContaining("--unit");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pandas-index.csv", "prefixed-names.csv"})
  void shouldFindWavenumbersInAnUnnamedColumnAndBehindAPrefix(String file) throws Exception {
    ReadSpectra read = read("02-wavenumbers-in-unnamed-column/" + file);
    assertThat(read.spectra()).hasSize(file.startsWith("pandas") ? 9 : 6);
    assertAxis(read.axis(), 101, 1000, 1800);
  }

  @Test
  void shouldTakeXInMicrometresForAPlaceAndNotForTheAxis() throws Exception {
    try (FileSource source = open("03-line-map-x-in-um/line.csv")) {
      assertThat(source.geometry()).isEqualTo(new ImageGeometry(8, 1, 2.5));
      assertAxis(source.axis().toArray(), 101, 1000, 1800);
      assertThat(source.understood().places().orElseThrow().originX()).isEqualTo(2.5);
      assertThat(source.understood().places().orElseThrow().originY()).isEqualTo(10);
    }
  }

  @Test
  void shouldReadALabspecMapInNanometres() throws Exception {
    try (FileSource source = open("04-labspec-map-nm/map.txt")) {
      assertThat(source.geometry()).isEqualTo(new ImageGeometry(4, 3, 2.5));
      assertThat(source.axis().min()).isCloseTo(1e7 / 560, within(1e-9));
      assertThat(source.axis().max()).isCloseTo(1e7 / 540.5, within(1e-9));
      assertThat(source.understood().places().orElseThrow().originX()).isEqualTo(-5);
      assertThat(source.understood().places().orElseThrow().originY()).isEqualTo(10);
      assertThat(source.understood().places().orElseThrow().unit()).isEqualTo("µm");
      assertThat(source.next(1).intensities()[0]).isEqualTo(100f);
    }
  }

  @Test
  void shouldNumberPixelsFromTheLowestPosition() throws Exception {
    try (FileSource source = open("05-stage-positions-1um/map.csv")) {
      assertThat(source.geometry().width()).isEqualTo(5);
      assertThat(source.geometry().height()).isEqualTo(5);
      assertThat(source.understood().places().orElseThrow().originX()).isEqualTo(12_000);
      assertThat(source.understood().places().orElseThrow().originY()).isEqualTo(8000);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"repeats-full.csv", "repeats-and-hole.csv"})
  void shouldRefuseRepeatedPositionsBeforeAnythingIsRead(String file) throws Exception {
    assertThatThrownBy(() -> open("06-repeated-positions/" + file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("a second spectrum at the place x = 0.0, y = 0.0")
        .hasMessageContaining("--places none");
    try (FileSource source =
        open(
            "06-repeated-positions/" + file,
            OpenOptions.NONE.withChoice(ReadChoice.PLACES, "none"))) {
      assertThat(source.geometry().height()).isEqualTo(1);
      assertThat(source.understood().spectra()).isEqualTo(file.contains("full") ? 8 : 9);
    }
  }

  @Test
  void shouldNotTakeAHashInTheFirstColumnForAComment() throws Exception {
    assertThat(read("07-hash-in-first-column/ids.csv").spectra()).hasSize(6);
    ReadSpectra labelled =
        ReadSpectra.of(
            open("07-hash-in-first-column/ids.csv", OpenOptions.NONE.withLabelColumn("sample")), 9);
    assertThat(labelled.labels()).containsExactly("s0", "#1", "s2", "#3", "s4", "#5");
  }

  @Test
  void shouldReadDecimalCommasBetweenBlanks() throws Exception {
    ReadSpectra read = read("08-spaces-and-decimal-commas/opus-like.txt");
    assertThat(read.spectra()).hasSize(1);
    assertAxis(read.axis(), 101, 1000.25, 1800.25);
    assertThat(read.spectra().get(0)[0]).isEqualTo(0.1f);
  }

  @Test
  void shouldConvertTerahertz() throws Exception {
    assertAxis(read("10-axis-in-another-unit/thz.csv").axis(), 101, 1000, 1800);
  }

  @Test
  void shouldFindTheUnitInACommentedHeader() throws Exception {
    ReadSpectra read = read("11-unit-in-comment-header/savetxt-um.txt");
    assertAxis(read.axis(), 101, 1000, 1800);
    try (FileSource source = open("11-unit-in-comment-header/savetxt-um.txt")) {
      assertThat(source.quantity()).isEqualTo(Quantity.ABSORBANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fraction-called-percent.csv", "percent-called-fraction.csv"})
  void shouldRefuseATransmittanceThatItsValuesContradict(String file) {
    assertThatThrownBy(() -> open("12-transmittance-in-percent/" + file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--quantity")
        .hasMessageContaining("--overrule");
  }

  @Test
  void shouldReadBandsMarkedAsBadAsMissing() throws Exception {
    ReadSpectra read = read("14-envi-bad-bands/bad-bands.hdr");
    for (double bad : new double[] {1556, 1560}) {
      assertThat(read.axis()[nearest(read.axis(), bad)]).as("point %s", bad).isNotEqualTo(bad);
    }
    try (FileSource source = open("14-envi-bad-bands/bad-bands.hdr")) {
      assertThat(source.axis().size()).isEqualTo(199);
      assertThat(source.understood().line()).contains("2 bands marked as bad");
    }
  }

  @Test
  void shouldReadTheFieldsBehindACommentBehindAList() throws Exception {
    ReadSpectra read = read("15-envi-comment-behind-a-list/scan.hdr");
    assertAxis(read.axis(), 26, 1000, 1100);
    assertThat(read.spectra()).hasSize(4);
    assertThat(read.spectra().get(0)[0]).isEqualTo(0.1f);
    assertThat(read.spectra().get(0)[1]).isEqualTo(0.109f);
    assertThat(read.spectra().get(0)[2]).isEqualTo(0.117f);
  }

  @Test
  void shouldReadRamanShiftsBelowZero() throws Exception {
    try (FileSource source = open("16-raman-shift-below-zero/spectrum.csv")) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
      assertThat(source.axis().min()).isEqualTo(-120);
      assertThat(source.axis().max()).isGreaterThan(1798);
    }
  }

  @Test
  void shouldRefuseAMatrixOfCounts() {
    assertThatThrownBy(() -> open("18-count-image-as-labelled-spectra/image.xim"))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("named by their wavenumbers");
  }

  @Test
  void shouldReadColumnPairsOneAtATimeWhereTheirAxesDiffer() throws Exception {
    assertThatThrownBy(() -> open("19-column-pairs/pairs.csv"))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--channel");
    for (String pair : new String[] {"b", "2", "b_y"}) {
      try (FileSource source =
          open(
              "19-column-pairs/pairs.csv", OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, pair))) {
        assertAxis(source.axis().toArray(), 101, 1001.5, 1801.5);
        assertThat(source.understood().spectra()).isEqualTo(1);
      }
    }
  }

  @Test
  void shouldNotTakeADerivativeForAbsorbanceNorALogarithmForTransmittance() throws Exception {
    String folder = "21-derivative-and-log-taken-for-the-plain-quantity/";
    try (FileSource derivative = open(folder + "second-derivative.csv");
        FileSource logarithm = open(folder + "minus-log-t.csv")) {
      assertThat(derivative.quantity()).isEqualTo(Quantity.UNSPECIFIED);
      assertThat(logarithm.quantity()).isEqualTo(Quantity.ABSORBANCE);
    }
    assertThatThrownBy(
            () ->
                open(
                    folder + "second-derivative.csv",
                    OpenOptions.NONE.withQuantity(Quantity.ABSORBANCE)))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--overrule");
  }

  @Test
  void shouldFindPlacesUnderOtherNames() throws Exception {
    try (FileSource source = open("23-places-under-other-names/pos.csv")) {
      assertThat(source.geometry().width()).isEqualTo(4);
      assertThat(source.geometry().height()).isEqualTo(3);
      assertThat(source.understood().places().orElseThrow().stepX()).isEqualTo(2.5);
    }
    try (FileSource source = open("23-places-under-other-names/two-tabs.xyz")) {
      assertThat(source.geometry().width()).isEqualTo(4);
      assertThat(source.geometry().height()).isEqualTo(4);
      assertThat(source.understood().places().orElseThrow().stepY()).isEqualTo(3);
      assertThat(source.understood().line()).contains("two columns without titles");
    }
  }
}
