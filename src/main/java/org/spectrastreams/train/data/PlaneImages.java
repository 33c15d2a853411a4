package org.spectrastreams.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
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

  /** What one array holds on every Java platform. */
  private static final int MAX_VALUES = Integer.MAX_VALUE - 8;

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
    List<Path> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int k = 0; k < wanted.classes().size(); k++) {
      List<Path> own = files(folder, wanted.classes().get(k));
      pictures.addAll(own);
      labels.addAll(Collections.nCopies(own.size(), k));
    }
    int points = wanted.rows() * wanted.columns();
    float[] values = new float[values(folder, pictures.size(), points)];
    for (int i = 0; i < pictures.size(); i++) {
      System.arraycopy(plane(pictures.get(i), wanted), 0, values, i * points, points);
    }
    return new PreparedSpectra(
        points,
        wanted.classes().size(),
        values,
        labels.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The values of so many pictures together. */
  static int values(Path folder, int pictures, int points) throws IOException {
    long most = Math.min(MAX_IMAGES, MAX_VALUES / points);
    if (pictures > most) {
      throw new IOException(
          folder
              + " has "
              + pictures
              + " pictures; expected "
              + most
              + " at most of "
              + points
              + " points each: take fewer, or a recipe of a coarser grid");
    }
    return pictures * points;
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
