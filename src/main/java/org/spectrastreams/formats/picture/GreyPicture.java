package org.spectrastreams.formats.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * The grey of a picture's points, 0 (black) to 1 (white).
 *
 * @param values row after row from the top, {@code height × width}; owned by this record
 */
record GreyPicture(int width, int height, float[] values) {
  private static final long MAX_BYTES = 64L << 20;
  private static final double WHITE = 255;

  /**
   * Reads a picture whole; a damaged or transparent one is refused.
   *
   * @throws SpectrumFileException naming what is wrong with it
   */
  static GreyPicture read(Path file, PictureKind kind) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw SpectrumFileException.ofFile(
          file, "a picture of " + Files.size(file) + " bytes", "at most " + MAX_BYTES);
    }
    ImageReader reader = ImageIO.getImageReadersByFormatName(kind.name()).next();
    List<String> warnings = new ArrayList<>();
    try (FileImageInputStream input = new FileImageInputStream(file.toFile())) {
      reader.setInput(input, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      if ((long) width * height > SpectrumBlock.MAX_PLANE_POINTS) {
        throw SpectrumFileException.ofFile(
            file,
            "a picture of " + width + " × " + height + " points",
            "at most " + SpectrumBlock.MAX_PLANE_POINTS + " points");
      }
      // A picture that was cut off comes with its end in grey, and no more than a warning.
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      BufferedImage image = reader.read(0);
      if (!warnings.isEmpty()) {
        throw damaged(file, warnings.get(0));
      }
      return of(file, image);
    } catch (SpectrumFileException told) {
      throw told;
    } catch (IOException | RuntimeException e) {
      throw damaged(file, String.valueOf(e.getMessage()));
    } finally {
      reader.dispose();
    }
  }

  private static SpectrumFileException damaged(Path file, String why) {
    return SpectrumFileException.ofFile(file, "a damaged picture (" + why + ")", "a whole one");
  }

  private static GreyPicture of(Path file, BufferedImage image) throws SpectrumFileException {
    int width = image.getWidth();
    Raster raster = image.getRaster();
    ColorModel colours = image.getColorModel();
    if (!(colours instanceof IndexColorModel)
        && colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      return ofSamples(file, raster);
    }
    float[] grey = new float[width * image.getHeight()];
    for (int i = 0; i < grey.length; i++) {
      int argb = image.getRGB(i % width, i / width);
      if (argb >>> 24 != 0xff) {
        throw transparent(file, i % width, i / width);
      }
      grey[i] = (float) (luma(argb) / WHITE);
    }
    return new GreyPicture(width, image.getHeight(), grey);
  }

  /**
   * Of a grey picture, with a band of opacity or without, the numbers themselves: asked for
   * colours, the library brightens them.
   */
  private static GreyPicture ofSamples(Path file, Raster raster) throws SpectrumFileException {
    int width = raster.getWidth();
    double white = (1L << raster.getSampleModel().getSampleSize(0)) - 1;
    boolean opacity = raster.getNumBands() > 1;
    float[] grey = new float[width * raster.getHeight()];
    for (int i = 0; i < grey.length; i++) {
      if (opacity && raster.getSample(i % width, i / width, 1) != white) {
        throw transparent(file, i % width, i / width);
      }
      grey[i] = (float) (raster.getSample(i % width, i / width, 0) / white);
    }
    return new GreyPicture(width, raster.getHeight(), grey);
  }

  private static SpectrumFileException transparent(Path file, int column, int row) {
    return SpectrumFileException.ofFile(
        file,
        "a transparent point in column " + column + ", row " + row,
        "a picture on a ground of its own: save it without transparency");
  }

  /** Luma of ITU-R BT.601, 0 to 255. */
  private static double luma(int rgb) {
    return 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
  }
}
