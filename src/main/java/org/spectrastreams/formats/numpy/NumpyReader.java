package org.spectrastreams.formats.numpy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.RecordLayout;
import org.spectrastreams.formats.records.RecordPlaces;
import org.spectrastreams.formats.records.RecordSource;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Reads arrays that NumPy saved: one spectrum {@code (points)}, a list {@code (spectra, points)} or
 * an image {@code (lines, columns, points)}. An array has no axis: it is given with {@code --axis},
 * and its length must be that of the last side.
 */
public final class NumpyReader implements SpectrumReader {
  private static final String ID = "numpy";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a NumPy array (.npy) of spectra; its axis is given with --axis";
  }

  @Override
  public String evidence() {
    return "the bytes \\x93NUMPY at its start";
  }

  @Override
  public Claim claim(FileHead head) {
    return Claim.certainIf(head.has(0, 0x93, 'N', 'U', 'M', 'P', 'Y'), "the bytes \\x93NUMPY");
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    NumpyHeader header = NumpyHeader.read(path);
    int[] shape = header.shape();
    if (shape.length < 1 || shape.length > 3 || Arrays.stream(shape).anyMatch(side -> side < 1)) {
      throw SpectrumFileException.ofFile(
          path,
          "an array of the sides " + Arrays.toString(shape),
          "(points), (spectra, points) or (lines, columns, points)");
    }
    int points = shape[shape.length - 1];
    if (points > SpectralAxis.MAX_POINTS) {
      throw SpectrumFileException.ofFile(
          path,
          points + " points along the last side",
          "at most " + SpectralAxis.MAX_POINTS + ": the points of a spectrum stand there");
    }
    StoredAxis axis = options.requireAxis(path, points);
    RecordPlaces places = places(path, shape);
    Stated<Quantity> quantity = options.quantity(path, Optional.empty());
    return BinaryFile.source(
        path,
        header.order(),
        file -> {
          RecordLayout layout = RecordLayout.dense(header.dataOffset(), points, header.type());
          long expected = header.dataOffset() + places.count() * layout.stride();
          if (file.size() != expected) {
            throw file.error(
                Math.min(file.size(), expected),
                file.size() + " bytes in the file",
                expected + " for an array of the sides " + Arrays.toString(shape));
          }
          return RecordSource.of(
              file,
              layout,
              places,
              axis,
              Understood.of(
                  ID,
                  "NumPy array",
                  places.count(),
                  options.givenAxis(axis),
                  quantity,
                  places.geometry()));
        });
  }

  private static RecordPlaces places(Path path, int[] shape) throws IOException {
    try {
      if (shape.length == 3) {
        ImageGeometry geometry = ImageGeometry.of(shape[1], shape[0]);
        requireFitting(path, shape, geometry.pixels());
        return RecordPlaces.lines(geometry, geometry.pixels());
      }
      int spectra = shape.length == 2 ? shape[0] : 1;
      ImageGeometry.of(spectra, 1);
      return RecordPlaces.list(spectra);
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          path, "an array of the sides " + Arrays.toString(shape) + ": " + e.getMessage(), "fewer");
    }
  }

  /** Checks a number of pixels before anything is allocated for each of them. */
  private static void requireFitting(Path path, int[] shape, long pixels) throws IOException {
    long bytes = Files.size(path);
    if (pixels * shape[2] > bytes) {
      throw SpectrumFileException.ofFile(
          path,
          "an array of the sides " + Arrays.toString(shape) + " in " + bytes + " bytes",
          "a whole array");
    }
  }
}
