package org.spectrastreams.formats.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumList;
import org.spectrastreams.spectrum.ImageGeometry;

/**
 * Which pixel a place in a table is. Without places, or with the same one for all, the spectra are
 * a list.
 *
 * @param geometry the frame
 * @param columns the pixel columns; null for a list
 * @param rows the pixel rows; null for a list
 * @param places where the pixels lie; empty for a list, and where the table gives pixel numbers
 */
record PlaceMap(
    ImageGeometry geometry, PixelGrid columns, PixelGrid rows, Optional<Places> places) {
  /**
   * What the table says about places.
   *
   * @param otherwise what a refusal of repeated places offers besides
   */
  record Statement(
      Path file,
      Optional<ImageGeometry> geometry,
      double pixelSizeMicrometres,
      String unit,
      String from,
      String otherwise) {
    /** No word about them. */
    static Statement none(Path file) {
      return new Statement(file, Optional.empty(), Double.NaN, "", "not stated", "");
    }
  }

  /** A list of spectra. */
  static PlaceMap list(Statement said, long count) throws SpectrumFileException {
    if (count > SpectrumList.MOST) {
      throw SpectrumFileException.ofFile(
          said.file(),
          count + " spectra without places",
          "at most " + SpectrumList.MOST + ": split the table, or give it columns x and y");
    }
    ImageGeometry frame = SpectrumList.frame(count);
    return new PlaceMap(
        new ImageGeometry(frame.width(), frame.height(), said.pixelSizeMicrometres()),
        null,
        null,
        Optional.empty());
  }

  private record Grids(PixelGrid columns, PixelGrid rows) {
    /** The first spectrum at a place that one before it has; −1 for none. */
    int firstRepeat(double[] x, double[] y) {
      BitSet taken = new BitSet();
      for (int i = 0; i < x.length; i++) {
        if (!columns.holds(x[i]) || !rows.holds(y[i])) {
          continue; // refused with its line when it is read
        }
        int pixel = rows.index(y[i]) * columns.size() + columns.index(x[i]);
        if (taken.get(pixel)) {
          return i;
        }
        taken.set(pixel);
      }
      return -1;
    }
  }

  /** Crowds first: written with few decimals, crowds lie on a grid of that decimal as well. */
  private static Grids grids(double[] x, double[] y) {
    Optional<PixelGrid> columns = PixelGrid.ofCrowds(x, ImageGeometry.MAX_SIDE);
    Optional<PixelGrid> rows = PixelGrid.ofCrowds(y, ImageGeometry.MAX_SIDE);
    if (columns.isPresent() || rows.isPresent()) {
      Grids sent =
          new Grids(
              columns.orElseGet(() -> PixelGrid.of(x, ImageGeometry.MAX_SIDE)),
              rows.orElseGet(() -> PixelGrid.of(y, ImageGeometry.MAX_SIDE)));
      if (sent.firstRepeat(x, y) < 0) {
        return sent;
      }
    }
    return new Grids(
        PixelGrid.of(x, ImageGeometry.MAX_SIDE), PixelGrid.of(y, ImageGeometry.MAX_SIDE));
  }

  /**
   * The pixels of places.
   *
   * @param x one a spectrum
   * @param y one a spectrum
   * @throws SpectrumFileException if they lie on no even grid, or two spectra have the same place
   */
  static PlaceMap of(Statement said, double[] x, double[] y) throws SpectrumFileException {
    if (said.geometry().isPresent()) {
      ImageGeometry stated = said.geometry().get();
      PlaceMap map =
          new PlaceMap(
              stated,
              PixelGrid.indices(stated.width()),
              PixelGrid.indices(stated.height()),
              Optional.empty());
      map.refuseRepeats(said, x, y);
      return map;
    }
    if (Arrays.stream(x).distinct().count() == 1 && Arrays.stream(y).distinct().count() == 1) {
      return list(said, x.length);
    }
    PixelGrid columns;
    PixelGrid rows;
    try {
      Grids grids = grids(x, y);
      columns = grids.columns();
      rows = grids.rows();
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          said.file(),
          e.getMessage(),
          "x and y on an even grid of at most "
              + ImageGeometry.MAX_SIDE
              + " pixels a side, or --places none to read the spectra as a list");
    }
    Places places =
        Places.of(
            columns.first(),
            rows.first(),
            columns.size() == 1 ? Double.NaN : columns.step(),
            rows.size() == 1 ? Double.NaN : rows.step(),
            said.unit(),
            said.from());
    double size =
        Double.isNaN(said.pixelSizeMicrometres())
            ? places.pixelSizeMicrometres()
            : said.pixelSizeMicrometres();
    PlaceMap map =
        new PlaceMap(
            new ImageGeometry(columns.size(), rows.size(), size),
            columns,
            rows,
            Optional.of(places));
    map.refuseRepeats(said, x, y);
    return map;
  }

  private void refuseRepeats(Statement said, double[] x, double[] y) throws SpectrumFileException {
    int repeat = new Grids(columns, rows).firstRepeat(x, y);
    if (repeat >= 0) {
      throw SpectrumFileException.ofFile(
          said.file(),
          "a second spectrum at the place x = " + x[repeat] + ", y = " + y[repeat],
          "one spectrum a place: average repeats before, or say --places none to read all "
              + x.length
              + " spectra as a list"
              + said.otherwise());
    }
  }

  /** What a user should know of a long list. */
  List<String> listNote(long count) {
    return isList() ? SpectrumList.note(count) : List.of();
  }

  /** Whether the spectra have no places of their own. */
  boolean isList() {
    return columns == null;
  }
}
