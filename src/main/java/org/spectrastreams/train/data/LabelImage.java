package org.spectrastreams.train.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.spectrastreams.formats.spi.PixelLabels;
import org.spectrastreams.spectrum.ImageGeometry;

/**
 * The classes of a map's pixels, kept in an image of their own: a PNG (grey levels, or colours as
 * {@code #rrggbb}), an ENVI classification (its header), or a grid of text, one line an image line,
 * its values parted by commas, semicolons or tabs. It has the size of the map exactly; nothing is
 * scaled.
 *
 * @param codes what each pixel holds, line by line
 * @param named the names that the image itself gives to codes; empty where it gives none
 */
record LabelImage(
    String file, int width, int height, List<String> codes, Map<String, String> named) {
  private static final long MOST_BYTES_OF_A_PIXEL = 256;
  private static final int MOST_LISTED = 12;

  /**
   * Reads an image.
   *
   * @param geometry the size that it must have
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it has another size or is no image of labels
   */
  static LabelImage read(Path file, ImageGeometry geometry) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    LabelImage read;
    if (name.endsWith(".png")) {
      read = LabelPicture.read(file, geometry);
    } else if (name.endsWith(".hdr")) {
      read = EnviClasses.read(file, geometry);
    } else {
      read = grid(file, geometry);
    }
    requireSize(file, read.width, read.height, geometry);
    return read;
  }

  static void requireSize(Path file, int width, int height, ImageGeometry geometry) {
    if (width != geometry.width() || height != geometry.height()) {
      throw new IllegalArgumentException(
          file.getFileName()
              + " has "
              + width
              + " × "
              + height
              + " pixels, the map "
              + geometry.width()
              + " × "
              + geometry.height()
              + "; expected the same size, because labels are never scaled");
    }
  }

  private static LabelImage grid(Path file, ImageGeometry geometry) throws IOException {
    if (Files.size(file) > MOST_BYTES_OF_A_PIXEL * geometry.pixels()) {
      throw new IllegalArgumentException(
          file.getFileName()
              + " has "
              + Files.size(file)
              + " bytes; expected a PNG, the header of an ENVI classification, or a grid of text"
              + " with a label for each of "
              + geometry.pixels()
              + " pixels");
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    String first = lines.isEmpty() ? "" : lines.get(0);
    String mark = first.contains("\t") ? "\t" : first.contains(";") ? ";" : ",";
    List<String> codes = new ArrayList<>(geometry.pixels());
    for (int y = 0; y < lines.size(); y++) {
      String[] values = lines.get(y).split(mark, -1);
      requireSize(file, values.length, lines.size(), geometry);
      Arrays.stream(values).map(PixelLabels::normal).forEach(codes::add);
    }
    return new LabelImage(
        file.getFileName().toString(), geometry.width(), lines.size(), codes, Map.of());
  }

  /**
   * The class of every pixel, line by line; empty text for none.
   *
   * @param names the name of each code that counts; empty for the image's own, or the words of a
   *     grid as they are
   * @param notes receives what is left out
   * @throws IllegalArgumentException if numbers or colours have no name, or a name is given to a
   *     code that is not there
   */
  List<String> labels(Map<String, String> names, List<String> notes) {
    TreeMap<String, Integer> counts = new TreeMap<>();
    codes.forEach(code -> counts.merge(code, 1, Integer::sum));
    counts.remove("");
    Map<String, String> used = names.isEmpty() ? named : names;
    if (used.isEmpty() && counts.keySet().stream().anyMatch(LabelImage::isCode)) {
      throw new IllegalArgumentException(
          file
              + " holds "
              + listed(counts)
              + " and says nowhere what they mean; expected a name for each that is a class, by"
              + " --label-names CODE=NAME,…; others have no label");
    }
    TreeSet<String> unknown = new TreeSet<>(names.keySet());
    unknown.removeAll(counts.keySet());
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "--label-names names "
              + String.join(", ", unknown)
              + ", but "
              + file
              + " holds "
              + listed(counts)
              + " alone");
    }
    if (used.isEmpty()) {
      return codes;
    }
    counts.keySet().removeAll(used.keySet());
    if (!counts.isEmpty()) {
      notes.add("pixels of " + file + " without a name have no label: " + listed(counts));
    }
    return codes.stream().map(code -> used.getOrDefault(code, "")).toList();
  }

  /** Whether a text is a number or a colour, not a word. */
  private static boolean isCode(String text) {
    return text.matches("-?[0-9.]+|#[0-9a-f]{6}");
  }

  private static String listed(TreeMap<String, Integer> counts) {
    String some =
        String.join(
            ", ",
            counts.entrySet().stream()
                .limit(MOST_LISTED)
                .map(one -> one.getKey() + " (" + one.getValue() + " pixels)")
                .toList());
    return counts.size() > MOST_LISTED
        ? some + " and " + (counts.size() - MOST_LISTED) + " more"
        : some;
  }
}
