package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/** Real files that may not be shipped; each test is skipped where its file is not there. */
class SharedDataIT {
  private static Path shared(String name) {
    Path file = Path.of("../shared/data").resolve(name);
    assumeTrue(Files.isRegularFile(file), () -> "skipped: no " + file.toAbsolutePath());
    return file;
  }

  @Test
  void shouldAgreeWithTheEnviHeaderThatLiesBesideAnAgilentTile() throws Exception {
    Path dat = shared("orange_spectroscopy/agilent/4_noimage_agg256.dat");
    ReadSpectra tile = ReadSpectra.of(SpectrumFiles.open(dat), 64);
    ReadSpectra envi =
        ReadSpectra.of(
            SpectrumFiles.open(
                dat.resolveSibling("4_noimage_agg256.hdr"),
                OpenOptions.NONE
                    .withUnit(AxisUnit.PER_CENTIMETRE)
                    .withQuantity(Quantity.ABSORBANCE)),
            64);
    assertThat(tile.spectra()).hasSize(64);
    // An ENVI image starts at its top, the tile's file at its bottom.
    assertThat(tile.spectra().get(0)[0]).isEqualTo(1.3586524f);
    for (int i = 0; i < 64; i++) {
      assertThat(tile.spectra().get(i)).isEqualTo(envi.spectra().get((7 - i / 8) * 8 + i % 8));
    }
    assertThat(tile.places().toArray(int[][]::new))
        .isDeepEqualTo(envi.places().toArray(int[][]::new));
    for (int i = 0; i < 9; i++) {
      // The header prints five decimals.
      assertThat(tile.axis()[i]).isCloseTo(envi.axis()[i], within(5.1e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "orange_spectroscopy/collagen.csv, 731, 234, 4",
    "brain_atr_ftir/brain_atr_ftir.csv, 320, 235, 3",
    "ifr_oliveoil_coffee/demo/FTIRSpectraOliveOils/FTIR_Spectra_olive_oils.csv, 120, 570, 4",
    "openspecy/inst/extdata/raman_hdpe.csv, 1, 964, 0",
    "openspecy/inst/extdata/ftir_pva_without_header.csv, 1, 863, 0",
    "co2_diamond_maps/spa_csv_pairs/FN7114 copy0001.CSV, 1, 3449, 0",
    "single_cell_ftir/cells/HeLa/HeLa-controllo_complete-no-baseline.dat, 42, 1660, 0"
  })
  void shouldReadTablesOfManyMakes(String name, int spectra, int points, int classes)
      throws Exception {
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(shared(name)), 50);
    assertThat(read.spectra()).hasSize(spectra);
    assertThat(read.axis()).hasSize(points);
    assertThat(Set.copyOf(read.labels())).hasSize(classes);
  }

  @ParameterizedTest
  @CsvSource({"Meat, 60, 448, 3", "Strawberry, 613, 235, 2", "Beef, 30, 470, 5"})
  void shouldReadUcrTablesOnAGivenAxis(String name, int spectra, int points, int classes)
      throws Exception {
    Path file = shared("ucr_spectra/" + name + "/" + name + "_TRAIN.tsv");
    ReadSpectra read =
        ReadSpectra.of(
            SpectrumFiles.open(file, OpenOptions.NONE.withAxis(new AxisHint.Even(1800, 1000))), 50);
    assertThat(read.spectra()).hasSize(spectra);
    assertThat(read.axis()).hasSize(points);
    assertThat(Set.copyOf(read.labels())).hasSize(classes);
  }

  @ParameterizedTest
  @CsvSource({
    "jcamp_samples/water.jdx, 1, 880, absorbance",
    "jcamp_samples/methanol.jdx, 1, 3567, transmittance",
    "openspecy/inst/extdata/ftir_ps.0, 1, 2126, absorbance",
    "format_samples/opus/test.0000, 1, 2567, absorbance",
    "format_samples/spc/BENZENE.SPC, 1, 1842, absorbance",
    "orange_spectroscopy/sample1.spa, 1, 1738, absorbance"
  })
  void shouldReadVendorsFiles(String name, int spectra, int points, String quantity)
      throws Exception {
    Path file = shared(name);
    try (FileSource source = SpectrumFiles.open(file)) {
      assertThat(source.quantity().id()).isEqualTo(quantity);
    }
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file), 50);
    assertThat(read.spectra()).hasSize(spectra);
    assertThat(read.axis()).hasSize(points);
  }
}
