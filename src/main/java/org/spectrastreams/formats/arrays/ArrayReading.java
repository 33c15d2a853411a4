package org.spectrastreams.formats.arrays;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumList;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Reads the spectra of a file of arrays: one matrix or cube of intensities, and the axis along one
 * of its sides. What can be read in two ways is refused, naming the option that decides: {@code
 * --dataset}, {@code --axis-dataset} or {@code --axis}, and {@code --layout rows} (the points run
 * along the last side) or {@code columns} (along the first).
 */
public final class ArrayReading {
  /** Up to how many points a spectrum may rather be a line of a table. */
  private static final int FEW_POINTS = 3;

  /** From how many numbers on that run evenly these are an axis. */
  private static final int SURELY_AN_AXIS = 8;

  private ArrayReading() {}

  /** The choices that a user may make. */
  public static Set<ReadChoice> choices() {
    return EnumSet.of(ReadChoice.DATASET, ReadChoice.AXIS_DATASET, ReadChoice.LAYOUT);
  }

  /**
   * Opens the spectra of a file, which the source closes; a fault closes it here.
   *
   * @param format the reader's id
   * @param what what the file is, in words
   */
  public static FileSource open(ArrayFile file, OpenOptions options, String format, String what)
      throws IOException {
    try {
      return reading(file, options, format, what);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static FileSource reading(ArrayFile file, OpenOptions options, String format, String what)
      throws IOException {
    Path path = file.path();
    NumberArray data = ArrayChoice.data(file, options);
    if (data.sides().length > 3) {
      throw SpectrumFileException.ofFile(
          path, data.toString(), "a matrix or a cube: one spectrum, a list or an image");
    }
    Optional<ArrayAxis> found = ArrayAxis.of(file, data, options);
    int side = pointSide(file, data, options, found.map(ArrayAxis::array));
    ArrayFrame frame = frame(file, data, side);
    StoredAxis axis =
        found.isPresent() ? found.get().stored() : options.requireAxis(path, frame.pointCount());
    if (axis.axis().size() != frame.pointCount()) {
      throw SpectrumFileException.ofFile(
          path,
          "an axis of "
              + axis.axis().size()
              + " values for the "
              + frame.pointCount()
              + " points along side "
              + (side + 1)
              + " of "
              + data,
          "as many: leave --layout away, or name the axis with --axis-dataset");
    }
    Optional<Stated<Quantity>> stated = quantity(data);
    Understood understood;
    try {
      understood =
          Understood.of(
              format,
              what + ", array " + data + (frame.outer() >= 0 ? ", an image" : ""),
              frame.count(),
              found.isPresent() ? found.get().reading() : options.givenAxis(axis),
              options.quantity(path, stated),
              frame.geometry());
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          path, data + ": " + e.getMessage(), "fewer spectra: split the array");
    }
    List<String> others =
        file.arrays().stream()
            .filter(array -> !array.equals(data) && array.count() > 1)
            .filter(array -> found.isEmpty() || !array.equals(found.get().array()))
            .map(array -> "array " + array)
            .toList();
    understood = understood.passingOver(others);
    if (data.sides().length > 1) {
      understood =
          understood.noting(
              "the points run along side " + (side + 1) + " of " + data.shape().length);
    }
    if (frame.outer() < 0) {
      understood = understood.noting(SpectrumList.note(frame.count()));
    }
    ArraySpectra spectra = file.spectra(data, frame);
    try {
      if (found.isEmpty()) {
        refuseAnAxisAmongSpectra(path, spectra, frame);
      }
      understood = understood.noting(spectra.note().stream().toList());
      return new ArraySource(file, spectra, frame, axis, understood);
    } catch (IOException | RuntimeException e) {
      spectra.close();
      throw e;
    }
  }

  /** Refuses a matrix whose first row or column is the axis of the others. */
  private static void refuseAnAxisAmongSpectra(Path path, ArraySpectra spectra, ArrayFrame frame)
      throws IOException {
    int points = frame.pointCount();
    boolean few = points <= FEW_POINTS;
    int count = few ? (int) Math.min(Math.min(spectra.portion(), frame.count()), 64) : 1;
    float[] values = new float[count * points];
    if (frame.count() > 1) {
      spectra.read(0, count, values);
      float[] line = new float[few ? count : points];
      for (int i = 0; i < line.length; i++) {
        line[i] = values[few ? i * points : i];
      }
      if (isEvenly(line)) {
        throw SpectrumFileException.ofFile(
            path,
            (few ? "first points of the spectra" : "a first spectrum")
                + " that run evenly from "
                + line[0]
                + " to "
                + line[line.length - 1]
                + ", as an axis does",
            "spectra alone: save the axis as an array of its own beside them, or all as a table of"
                + " text with the axis in the first column");
      }
    }
  }

  /** Whether values run one way in steps that differ by no more than rounding. */
  private static boolean isEvenly(float[] values) {
    double step = (values[values.length - 1] - values[0]) / (values.length - 1.0);
    boolean evenly = values.length >= SURELY_AN_AXIS && step != 0;
    for (int i = 1; evenly && i < values.length; i++) {
      evenly = Math.abs(values[i] - values[i - 1] - step) <= 0.1 * Math.abs(step);
    }
    return evenly;
  }

  private static Optional<Stated<Quantity>> quantity(NumberArray data) {
    Optional<String> fact = data.fact("quantity", "long_name", "signal", "label", "title");
    return fact.flatMap(PlotTitles::ordinate)
        .map(ordinate -> ordinate.stated("what is said of \"" + data.name() + "\""))
        .or(
            () ->
                PlotTitles.ordinate(data.shortName())
                    .map(ordinate -> ordinate.stated("the name \"" + data.name() + "\"")));
  }

  /** The side along which the points of a spectrum run. */
  private static int pointSide(
      ArrayFile file, NumberArray data, OpenOptions options, Optional<NumberArray> axis)
      throws SpectrumFileException {
    int[] sides = data.sides();
    Optional<String> layout = options.choice(ReadChoice.LAYOUT);
    if (layout.isPresent() && !layout.get().matches("rows|columns")) {
      throw SpectrumFileException.ofFile(
          file.path(), "--layout " + layout.get(), "--layout rows or columns for an array");
    }
    if (sides.length == 0) {
      throw SpectrumFileException.ofFile(
          file.path(), data.toString(), "two points a spectrum at least");
    }
    if (layout.isPresent()) {
      return sides[layout.get().equals("rows") ? sides.length - 1 : 0];
    }
    long wanted = axis.map(NumberArray::count).orElse(listed(options));
    int[] fitting = IntStream.of(sides).filter(side -> data.shape()[side] == wanted).toArray();
    if (fitting.length == 1) {
      return fitting[0];
    }
    int last = sides[sides.length - 1];
    boolean lastFits = fitting.length == 0 ? axis.isEmpty() : data.shape()[last] == wanted;
    if (sides.length == 1 || (lastFits && file.spectraAreRows())) {
      return last;
    }
    throw SpectrumFileException.ofFile(
        file.path(),
        data
            + (fitting.length > 1 ? " with sides of equal length" : " without an axis in the file"),
        "the side of the points: say --layout rows (the last side) or --layout columns (the first)"
            + (axis.isEmpty() ? ", and --axis-dataset or --axis" : ""));
  }

  private static long listed(OpenOptions options) {
    return options.axis().isPresent() && options.axis().get() instanceof AxisHint.Listed hint
        ? hint.listed().length
        : -1;
  }

  private static ArrayFrame frame(ArrayFile file, NumberArray data, int points)
      throws SpectrumFileException {
    int[] rest = IntStream.of(data.sides()).filter(side -> side != points).toArray();
    long pointCount = data.shape()[points];
    long most = SpectrumList.MOST;
    if (pointCount > SpectralAxis.MAX_POINTS
        || IntStream.of(rest).anyMatch(side -> data.shape()[side] > most)) {
      throw SpectrumFileException.ofFile(
          file.path(),
          data + " with " + pointCount + " points a spectrum",
          "at most " + SpectralAxis.MAX_POINTS + " points, and " + most + " spectra");
    }
    if (rest.length < 2) {
      int inner = rest.length == 0 ? -1 : rest[0];
      int count = inner < 0 ? 1 : (int) data.shape()[inner];
      return ArrayFrame.lines(points, inner, (int) pointCount, count, SpectrumList.frame(count));
    }
    // An image's rows come before its columns in the shape; the reading follows the file.
    boolean byRows = file.lastSideFastest();
    int inner = byRows ? rest[1] : rest[0];
    int outer = byRows ? rest[0] : rest[1];
    return new ArrayFrame(
        points,
        inner,
        outer,
        (int) pointCount,
        (int) data.shape()[inner],
        (int) data.shape()[outer],
        byRows,
        null);
  }
}
