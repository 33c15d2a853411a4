package org.spectrastreams.formats.envi;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.formats.spi.Places;

/** Where an ENVI header says that its pixels lie: {@code pixel size} and {@code map info}. */
final class EnviPlaces {
  private EnviPlaces() {}

  /** Pixel size in µm; ENVI's own unit is the metre. NaN where the two sides differ. */
  static double pixelSize(EnviHeader header) {
    List<String> size = header.list("pixel size");
    if (size.size() < 2) {
      return Double.NaN;
    }
    double micrometres = micrometres(size, 1e6);
    try {
      double x = Double.parseDouble(size.get(0));
      double y = Double.parseDouble(size.get(1));
      double inMicrometres = Math.rint(x * micrometres * 1e6) / 1e6;
      return x == y && inMicrometres > 0 && Double.isFinite(inMicrometres)
          ? inMicrometres
          : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * The stage positions of {@code map info = {name, x and y of a pixel from 1, its position, size
   * in x, size in y, …, units=…}}; positions in y fall from line to line.
   */
  static Optional<Places> of(EnviHeader header) {
    List<String> info = header.list("map info");
    double micrometres = micrometres(info, Double.NaN);
    if (info.size() < 7 || Double.isNaN(micrometres)) {
      return Optional.empty();
    }
    double[] numbers = new double[6];
    try {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Double.parseDouble(info.get(i + 1));
        if (!Double.isFinite(numbers[i])) {
          return Optional.empty();
        }
      }
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    double stepX = numbers[4] * micrometres;
    double stepY = -numbers[5] * micrometres;
    return Optional.of(
        Places.of(
            numbers[2] * micrometres - (numbers[0] - 1) * stepX,
            numbers[3] * micrometres - (numbers[1] - 1) * stepY,
            stepX,
            stepY,
            "µm",
            "header field \"map info\""));
  }

  /** How many µm the unit of a list has; NaN for one that is not known. */
  private static double micrometres(List<String> list, double otherwise) {
    for (String part : list) {
      String[] units = part.toLowerCase(Locale.ROOT).split("=", 2);
      if (units.length == 2 && units[0].strip().equals("units")) {
        return switch (units[1].strip()) {
          case "meters", "metres", "m" -> 1e6;
          case "millimeters", "millimetres", "mm" -> 1e3;
          case "micrometers", "micrometres", "microns", "um", "µm" -> 1;
          default -> Double.NaN;
        };
      }
    }
    return otherwise;
  }
}
