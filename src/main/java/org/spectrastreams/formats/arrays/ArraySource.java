package org.spectrastreams.formats.arrays;

import java.io.IOException;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;

/** Hands out the spectra of an array; holds one portion of them. */
public final class ArraySource implements FileSource {
  private final ArrayFile file;
  private final ArraySpectra spectra;
  private final ArrayFrame frame;
  private final StoredAxis axis;
  private final Understood understood;
  private final float[] portion;
  private long portionStart;
  private int portionCount;
  private long next;
  private boolean closed;

  /** A source that closes the spectra, and then their file. */
  public ArraySource(
      ArrayFile file,
      ArraySpectra spectra,
      ArrayFrame frame,
      StoredAxis axis,
      Understood understood) {
    this.file = file;
    this.spectra = spectra;
    this.frame = frame;
    this.axis = axis;
    this.understood = understood;
    int most = (int) Math.min(spectra.portion(), frame.count());
    this.portion = new float[Math.multiplyExact(most, frame.pointCount())];
  }

  @Override
  public String name() {
    return file.path().getFileName().toString();
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
    if (next == frame.count()) {
      return null;
    }
    int points = frame.pointCount();
    if (next == portionStart + portionCount) {
      portionStart = next;
      portionCount = (int) Math.min(portion.length / points, frame.count() - next);
      spectra.read(next, portionCount, portion);
    }
    int count = (int) Math.min(maxSpectra, portionStart + portionCount - next);
    float[] intensities = new float[count * points];
    int[] x = new int[count];
    int[] y = new int[count];
    for (int i = 0; i < count; i++) {
      int stored = (int) (next - portionStart + i) * points;
      axis.reorder(portion, stored, intensities, i * points);
      x[i] = frame.x(next + i);
      y[i] = frame.y(next + i);
    }
    next += count;
    return new SpectrumBlock(axis(), quantity(), x, y, intensities);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try (file) {
      spectra.close();
    }
  }
}
