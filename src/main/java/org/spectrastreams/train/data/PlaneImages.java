package org.spectrastreams.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.train.recipe.LabelledImages;

/** Reads {@link LabelledImages} from a folder, as a service reads and prepares pictures. */
public final class PlaneImages {
  private static final int MAX_IMAGES = 20_000;
  private static final OpenOptions PICTURE =
      OpenOptions.NONE.withFormat("picture").withQuantity(Quantity.GREY_VALUE);

  private PlaneImages() {}

  /**
   * All pictures of a folder, by class and name.
   *
   * @throws IOException if a folder is missing or empty, or a file is no picture that the recipe's
   *     grid can take; the message names it
   */
  public static PreparedSpectra read(LabelledImages wanted, Path folder) throws IOException {
    List<float[]> planes = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int k = 0; k < wanted.classes().size(); k++) {
      for (Path file : files(folder, wanted.classes().get(k))) {
        planes.add(plane(file, wanted));
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

  /** One picture as the network reads it, rows × columns. */
  static float[] plane(Path file, LabelledImages wanted) throws IOException {
    try (SpectrumSource source = SpectrumFiles.open(file, PICTURE)) {
      Preprocessor prepares =
          Preprocessor.compile(
              wanted.chain(), source.axis(), source.secondAxis(), source.quantity());
      SpectrumBlock block = source.next(1);
      float[] plane = new float[prepares.outputPoints()];
      int flags = prepares.apply(block.intensities(), 0, plane, 0);
      if (QualityFlag.unusable(flags)) {
        throw new IOException(file + " shows nothing: " + QualityFlag.of(flags));
      }
      return plane;
    } catch (UnusableSpectrumException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
