package org.spectrastreams.train.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.spectrastreams.spectrum.ImageGeometry;

/** Labels of pixels as a PNG: a grey level, an entry of a palette, or a colour each. */
final class LabelPicture {
  private LabelPicture() {}

  static LabelImage read(Path file, ImageGeometry geometry) throws IOException {
    BufferedImage picture = picture(file, geometry);
    // Grey levels as they stand in the file: as a colour they would be changed by its gamma.
    boolean levels =
        picture.getRaster().getNumBands() <= 2
            && !(picture.getColorModel() instanceof IndexColorModel);
    List<String> codes = new ArrayList<>(geometry.pixels());
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        codes.add(levels ? level(picture.getRaster(), x, y) : colour(picture.getRGB(x, y)));
      }
    }
    return new LabelImage(
        file.getFileName().toString(), picture.getWidth(), picture.getHeight(), codes, Map.of());
  }

  /** Transparent pixels have no label. */
  private static String level(Raster levels, int x, int y) {
    return levels.getNumBands() == 2 && levels.getSample(x, y, 1) == 0
        ? ""
        : String.valueOf(levels.getSample(x, y, 0));
  }

  private static String colour(int argb) {
    return argb >>> 24 == 0 ? "" : String.format(Locale.ROOT, "#%06x", argb & 0xffffff);
  }

  /** The size is looked at before anything is unpacked. */
  private static BufferedImage picture(Path file, ImageGeometry geometry) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    ImageReader reader = readers.next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      if (in == null) {
        throw new IOException(file + " cannot be read");
      }
      reader.setInput(in);
      LabelImage.requireSize(file, reader.getWidth(0), reader.getHeight(0), geometry);
      return reader.read(0);
    } catch (RuntimeException e) {
      if (e instanceof IllegalArgumentException) {
        throw e;
      }
      throw new IOException(
          file.getFileName() + " is no PNG that can be read: " + e.getMessage(), e);
    } finally {
      reader.dispose();
    }
  }
}
