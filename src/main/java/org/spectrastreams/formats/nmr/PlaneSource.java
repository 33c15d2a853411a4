package org.spectrastreams.formats.nmr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * One plane: submatrices of equal sides, line by line of them, each stored line by line; int32
 * times a power of two.
 */
final class PlaneSource implements FileSource {
  /**
   * How a plane is stored.
   *
   * @param across the axis along a line (F2)
   * @param down the axis of the lines (F1)
   * @param sideAcross points of a submatrix along a line
   * @param sideDown lines of a submatrix
   * @param factor what every value is multiplied by
   */
  record Plane(StoredAxis across, StoredAxis down, int sideAcross, int sideDown, double factor) {
    int width() {
      return across.axis().size();
    }

    int height() {
      return down.axis().size();
    }

    long bytes() {
      return (long) width() * height() * Integer.BYTES;
    }
  }

  private final BinaryFile file;
  private final Plane plane;
  private final Understood understood;
  private boolean given;

  PlaneSource(BinaryFile file, Plane plane, Understood understood) {
    this.file = file;
    this.plane = plane;
    this.understood = understood;
  }

  @Override
  public String name() {
    return file.path().getFileName().toString();
  }

  @Override
  public SpectralAxis axis() {
    return plane.across().axis();
  }

  @Override
  public Optional<SpectralAxis> secondAxis() {
    return Optional.of(plane.down().axis());
  }

  @Override
  public Understood understood() {
    return understood;
  }

  @Override
  public SpectrumBlock next(int maxSpectra) throws IOException {
    FileSource.requireAsked(maxSpectra);
    if (given) {
      return null;
    }
    ByteBuffer raw = file.read(0, plane.bytes(), "the plane");
    int width = plane.width();
    int height = plane.height();
    float[] intensities = new float[width * height];
    for (int y = 0; y < height; y++) {
      int storedLine = plane.down().storedIndex(y);
      for (int x = 0; x < width; x++) {
        int at = place(plane.across().storedIndex(x), storedLine);
        intensities[y * width + x] = (float) (raw.getInt(at * Integer.BYTES) * plane.factor());
      }
    }
    given = true;
    return new SpectrumBlock(
        axis(), secondAxis(), quantity(), new int[1], new int[1], intensities, List.of());
  }

  /** Which of the stored values a point is. */
  private int place(int column, int line) {
    int across = plane.sideAcross();
    int down = plane.sideDown();
    int matrix = line / down * (plane.width() / across) + column / across;
    return (matrix * down + line % down) * across + column % across;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
