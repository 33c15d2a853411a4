package org.spectrastreams.formats.series;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Spectra on one axis that a format keeps one by one, as a list or line by line as an image. Beside
 * the blocks it hands out, a series holds one spectrum.
 */
public final class SpectrumSeries implements FileSource {
  private static final int MAX_BLOCK_VALUES = 1 << 22;

  /** Gives the spectra of a file. */
  public interface Spectra extends Closeable {
    /**
     * Reads one spectrum in stored order; {@code index} rises by one from call to call, from 0.
     *
     * @param stored receives the values of all points
     */
    void read(int index, float[] stored) throws IOException;
  }

  private final String name;
  private final Understood understood;
  private final StoredAxis axis;
  private final List<String> labels;
  private final Spectra spectra;
  private final float[] stored;
  private boolean closed;
  private int next;

  /**
   * A series of as many spectra as were understood, line by line.
   *
   * @param axis the axis as stored
   * @param labels a label for each spectrum, or none
   * @param spectra closed with the series
   */
  public SpectrumSeries(
      String name, Understood understood, StoredAxis axis, List<String> labels, Spectra spectra) {
    this.name = name;
    this.understood = understood;
    this.axis = axis;
    this.labels = labels;
    this.spectra = spectra;
    this.stored = new float[axis.axis().size()];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SpectralAxis axis() {
    return axis.axis();
  }

  @Override
  public Understood understood() {
    return understood;
  }

  @Override
  public SpectrumBlock next(int maxSpectra) throws IOException {
    FileSource.requireAsked(maxSpectra, !closed);
    int width = geometry().width();
    int left = (int) (understood.spectra() - next);
    if (left == 0) {
      return null;
    }
    int points = axis().size();
    int most = Math.min(maxSpectra, Math.max(1, MAX_BLOCK_VALUES / points));
    int count = Math.min(Math.min(most, left), width - next % width);
    int[] x = new int[count];
    int[] y = new int[count];
    float[] intensities = new float[count * points];
    List<String> blockLabels = labels.isEmpty() ? labels : labels.subList(next, next + count);
    for (int i = 0; i < count; i++, next++) {
      x[i] = next % width;
      y[i] = next / width;
      spectra.read(next, stored);
      axis.reorder(stored, 0, intensities, i * points);
    }
    return new SpectrumBlock(axis(), quantity(), x, y, intensities, blockLabels);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    spectra.close();
  }
}
