package org.spectrastreams.formats.toy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A toy spectrum whose axis descends. */
public final class ToySamples implements FormatSamples {
  static final double[] AXIS = {1000, 1004.5, 1009};

  @Override
  public String reader() {
    return "toy";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "descending",
            ToySamples::write,
            OpenOptions.NONE,
            AXIS,
            1,
            1,
            1,
            new float[] {0.25f, 0.5f, 0.75f},
            Quantity.ABSORBANCE));
  }

  static Path write(Path folder) throws IOException {
    return write(folder.resolve("a.toy"), AXIS, new float[] {0.25f, 0.5f, 0.75f});
  }

  /** Writes a toy spectrum of at most 255 points. */
  public static Path write(Path file, double[] axis, float[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(5 + axis.length * 16);
    bytes.put("TOY1".getBytes(StandardCharsets.US_ASCII)).put((byte) axis.length);
    for (int i = axis.length - 1; i >= 0; i--) {
      bytes.putDouble(axis[i]).putDouble(values[i]);
    }
    return Files.write(file, bytes.array());
  }
}
