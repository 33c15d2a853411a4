package org.spectrastreams.formats.hdf5;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * What one measurement of PTIR Studio says about itself. Spectra of an image stand line by line,
 * from the lowest x and y on, whatever the sign of the increments; positions are in µm.
 *
 * @param name the group's name
 * @param label what the user called it
 * @param start the first wavenumber, cm⁻¹
 * @param end the last wavenumber
 * @param points how many wavenumbers, evenly spaced
 * @param columns pixels across; 1 for a single spectrum
 * @param rows pixels down
 */
record PtirMeasurement(
    String name,
    String label,
    double start,
    double end,
    int points,
    int columns,
    int rows,
    Optional<Places> places,
    boolean isPassedOver) {

  /** Reads the attributes of a group, their names in lower case. */
  static PtirMeasurement of(Path path, String name, Map<String, String> facts)
      throws SpectrumFileException {
    Facts read = new Facts(path, name, facts);
    boolean image = facts.containsKey("rangexpoints") && facts.containsKey("rangeypoints");
    int columns = image ? read.count("rangexpoints", ImageGeometry.MAX_SIDE) : 1;
    int rows = image ? read.count("rangeypoints", ImageGeometry.MAX_SIDE) : 1;
    boolean several = (long) columns * rows > 1;
    boolean spectral = facts.containsKey("rangewavenumberstart");
    return new PtirMeasurement(
        name,
        facts.getOrDefault("label", ""),
        spectral ? read.number("rangewavenumberstart") : 0,
        spectral ? read.number("rangewavenumberend") : 0,
        spectral ? read.count("rangewavenumberpoints", SpectralAxis.MAX_POINTS) : 0,
        columns,
        rows,
        several ? Optional.of(read.places(columns, rows)) : Optional.empty(),
        !spectral
            || read.isTrue("isbackground", false)
            || (!several && !read.isTrue("checked", true)));
  }

  private record Facts(Path path, String measurement, Map<String, String> facts) {
    double number(String fact) throws SpectrumFileException {
      try {
        double number = Double.parseDouble(facts.getOrDefault(fact, "none"));
        if (Double.isFinite(number)) {
          return number;
        }
      } catch (NumberFormatException e) {
        // the same message as for a number that is none
      }
      throw SpectrumFileException.ofFile(
          path, measurement + ": " + fact + " = " + facts.get(fact), "a number");
    }

    int count(String fact, int most) throws SpectrumFileException {
      double number = number(fact);
      if (number < 1 || number > most || number != Math.rint(number)) {
        throw SpectrumFileException.ofFile(
            path, measurement + ": " + fact + " = " + number, "1 to " + most);
      }
      return (int) number;
    }

    boolean isTrue(String fact, boolean otherwise) {
      String value = facts.get(fact);
      return value == null ? otherwise : !value.matches("0(\\.0)?|[Ff]alse|FALSE");
    }

    Places places(int columns, int rows) throws SpectrumFileException {
      double stepX = number("rangexincrement");
      double stepY = number("rangeyincrement");
      double x = number("rangexstart");
      double y = number("rangeystart");
      return Places.of(
          Math.min(x, x + stepX * (columns - 1)),
          Math.min(y, y + stepY * (rows - 1)),
          columns == 1 ? Double.NaN : Math.abs(stepX),
          rows == 1 ? Double.NaN : Math.abs(stepY),
          "µm",
          "attributes RangeX…, RangeY… of " + measurement);
    }
  }

  boolean isImage() {
    return places.isPresent();
  }

  boolean isCalled(String asked) {
    return name.equalsIgnoreCase(asked) || label.equalsIgnoreCase(asked);
  }

  boolean hasAxisOf(PtirMeasurement other) {
    return start == other.start && end == other.end && points == other.points;
  }

  /** The wavenumbers in stored order. */
  double[] axis() {
    double[] values = new double[points];
    for (int i = 0; i < points; i++) {
      values[i] = points == 1 ? start : start + (end - start) * i / (points - 1);
    }
    return values;
  }

  @Override
  public String toString() {
    return name + (label.isEmpty() ? "" : " (\"" + label + "\")");
  }
}
