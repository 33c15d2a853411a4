package org.spectrastreams.formats.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** A small picture of each kind, of which the uppermost row is given. */
public final class PictureSamples implements FormatSamples {
  private static final OpenOptions GREY = OpenOptions.NONE.withQuantity(Quantity.GREY_VALUE);

  /** A picture whose grey rises by 10 a column and by 1 a row. */
  static Path ramp(Path folder, String kind, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, (10 * (i % width) + i / width) * 0x010101);
    }
    Path file = folder.resolve("plane." + kind);
    ImageIO.write(image, kind, file.toFile());
    return file;
  }

  private static FormatSample grey(String kind) {
    return new FormatSample(
        kind,
        folder -> {
          BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
          for (int i = 0; i < 64; i++) {
            image.getRaster().setSample(i % 8, i / 8, 0, 51);
          }
          Path file = folder.resolve("plane." + kind);
          ImageIO.write(image, kind, file.toFile());
          return file;
        },
        GREY,
        new double[] {0, 1, 2, 3, 4, 5, 6, 7},
        1,
        1,
        1,
        new float[] {0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f, 0.2f},
        Quantity.GREY_VALUE);
  }

  @Override
  public String reader() {
    return "picture";
  }

  @Override
  public List<FormatSample> samples() {
    return List.of(
        new FormatSample(
            "png",
            folder -> ramp(folder, "png", 3, 2),
            GREY,
            new double[] {0, 1, 2},
            1,
            1,
            1,
            new float[] {0, (float) (10 / 255.0), (float) (20 / 255.0)},
            Quantity.GREY_VALUE),
        grey("jpg"));
  }
}
