package org.spectrastreams.formats.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.formats.GoldenValues;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;

class NumpyReaderIT {
  @TempDir Path folder;

  @Test
  void shouldReadAnImageLineByLine() throws Exception {
    Path file = NumpySamples.write(folder, "'<f4', 'fortran_order': False, 'shape': (2, 3, 4)", 24);
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file, NumpySamples.AXIS), 2);
    assertThat(read.places().get(5)).containsExactly(2, 1);
    assertThat(read.spectra().get(5)).containsExactly(20, 21, 22, 23);
  }

  @Test
  void shouldAskForTheAxis() throws Exception {
    Path file = NumpySamples.write(folder, "'<f4', 'fortran_order': False, 'shape': (5, 4)", 20);
    assertThatThrownBy(() -> SpectrumFiles.open(file, OpenOptions.NONE))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("the wavenumbers of the 4 points")
        .hasMessageContaining("--axis");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'<c8', 'fortran_order': False, 'shape': (5, 4) | astype",
        "'<f4', 'fortran_order': False, 'shape': (6, 4) | bytes in the file",
        "'<f4', 'fortran_order': False, 'shape': (16000, 16000, 4) | a whole array",
        "'<f4', 'fortran_order': False, 'shape': (1, 1, 5, 4) | (lines, columns, points)",
        "'<f4', 'fortran_order': False, 'shape': () | (lines, columns, points)",
        "[('a', '<f4')], 'fortran_order': False, 'shape': (5,) | one plain array"
      },
      quoteCharacter = '"')
  void shouldSayWhatToDoWithOtherArrays(String header, String message) throws Exception {
    Path file = NumpySamples.write(folder, header, 20);
    assertThatThrownBy(() -> SpectrumFiles.open(file, NumpySamples.AXIS))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(message);
  }

  /** Wavenumbers in the first row, or in the first column, are no spectrum. */
  @ParameterizedTest
  @CsvSource({"'(3, 20)', a first spectrum", "'(20, 2)', first points of the spectra"})
  void shouldNotTakeAnAxisForASpectrum(String shape, String message) throws Exception {
    String header = "'<f4', 'fortran_order': False, 'shape': " + shape;
    Path file = NumpySamples.write(folder, header, shape.startsWith("(3") ? 60 : 40);
    OpenOptions axis = OpenOptions.NONE.withAxis(new AxisHint.Even(1000, 1800));
    assertThatThrownBy(() -> SpectrumFiles.open(file, axis))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContainingAll(message, "as an axis does", "an array of its own");
  }

  @Test
  void shouldReadAnArrayInFortransOrder() throws Exception {
    Path file = NumpySamples.write(folder, "'<f4', 'fortran_order': True, 'shape': (5, 4)", 20);
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file, NumpySamples.AXIS), 2);
    assertThat(read.spectra()).hasSize(5);
    assertThat(read.spectra().get(1)).containsExactly(1, 6, 11, 16);
  }

  @Test
  void shouldReadAnArchiveWithItsAxis() throws Exception {
    for (String name : new String[] {"stored.npz", "compressed.npz"}) {
      Path file = GoldenValues.file("numpy/" + name);
      ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file), 2);
      GoldenValues.assertAgree(read, GoldenValues.file("numpy/npz.values.csv"), 1e-12, 0);
      assertThat(read.places().get(4)).containsExactly(1, 1);
    }
  }

  @Test
  void shouldNotTakeAnAxisAloneForASpectrum() throws Exception {
    Path axis = NumpySamples.write(folder, "'<f4', 'fortran_order': False, 'shape': (20,)", 20);
    Path archive = folder.resolve("a.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("wavenumbers.npy"));
      Files.copy(axis, zip);
    }
    assertThatThrownBy(() -> SpectrumFiles.open(archive, NumpySamples.AXIS))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("an axis alone, wavenumbers")
        .hasMessageContaining("--dataset");
  }
}
