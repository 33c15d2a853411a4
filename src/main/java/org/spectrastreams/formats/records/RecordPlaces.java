package org.spectrastreams.formats.records;

import java.util.Optional;
import java.util.stream.IntStream;
import org.spectrastreams.formats.spi.SpectrumList;
import org.spectrastreams.spectrum.ImageGeometry;

/**
 * Which pixel of an image each record is, in the order of reading: line by line. The arrays are
 * owned by the places; nobody may write to them.
 *
 * @param geometry the frame; it may have pixels that no record belongs to
 * @param record the number of the record of each spectrum read
 * @param x its pixel column
 * @param y its pixel row
 */
public record RecordPlaces(ImageGeometry geometry, int[] record, int[] x, int[] y) {
  /**
   * Records without places: an image of one line, or of as many as {@link SpectrumList} needs.
   *
   * @throws IllegalArgumentException if there are more than a line may hold
   */
  public static RecordPlaces list(int count) {
    return lines(SpectrumList.frame(count), count);
  }

  /**
   * Records that are the first {@code count} pixels of an image, line by line.
   *
   * @throws IllegalArgumentException if the image has fewer pixels
   */
  public static RecordPlaces lines(ImageGeometry geometry, int count) {
    if (count > geometry.pixels()) {
      throw new IllegalArgumentException(
          count + " spectra for " + geometry.pixels() + " pixels; expected one a pixel at most");
    }
    return new RecordPlaces(
        geometry,
        IntStream.range(0, count).toArray(),
        IntStream.range(0, count).map(i -> i % geometry.width()).toArray(),
        IntStream.range(0, count).map(i -> i / geometry.width()).toArray());
  }

  /**
   * Records at given pixels, one each.
   *
   * @return empty where two records claim one pixel
   * @throws IllegalArgumentException if a pixel lies outside the frame
   */
  public static Optional<RecordPlaces> at(ImageGeometry geometry, int[] x, int[] y) {
    int[] recordOf = new int[geometry.pixels()];
    for (int i = 0; i < x.length; i++) {
      if (x[i] < 0 || x[i] >= geometry.width() || y[i] < 0 || y[i] >= geometry.height()) {
        throw new IllegalArgumentException(
            "pixel (" + x[i] + ", " + y[i] + ") outside an image of " + geometry);
      }
      int pixel = y[i] * geometry.width() + x[i];
      if (recordOf[pixel] != 0) {
        return Optional.empty();
      }
      recordOf[pixel] = i + 1;
    }
    int[] pixels = IntStream.range(0, recordOf.length).filter(i -> recordOf[i] > 0).toArray();
    return Optional.of(
        new RecordPlaces(
            geometry,
            IntStream.of(pixels).map(pixel -> recordOf[pixel] - 1).toArray(),
            IntStream.of(pixels).map(pixel -> pixel % geometry.width()).toArray(),
            IntStream.of(pixels).map(pixel -> pixel / geometry.width()).toArray()));
  }

  /** How many records there are. */
  public int count() {
    return record.length;
  }
}
