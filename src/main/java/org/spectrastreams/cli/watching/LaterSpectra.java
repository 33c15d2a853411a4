package org.spectrastreams.cli.watching;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/**
 * A source without its first spectra, which were sent before. Those that a block of the source has
 * in common with what is left are cut off it. Closes nothing.
 */
final class LaterSpectra implements SpectrumSource {
  private final SpectrumSource source;
  private long skip;

  LaterSpectra(SpectrumSource source, long skip) {
    this.source = source;
    this.skip = skip;
  }

  @Override
  public SpectrumBlock next(int maxSpectra) throws IOException {
    SpectrumBlock block = source.next(maxSpectra);
    while (block != null && skip >= block.count()) {
      skip -= block.count();
      block = source.next(maxSpectra);
    }
    if (block == null || skip == 0) {
      return block;
    }
    int from = (int) skip;
    skip = 0;
    return behind(block, from);
  }

  private static SpectrumBlock behind(SpectrumBlock block, int from) {
    int points = block.points();
    return new SpectrumBlock(
        block.axis(),
        block.second(),
        block.quantity(),
        Arrays.copyOfRange(block.x(), from, block.count()),
        Arrays.copyOfRange(block.y(), from, block.count()),
        Arrays.copyOfRange(block.intensities(), from * points, block.count() * points),
        block.labels().isEmpty() ? List.of() : block.labels().subList(from, block.labels().size()));
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public ImageGeometry geometry() {
    return source.geometry();
  }

  @Override
  public SpectralAxis axis() {
    return source.axis();
  }

  @Override
  public Optional<SpectralAxis> secondAxis() {
    return source.secondAxis();
  }

  @Override
  public Quantity quantity() {
    return source.quantity();
  }

  @Override
  public Measurement measurement() {
    return source.measurement();
  }

  @Override
  public boolean simulated() {
    return source.simulated();
  }

  @Override
  public void close() {}
}
