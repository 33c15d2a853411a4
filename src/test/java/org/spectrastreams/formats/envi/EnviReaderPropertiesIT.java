package org.spectrastreams.formats.envi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.TemporaryFolder;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.AxisUnit;

class EnviReaderPropertiesIT {
  @Property(seed = "1", tries = 400)
  void shouldReadBackEveryInterleaveTypeAndByteOrder(
      @ForAll @IntRange(min = 1, max = 7) int samples,
      @ForAll @IntRange(min = 1, max = 5) int lines,
      @ForAll @IntRange(min = 1, max = 9) int bands,
      @ForAll PixelType type,
      @ForAll boolean bigEndian,
      @ForAll RasterLayout.Interleave interleave,
      @ForAll @IntRange(min = 0, max = 40) int headerBytes,
      @ForAll AxisUnit unit,
      @ForAll boolean descending,
      @ForAll @IntRange(min = 1, max = 9) int blockSpectra,
      @ForAll boolean byHeader,
      @ForAll boolean windowsLines,
      @ForAll long seed)
      throws Exception {
    Assume.that(unit != AxisUnit.PIXEL); // no unit of a file's axis
    EnviFixture cube =
        new EnviFixture(
            samples,
            lines,
            bands,
            type,
            bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
            interleave,
            headerBytes,
            seed);
    double[] stored = new double[bands];
    for (int band = 0; band < bands; band++) {
      double wavenumber = 900 + 7.25 * (descending ? bands - band : band);
      stored[band] =
          switch (unit) {
            case PER_CENTIMETRE, PARTS_PER_MILLION -> wavenumber;
            case PIXEL -> throw new AssertionError("no unit of a file's axis");
            case MICROMETRE -> 1e4 / wavenumber;
            case NANOMETRE -> 1e7 / wavenumber;
            case ANGSTROM -> 1e8 / wavenumber;
            case PER_METRE -> 100 * wavenumber;
            case TERAHERTZ -> wavenumber * 0.0299792458;
            case ELECTRONVOLT -> wavenumber / 8065.543937349212;
            case MILLIELECTRONVOLT -> 1000 * wavenumber / 8065.543937349212;
          };
    }
    StringBuilder more = new StringBuilder("wavelength units = ");
    more.append(
        switch (unit) {
          case PER_CENTIMETRE -> "Wavenumber";
          case MICROMETRE -> "Micrometers";
          case NANOMETRE -> "Nanometers";
          case ANGSTROM -> "Angstroms";
          case PER_METRE -> "m-1";
          case TERAHERTZ -> "THz";
          case ELECTRONVOLT -> "eV";
          case MILLIELECTRONVOLT -> "meV";
          case PARTS_PER_MILLION -> "ppm";
          case PIXEL -> throw new AssertionError("no unit of a file's axis");
        });
    more.append("\nwavelength = {\n");
    for (double value : stored) {
      more.append(' ').append(value).append(value == stored[bands - 1] ? "\n}\n" : ",\n");
    }
    String header = cube.header(more.toString());
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path hdr = cube.write(folder.path(), windowsLines ? header.replace("\n", "\r\n") : header);
      Path opened = byHeader ? hdr : folder.path().resolve("cube.dat");
      ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(opened), blockSpectra);
      assertThat(read.spectra()).hasSize(samples * lines);
      boolean reversed = descending && bands > 1;
      for (int i = 0; i < samples * lines; i++) {
        int x = i % samples;
        int y = i / samples;
        assertThat(read.places().get(i)).containsExactly(x, y);
        for (int band = 0; band < bands; band++) {
          int canonical = reversed ? bands - 1 - band : band;
          assertThat(read.spectra().get(i)[canonical]).isEqualTo((float) cube.stored(x, y, band));
          // 1e4 / (1e4 / ν̃) is ν̃ but for two roundings.
          assertThat(read.axis()[canonical])
              .isCloseTo(900 + 7.25 * (descending ? bands - band : band), within(1e-9));
        }
      }
    }
  }

  @Property(seed = "1", tries = 25)
  void shouldReadCubesOfMoreThanOneStrip(
      @ForAll RasterLayout.Interleave interleave,
      @ForAll @IntRange(min = 1, max = 70) int samples,
      @ForAll @IntRange(min = 30_000, max = 65_536) int bands)
      throws Exception {
    EnviFixture cube =
        new EnviFixture(
            samples, 2, bands, PixelType.UINT8, ByteOrder.nativeOrder(), interleave, 0, 1);
    byte[] data = new byte[samples * 2 * bands];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 31 + i / 7);
    }
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path dat = Files.write(folder.path().resolve("cube.dat"), data);
      Files.writeString(folder.path().resolve("cube.hdr"), cube.header(""), StandardCharsets.UTF_8);
      ReadSpectra read =
          ReadSpectra.of(
              SpectrumFiles.open(
                  dat, OpenOptions.NONE.withAxis(new AxisHint.Even(1000, 1000 + bands))),
              1000);
      assertThat(read.spectra()).hasSize(samples * 2);
      for (int i = 0; i < samples * 2; i++) {
        int x = i % samples;
        int y = i / samples;
        for (int band = 0; band < bands; band += 977) {
          int index =
              switch (interleave) {
                case BSQ -> (band * 2 + y) * samples + x;
                case BIL -> (y * bands + band) * samples + x;
                case BIP -> (y * samples + x) * bands + band;
              };
          assertThat(read.spectra().get(i)[band]).isEqualTo(data[index] & 0xFF);
        }
      }
    }
  }
}
