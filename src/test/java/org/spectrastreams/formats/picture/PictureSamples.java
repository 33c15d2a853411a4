package org.spectrastreams.formats.picture;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
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

  /** A grey picture of two rows as a PNG; a second band holds the opacity, 0 to 255. */
  static Path grey(Path folder, int bands, int bits, int[] grey, int opacity) throws IOException {
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            bands > 1,
            false,
            bands > 1 ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            bits == 8 ? DataBuffer.TYPE_BYTE : DataBuffer.TYPE_USHORT);
    WritableRaster raster = colours.createCompatibleWritableRaster(grey.length / 2, 2);
    int scale = bits == 8 ? 1 : 257;
    for (int i = 0; i < grey.length; i++) {
      int column = i % raster.getWidth();
      raster.setSample(column, i / raster.getWidth(), 0, scale * grey[i]);
      if (bands > 1) {
        raster.setSample(column, i / raster.getWidth(), 1, scale * opacity);
      }
    }
    Path file = folder.resolve("grey-" + bands + "-" + bits + "-" + opacity + ".png");
    ImageIO.write(new BufferedImage(colours, raster, false, null), "png", file.toFile());
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
