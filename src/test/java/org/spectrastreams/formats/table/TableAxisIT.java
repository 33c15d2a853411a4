package org.spectrastreams.formats.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
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
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;

/** Where a table has its axis, and in which unit. */
class TableAxisIT {
  @TempDir Path folder;
  private WrittenTable written;

  @BeforeEach
  void choose() {
    written = new WrittenTable(folder);
  }

  @Test
  void shouldPassOverNumbersOfLines() throws Exception {
    written.assertRead(
        "index,Wavenumber (cm-1),Absorbance\n" + WrittenTable.points(w -> w / 8 + "," + w + ",0.1"),
        1);
    written.assertRead(WrittenTable.points(w -> (w - 1000) / 8 + "," + w + ",0.1"), 1);
    written.assertRead(",0\n" + WrittenTable.points(w -> w + ".0,0.1"), 1);
    written.assertRead(
        ","
            + WrittenTable.fields(",", String::valueOf)
            + "\n"
            + WrittenTable.spectra(5, i -> i + ","),
        5);
    written.assertRead(
        "0,"
            + WrittenTable.fields(",", String::valueOf)
            + "\n"
            + WrittenTable.spectra(5, i -> i + 1 + ","),
        5);
    written.assertRead(
        "0,"
            + WrittenTable.fields(",", w -> "" + (2160 - w))
            + "\n"
            + WrittenTable.spectra(5, i -> i + 1 + ","),
        5);
  }

  @Test
  void shouldFindAnAxisBelowTitlesThatOnlyCount() throws Exception {
    written.assertRead("0,1,2,3\n" + WrittenTable.points(w -> 2160 - w + ",1,2,3"), 3);
    written.assertRead("0,1,2,3\n" + WrittenTable.points(w -> w + ",1,2,3"), 3);
    written.assertRead(",0,1,2\n" + WrittenTable.points(w -> w + ",1,2,3"), 3);
    written.assertRead(",s1,s2\n" + WrittenTable.points(w -> w + ",1,2"), 2);
  }

  @Test
  void shouldRefuseATableWithTwoAxes() throws Exception {
    String table = ",3,3.5,4.5\n" + WrittenTable.points(w -> w + ",1,2,3");
    written.assertRefused(table, "--layout");
    try (FileSource source =
        written.open(table, OpenOptions.NONE.withChoice(ReadChoice.LAYOUT, "columns"))) {
      assertThat(source.understood().spectra()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X%d", "wn_%d", "%d cm-1", "abs.%d", "%d cm⁻¹"})
  void shouldReadNumbersInTitlesBehindAPrefixAndBeforeAUnit(String title) throws Exception {
    written.assertRead(
        "id,"
            + WrittenTable.fields(",", w -> title.formatted(w))
            + "\n"
            + WrittenTable.spectra(4, i -> "s" + i + ","),
        4);
    String alone = WrittenTable.fields(",", w -> title.formatted(w)) + "\n";
    written.assertRead(alone + WrittenTable.spectra(4, i -> ""), 4);
    written.assertRead(
        alone
            + WrittenTable.fields(",", w -> "0.1")
            + "\n"
            + WrittenTable.fields(",", w -> "0.2")
            + "\n",
        2);
  }

  @Test
  void shouldConvertTheUnitInTitles() throws Exception {
    try (FileSource source =
        written.open(
            "id,"
                + WrittenTable.fields(",", w -> w + " nm")
                + "\n"
                + WrittenTable.spectra(4, i -> "s" + i + ","))) {
      assertThat(source.axis().max()).isCloseTo(1e4, within(1e-9));
    }
  }

  @Test
  void shouldNotTakeNumberedVariablesForAnAxis() {
    written.assertRefused(
        "\"\","
            + WrittenTable.fields(",", w -> "V" + (w - 992) / 8)
            + "\n"
            + WrittenTable.spectra(4, i -> i + ","),
        "--axis");
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
        written.open("\"" + title + "\",a\n" + value + ",1\n" + value * 1.0001 + ",2\n")) {
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
    written.assertRefused(title + ",Absorbance\n" + WrittenTable.points(w -> w + ",0.1"), "--unit");
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
      try (FileSource source =
          written.open(comment + "\n" + WrittenTable.points(w -> w + " 0.1"))) {
        assertThat(source.axis().max()).as(comment).isCloseTo(1e4, within(1e-9));
      }
    }
    for (String comment : new String[] {"# laser wavelength 785 nm", "# slit 50 um", "# by me"}) {
      written.assertRead(comment + "\n" + WrittenTable.points(w -> w + " 0.1"), 1);
    }
    written.assertRefused(
        "# wavelength absorbance\n" + WrittenTable.points(w -> w + " 0.1"), "--unit");
    written.assertRefused(
        "# x unit: nm\n# axis-unit: um\n" + WrittenTable.points(w -> w + " 0.1"), "one unit");
    written.assertRefused(WrittenTable.points(w -> 1e4 / w + " 0.1"), "without a unit");
  }

  @Test
  void shouldReadRamanShiftsBelowZeroWhereTheTableSaysThatTheyAre() throws Exception {
    String rows = "-16,-8,0,8,16,label\n1,2,3,4,5,a\n";
    written.assertRefused(rows, "Raman shift");
    try (FileSource source =
        written.open(rows, OpenOptions.NONE.withQuantity(Quantity.RAMAN_INTENSITY))) {
      assertThat(source.axis().kind()).isEqualTo(AxisKind.RAMAN_SHIFT);
      assertThat(source.axis().min()).isEqualTo(-16);
    } catch (SpectrumFileException e) {
      // An axis up to 16 needs its unit as well.
      assertThat(e).hasMessageContaining("--unit");
    }
    try (FileSource source =
        written.open("Raman shift (cm-1),I\n" + WrittenTable.points(w -> w - 1080 + ",1"))) {
      assertThat(source.axis().min()).isEqualTo(-80);
    }
  }

  @Test
  void shouldNotTakeOneNumberInAHeaderForAnAxis() {
    written.assertRefused(
        "12:00,21.5\n12:01,21.6\n12:02,21.7\n", "titles that say what the columns are");
  }
}
