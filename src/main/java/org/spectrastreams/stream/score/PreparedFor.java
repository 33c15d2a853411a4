package org.spectrastreams.stream.score;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * What was prepared for the axes and quantities seen last, at most {@value #KEPT}, and together of
 * no more points than the largest plane: an instrument sends the same ones for hours. For one
 * thread.
 */
final class PreparedFor<V> {
  private static final int KEPT = 8;

  /** What is kept holds room for its points: {@value #KEPT} large planes would take 128 MiB. */
  private static final long MOST_POINTS = SpectrumBlock.MAX_PLANE_POINTS;

  /** Prepares for spectra that were not seen lately. */
  interface Preparation<V> {
    V prepare(SpectrumInput input) throws UnusableSpectrumException;
  }

  private final Preparation<V> preparation;
  private final ToIntFunction<V> points;
  private final Map<SpectrumInput, V> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** Counts what is prepared as of {@code points}, or of its spectra's where they have more. */
  PreparedFor(Preparation<V> preparation, ToIntFunction<V> points) {
    this.preparation = preparation;
    this.points = points;
  }

  /**
   * What is prepared for such spectra.
   *
   * @throws UnusableSpectrumException if nothing can be
   */
  V get(SpectrumInput input) throws UnusableSpectrumException {
    V known = kept.get(input);
    if (known == null) {
      known = preparation.prepare(input);
      kept.put(input, known);
      forget();
    }
    return known;
  }

  /** The eldest first, never the newest. */
  private void forget() {
    long sum = 0;
    for (Map.Entry<SpectrumInput, V> each : kept.entrySet()) {
      sum += points(each);
    }
    Iterator<Map.Entry<SpectrumInput, V>> eldest = kept.entrySet().iterator();
    while (kept.size() > 1 && (kept.size() > KEPT || sum > MOST_POINTS)) {
      sum -= points(eldest.next());
      eldest.remove();
    }
  }

  private long points(Map.Entry<SpectrumInput, V> each) {
    return Math.max(each.getKey().points(), points.applyAsInt(each.getValue()));
  }
}
