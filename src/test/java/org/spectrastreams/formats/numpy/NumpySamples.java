package org.spectrastreams.formats.numpy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A list of float32, an image of big-endian float64; value number {@code i} is {@code i}. */
public final class NumpySamples implements FormatSamples {
  static final OpenOptions AXIS = OpenOptions.NONE.withAxis(new AxisHint.Even(1000, 1006));

  @Override
  public String reader() {
    return "numpy";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        sample("list", "'<f4', 'fortran_order': False, 'shape': (5, 4)", 20, 5, 1),
        sample("image", "'>f8', 'fortran_order': False, 'shape': (2, 3, 4)", 24, 3, 2),
        sample("spectrum", "'<i2', 'fortran_order': False, 'shape': (4,)", 4, 1, 1));
  }

  private static FormatSample sample(
      String name, String header, int values, int width, int height) {
    return new FormatSample(
        name,
        folder -> write(folder, header, values),
        AXIS,
        new double[] {1000, 1002, 1004, 1006},
        width * height,
        width,
        height,
        new float[] {0, 1, 2, 3},
        Quantity.UNSPECIFIED);
  }

  /** Writes an array as numpy.save does. */
  static Path write(Path folder, String header, int values) throws IOException {
    byte[] text = ("{'descr': " + header + ", }\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer out =
        ByteBuffer.allocate(10 + text.length + 8 * values)
            .order(header.startsWith("'>") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1));
    out.put((byte) 1).put((byte) 0);
    out.put((byte) text.length).put((byte) (text.length >> 8)).put(text);
    for (int i = 0; i < values; i++) {
      if (header.contains("f8")) {
        out.putDouble(i);
      } else if (header.contains("f4")) {
        out.putFloat(i);
      } else {
        out.putShort((short) i);
      }
    }
    byte[] written = new byte[out.position()];
    out.get(0, written);
    return Files.write(folder.resolve("made.npy"), written);
  }
}
