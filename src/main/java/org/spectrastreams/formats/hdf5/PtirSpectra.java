package org.spectrastreams.formats.hdf5;

import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.arrays.ArrayFile;
import org.spectrastreams.formats.arrays.ArrayFrame;
import org.spectrastreams.formats.arrays.ArraySource;
import org.spectrastreams.formats.arrays.ArraySpectra;
import org.spectrastreams.formats.arrays.NumberArray;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumList;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/** The spectra of single measurements of PTIR Studio, one data set each. */
final class PtirSpectra implements ArraySpectra {
  private final List<ArraySpectra> each;

  private PtirSpectra(List<ArraySpectra> each) {
    this.each = each;
  }

  /** The spectra of an image, or of measurements of one axis as a list. */
  static FileSource source(
      Hdf hdf,
      OpenOptions options,
      String label,
      Map<PtirMeasurement, Dataset> chosen,
      List<String> passedOver)
      throws IOException {
    Path path = hdf.path();
    PtirMeasurement first = chosen.keySet().iterator().next();
    Stated<AxisUnit> unit =
        options
            .unit(
                path, Optional.of(new Stated<>(AxisUnit.PER_CENTIMETRE, "as PTIR Studio measures")))
            .orElseThrow();
    StoredAxis axis;
    ImageGeometry geometry;
    try {
      axis = StoredAxis.monotonic(first.axis(), unit.value());
      geometry =
          first.isImage()
              ? new ImageGeometry(
                  first.columns(),
                  first.rows(),
                  first.places().orElseThrow().pixelSizeMicrometres())
              : SpectrumList.frame(chosen.size());
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          path, first + ": " + e.getMessage(), "wavenumbers and pixels that can be read");
    }
    ArrayFrame frame =
        ArrayFrame.lines(
            1, 0, first.points(), first.isImage() ? geometry.pixels() : chosen.size(), geometry);
    List<ArraySpectra> spectra = new ArrayList<>();
    for (Map.Entry<PtirMeasurement, Dataset> entry : chosen.entrySet()) {
      requireSides(hdf, entry.getKey(), entry.getValue());
      ArrayFrame own =
          first.isImage()
              ? frame
              : ArrayFrame.lines(1, 0, first.points(), 1, ImageGeometry.of(1, 1));
      spectra.add(new HdfSpectra(hdf, entry.getValue(), own, false));
    }
    Optional<Stated<Quantity>> stated =
        PlotTitles.ordinate(label).map(ordinate -> ordinate.stated("the label of the signal"));
    Understood understood =
        Understood.of(
            Hdf5Reader.ID,
            "Photothermal measurement, signal \"" + label + "\"",
            frame.count(),
            new Understood.Axis(axis.axis(), "attributes RangeWavenumber…", unit, false),
            options.quantity(path, stated),
            geometry);
    if (first.isImage()) {
      understood = understood.placed(first.places().orElseThrow());
    } else {
      understood = understood.noting(SpectrumList.note(chosen.size()));
    }
    return new ArraySource(
        new Open(hdf),
        first.isImage() ? spectra.get(0) : new PtirSpectra(spectra),
        frame,
        axis,
        understood.passingOver(passedOver));
  }

  private static void requireSides(Hdf hdf, PtirMeasurement measurement, Dataset dataset)
      throws IOException {
    long[] sides = hdf.guard(measurement.name(), dataset::getDimensionsAsLong);
    long spectra = (long) measurement.columns() * measurement.rows();
    if (sides.length != 2 || sides[0] != spectra || sides[1] != measurement.points()) {
      throw SpectrumFileException.ofFile(
          hdf.path(),
          measurement + ": data of the sides " + Arrays.toString(sides),
          spectra + " spectra of " + measurement.points() + " points, as its attributes say");
    }
    if (!hdf.guard(measurement.name(), () -> Hdf.isNumeric(dataset))) {
      throw SpectrumFileException.ofFile(
          hdf.path(), measurement + ": data that are no numbers", "real numbers");
    }
  }

  @Override
  public int portion() {
    return 64;
  }

  @Override
  public void read(long first, int count, float[] into) throws IOException {
    int points = into.length / Math.min(portion(), each.size());
    float[] one = new float[points];
    for (int i = 0; i < count; i++) {
      each.get((int) first + i).read(0, 1, one);
      System.arraycopy(one, 0, into, i * points, points);
    }
  }

  @Override
  public void close() {
    // The file is closed by the source, after this.
  }

  /** The file, for a source to close; its arrays are not asked for. */
  private record Open(Hdf hdf) implements ArrayFile {
    @Override
    public Path path() {
      return hdf.path();
    }

    @Override
    public List<NumberArray> arrays() {
      return List.of();
    }

    @Override
    public double[] values(NumberArray array) {
      throw new IllegalStateException("no arrays are listed");
    }

    @Override
    public ArraySpectra spectra(NumberArray array, ArrayFrame frame) {
      throw new IllegalStateException("no arrays are listed");
    }

    @Override
    public boolean lastSideFastest() {
      return true;
    }

    @Override
    public void close() {
      hdf.close();
    }
  }
}
