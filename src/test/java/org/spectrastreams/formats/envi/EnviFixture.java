package org.spectrastreams.formats.envi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.spectrastreams.formats.ReadSpectra;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.spectrum.SpectrumSource;

/** Writes a small ENVI cube of known values, as instrument software would. */
public record EnviFixture(
    int samples,
    int lines,
    int bands,
    PixelType type,
    ByteOrder order,
    RasterLayout.Interleave interleave,
    int headerBytes,
    long seed) {

  /** 3 × 2 pixels of 4 bands. */
  static final EnviFixture CUBE =
      new EnviFixture(
          3, 2, 4, PixelType.FLOAT32, ByteOrder.LITTLE_ENDIAN, RasterLayout.Interleave.BIP, 0, 5);

  /** Opens it with a header. */
  SpectrumSource open(Path folder, String header) throws IOException {
    return SpectrumFiles.open(write(folder, header));
  }

  /** Fails unless what was read are its stored values. */
  void assertIsRead(SpectrumSource source) throws IOException {
    ReadSpectra read = ReadSpectra.of(source, 100);
    assertThat(read.spectra()).hasSize(samples * lines);
    for (int i = 0; i < samples * lines; i++) {
      for (int band = 0; band < bands; band++) {
        assertThat(read.spectra().get(i)[band])
            .isEqualTo((float) stored(i % samples, i / samples, band));
      }
    }
  }

  /** The stored value of one pixel and band, in stored band order. */
  double stored(int x, int y, int band) {
    long index = ((long) y * samples + x) * bands + band;
    Random random = new Random(seed * 1_000_003 + index);
    return switch (type) {
      case UINT8 -> random.nextInt(256);
      case INT16 -> (short) random.nextInt();
      case UINT16 -> random.nextInt(65_536);
      case INT32 -> random.nextInt();
      case UINT32 -> random.nextInt() & 0xFFFF_FFFFL;
      case FLOAT32 -> (float) random.nextGaussian();
      case FLOAT64 -> random.nextGaussian() * 1e3;
    };
  }

  /** The bytes of the data file, laid out by three plain loops. */
  byte[] data() {
    ByteBuffer out =
        ByteBuffer.allocate(headerBytes + samples * lines * bands * type.bytes()).order(order);
    out.position(headerBytes);
    switch (interleave) {
      case BSQ -> {
        for (int band = 0; band < bands; band++) {
          for (int y = 0; y < lines; y++) {
            for (int x = 0; x < samples; x++) {
              put(out, stored(x, y, band));
            }
          }
        }
      }
      case BIL -> {
        for (int y = 0; y < lines; y++) {
          for (int band = 0; band < bands; band++) {
            for (int x = 0; x < samples; x++) {
              put(out, stored(x, y, band));
            }
          }
        }
      }
      case BIP -> {
        for (int y = 0; y < lines; y++) {
          for (int x = 0; x < samples; x++) {
            for (int band = 0; band < bands; band++) {
              put(out, stored(x, y, band));
            }
          }
        }
      }
    }
    return out.array();
  }

  private void put(ByteBuffer out, double value) {
    switch (type) {
      case UINT8 -> out.put((byte) (int) value);
      case INT16, UINT16 -> out.putShort((short) (int) value);
      case INT32, UINT32 -> out.putInt((int) (long) value);
      case FLOAT32 -> out.putFloat((float) value);
      case FLOAT64 -> out.putDouble(value);
    }
  }

  /** A plain header, with {@code more} lines at its end. */
  public String header(String more) {
    return "ENVI\ndescription = {a test}\nsamples = "
        + samples
        + "\nlines = "
        + lines
        + "\nbands = "
        + bands
        + "\nheader offset = "
        + headerBytes
        + "\nfile type = ENVI Standard\ndata type = "
        + type.code()
        + "\ninterleave = "
        + interleave.name().toLowerCase(Locale.ROOT)
        + "\nbyte order = "
        + (order == ByteOrder.LITTLE_ENDIAN ? 0 : 1)
        + "\n"
        + more;
  }

  /** Wavelengths 1000, 1002 … cm⁻¹, with their unit. */
  public String axisFields() {
    StringBuilder list = new StringBuilder("wavelength units = Wavenumber\nwavelength = {");
    for (int band = 0; band < bands; band++) {
      list.append(band == 0 ? "" : ", ").append(1000 + 2 * band);
    }
    return list.append("}\n").toString();
  }

  /** Writes {@code cube.hdr} and {@code cube.dat}; the header's path. */
  public Path write(Path folder, String header) throws IOException {
    Files.write(folder.resolve("cube.dat"), data());
    return Files.writeString(folder.resolve("cube.hdr"), header);
  }
}
