package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.spectrum.ImageGeometry;

/** The class names of an image's pixels, kept in a text file beside the image. */
public final class PixelLabels {
  private PixelLabels() {}

  /**
   * Reads {@code NAME.labels.csv} beside {@code NAME.hdr}: one line an image line, one name a
   * pixel.
   *
   * @return a label for each pixel, line by line, empty text for none; empty without such a file
   */
  public static List<String> beside(Path header, ImageGeometry geometry) throws IOException {
    Optional<Path> file = CompanionFiles.withEnding(header, ".labels.csv");
    if (file.isEmpty()) {
      return List.of();
    }
    long longest = 256L * geometry.pixels();
    if (Files.size(file.get()) > longest) {
      throw SpectrumFileException.ofFile(
          file.get(),
          Files.size(file.get()) + " bytes",
          "labels of " + geometry.pixels() + " pixels in at most " + longest + " bytes");
    }
    List<String> lines =
        new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8).lines().toList();
    if (lines.size() != geometry.height()) {
      throw SpectrumFileException.ofFile(
          file.get(), lines.size() + " lines", geometry.height() + " lines, one an image line");
    }
    Map<String, String> shared = new HashMap<>();
    List<String> labels = new ArrayList<>(geometry.pixels());
    for (int y = 0; y < lines.size(); y++) {
      String[] names = lines.get(y).split(",", -1);
      if (names.length != geometry.width()) {
        throw SpectrumFileException.atLine(
            file.get(), y + 1L, names.length + " names", geometry.width() + " names, one a pixel");
      }
      for (String name : names) {
        labels.add(shared.computeIfAbsent(name.strip(), PixelLabels::normal));
      }
    }
    return labels;
  }

  /** A label as blocks carry it: empty where the file says that there is none. */
  public static String normal(String written) {
    return switch (written.strip()) {
      case "NA", "N/A", "nan", "NaN", "None", "null" -> "";
      default -> written.strip();
    };
  }
}
