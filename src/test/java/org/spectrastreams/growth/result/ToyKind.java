package org.spectrastreams.growth.result;

import java.util.Optional;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.score.ResultKind;
import org.spectrastreams.stream.score.ResultPart;
import org.spectrastreams.stream.score.ScoredBlock;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/**
 * A kind of result that the project does not know: the largest value of every raw spectrum, for
 * pipelines whose name says so. All that it takes is this class and its line in {@code
 * META-INF/services}.
 */
public final class ToyKind implements ResultKind {
  static final String NAME = "peak";
  static final String PIPELINE = "grown";

  @Override
  public Optional<ResultPart> partOf(LoadedPipeline pipeline) {
    return pipeline.name().equals(PIPELINE) ? Optional.of(ToyKind::add) : Optional.empty();
  }

  private static void add(ScoredBlock scored, Wire.ResultBlock.Builder into) {
    SpectrumBlock spectra = scored.spectra();
    float[] peaks = new float[scored.count()];
    for (int i = 0; i < peaks.length; i++) {
      peaks[i] = peak(spectra, i);
    }
    into.addReadings(
        Wire.Reading.newBuilder()
            .setName(NAME)
            .setTitle("Highest point")
            .setUnit("absorbance")
            .setValues(Packed.floats(peaks)));
  }

  static float peak(SpectrumBlock spectra, int i) {
    int points = spectra.axis().size();
    float peak = Float.NEGATIVE_INFINITY;
    for (int j = i * points; j < (i + 1) * points; j++) {
      peak = Math.max(peak, spectra.intensities()[j]);
    }
    return peak;
  }
}
