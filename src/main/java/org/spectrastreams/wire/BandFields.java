package org.spectrastreams.wire;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.spectrastreams.bands.StrongestBands;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.proto.Wire;

/** Writes the strongest bands of explanations as a field of a result. For one thread. */
public final class BandFields {
  private final int points;
  private final StrongestBands strongest;
  private float[] centres = {};
  private float[] weights = {};

  public BandFields(SpectralAxis axis) {
    this.points = axis.size();
    this.strongest = new StrongestBands(axis);
  }

  /**
   * The bands of {@code count} spectra.
   *
   * @param explanations a row of weights for each explained spectrum
   * @param rowOf the row of a spectrum; negative where it has none
   * @param most bands a spectrum
   */
  public Wire.TopBands of(float[] explanations, IntUnaryOperator rowOf, int count, int most) {
    if (centres.length < count * most) {
      centres = new float[count * most];
      weights = new float[count * most];
    }
    for (int i = 0; i < count; i++) {
      int row = rowOf.applyAsInt(i);
      if (row >= 0) {
        strongest.find(explanations, row * points, most, centres, weights, i * most);
      } else {
        Arrays.fill(centres, i * most, (i + 1) * most, Float.NaN);
        Arrays.fill(weights, i * most, (i + 1) * most, Float.NaN);
      }
    }
    return Wire.TopBands.newBuilder()
        .setBands(most)
        .setWavenumbers(Packed.floats(centres, count * most))
        .setWeights(Packed.floats(weights, count * most))
        .build();
  }
}
