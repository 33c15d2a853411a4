package org.spectrastreams.train.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.spectrastreams.train.recipe.LabelledImages;

/** Reads {@link LabelledImages} from a folder. */
public final class PlaneImages {
  private static final int MAX_IMAGES = 20_000;
  private static final int MAX_SIDE = 10_000;
  private static final double WHITE = 255;

  private PlaneImages() {}

  /**
   * All pictures of a folder, by class and name.
   *
   * @throws IOException if a folder is missing or empty, or a file is no picture; the message names
   *     it
   */
  public static PreparedSpectra read(LabelledImages wanted, Path folder) throws IOException {
    List<float[]> planes = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int k = 0; k < wanted.classes().size(); k++) {
      for (Path file : files(folder, wanted.classes().get(k))) {
        planes.add(plane(file, wanted.rows(), wanted.columns()));
        labels.add(k);
        if (planes.size() > MAX_IMAGES) {
          throw new IOException(folder + " has more than " + MAX_IMAGES + " pictures");
        }
      }
    }
    int points = wanted.rows() * wanted.columns();
    float[] values = new float[Math.multiplyExact(planes.size(), points)];
    for (int i = 0; i < planes.size(); i++) {
      System.arraycopy(planes.get(i), 0, values, i * points, points);
    }
    return new PreparedSpectra(
        points,
        wanted.classes().size(),
        values,
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  private static List<Path> files(Path folder, String name) throws IOException {
    Path own = folder.resolve(name).normalize();
    if (!own.startsWith(folder.normalize()) || !Files.isDirectory(own)) {
      throw new IOException(
          folder + " has no folder '" + name + "'; expected one for each class, named as it is");
    }
    try (Stream<Path> found = Files.list(own)) {
      List<Path> files = found.filter(PlaneImages::isPicture).sorted().toList();
      if (files.isEmpty()) {
        throw new IOException(own + " holds no picture; expected .jpg, .jpeg or .png");
      }
      return files;
    }
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jpg") || name.endsWith(".jpeg") || name.endsWith(".png");
  }

  /** One picture as grey values over 255, rows × columns. */
  static float[] plane(Path file, int rows, int columns) throws IOException {
    try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers =
          input == null ? List.<ImageReader>of().iterator() : ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw new IOException(file + " is no picture that can be read");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
          throw new IOException(
              file + " has " + width + " × " + height + " points; expected sides to " + MAX_SIDE);
        }
        return reduced(reader.read(0), rows, columns);
      } catch (RuntimeException e) {
        throw new IOException(file + " is a damaged picture: " + e.getMessage(), e);
      } finally {
        reader.dispose();
      }
    }
  }

  /** The mean of what each point covers, parts of pixels included. */
  private static float[] reduced(BufferedImage image, int rows, int columns) {
    double down = (double) image.getHeight() / rows;
    double along = (double) image.getWidth() / columns;
    float[] plane = new float[rows * columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double sum = 0;
        double area = 0;
        double top = row * down;
        double left = column * along;
        for (int y = (int) top; y < Math.min(image.getHeight(), top + down); y++) {
          double high = Math.min(y + 1, top + down) - Math.max(y, top);
          for (int x = (int) left; x < Math.min(image.getWidth(), left + along); x++) {
            double part = high * (Math.min(x + 1, left + along) - Math.max(x, left));
            sum += part * grey(image.getRGB(x, y));
            area += part;
          }
        }
        plane[row * columns + column] = (float) (sum / area / WHITE);
      }
    }
    return plane;
  }

  /** Luma of ITU-R BT.601, 0 to 255. */
  private static double grey(int rgb) {
    return 0.299 * (rgb >> 16 & 0xff) + 0.587 * (rgb >> 8 & 0xff) + 0.114 * (rgb & 0xff);
  }
}
