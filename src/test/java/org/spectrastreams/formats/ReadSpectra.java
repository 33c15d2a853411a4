package org.spectrastreams.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/** All that a source gives, for comparison. */
public record ReadSpectra(
    double[] axis, List<int[]> places, List<float[]> spectra, List<String> labels, int blocks) {

  /** Reads a source to its end in blocks of at most {@code maxSpectra}, and closes it. */
  public static ReadSpectra of(SpectrumSource source, int maxSpectra) throws IOException {
    try (source) {
      List<int[]> places = new ArrayList<>();
      List<float[]> spectra = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      int blocks = 0;
      int points = source.axis().size();
      SpectrumBlock block;
      while ((block = source.next(maxSpectra)) != null) {
        if (block.count() > maxSpectra || !block.axis().equals(source.axis())) {
          throw new AssertionError("a block of " + block.count() + " spectra on " + block.axis());
        }
        blocks++;
        for (int i = 0; i < block.count(); i++) {
          places.add(new int[] {block.x()[i], block.y()[i]});
          spectra.add(Arrays.copyOfRange(block.intensities(), i * points, (i + 1) * points));
        }
        labels.addAll(block.labels());
      }
      return new ReadSpectra(source.axis().toArray(), places, spectra, labels, blocks);
    }
  }
}
