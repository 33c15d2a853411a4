package org.spectrastreams.explain.trust;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.lime.LimeResponse;
import org.spectrastreams.explain.lime.Segments;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * What the log-odds of a class, or another response, lose when the bands that an explanation ranks
 * first are replaced by what donors have there: a faithful explanation loses much, a random one
 * little. Bands are the triangular segments of {@link StableLime}, ranked by their mean weight; the
 * first tenth goes. For one thread.
 */
public final class BandDeletion {
  private static final int DONORS = 16;
  private static final double SHARE = 0.1;

  private final ScoringEngine engine;
  private final LimeResponse response;
  private final EnsembleScores scores;
  private final LimeBackground background;
  private final Segments segments;
  private final int points;
  private final float[] batch;

  /**
   * Deletes bands by a model's background.
   *
   * @param engine stays the caller's to close
   * @param spacing distance between the middles of neighbouring bands, cm⁻¹
   * @param response what is lost
   */
  public BandDeletion(
      ScoringEngine engine,
      SpectralAxis axis,
      LimeBackground background,
      double spacing,
      LimeResponse response) {
    this.engine = engine;
    this.response = response;
    this.scores = engine.newScoresWithoutMaps();
    this.background = background;
    this.segments = new Segments(axis, spacing, background);
    this.points = axis.size();
    this.batch = new float[(DONORS + 1) * points];
  }

  /**
   * The mean loss of the response over the donors, with the tenth that {@code weights} rank first.
   */
  public double loss(float[] prepared, int offset, int classIndex, float[] weights) {
    double[] ranks = segments.means(weights);
    int[] first =
        IntStream.range(0, segments.count())
            .boxed()
            .sorted(Comparator.comparingDouble(k -> -ranks[k]))
            .limit(deleted())
            .mapToInt(Integer::intValue)
            .toArray();
    return loss(prepared, offset, classIndex, first);
  }

  /** The same with as many bands chosen at random. */
  public double lossOfRandom(float[] prepared, int offset, int classIndex, long seed) {
    int[] order = IntStream.range(0, segments.count()).toArray();
    SplittableRandom random = new SplittableRandom(seed);
    for (int k = order.length - 1; k > 0; k--) {
      int other = random.nextInt(k + 1);
      int band = order[k];
      order[k] = order[other];
      order[other] = band;
    }
    return loss(prepared, offset, classIndex, Arrays.copyOf(order, deleted()));
  }

  private int deleted() {
    return Math.max(1, (int) Math.round(SHARE * segments.count()));
  }

  private double loss(float[] prepared, int offset, int classIndex, int[] bands) {
    int donors = Math.min(DONORS, background.donors());
    for (int i = 0; i <= donors; i++) {
      System.arraycopy(prepared, offset, batch, i * points, points);
      if (i > 0) {
        int donor = (i - 1) * background.donors() / donors;
        segments.replace(batch, i * points, prepared, offset, donor, bands);
      }
    }
    engine.score(batch, donors + 1, scores);
    double left = 0;
    for (int i = 1; i <= donors; i++) {
      left += response.of(scores, i, classIndex) / donors;
    }
    return response.of(scores, 0, classIndex) - left;
  }
}
