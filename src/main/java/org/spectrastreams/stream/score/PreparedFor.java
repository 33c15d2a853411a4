package org.spectrastreams.stream.score;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spectrastreams.preprocess.UnusableSpectrumException;

/**
 * What was prepared for the axes and quantities seen last, at most {@value #KEPT}: an instrument
 * sends the same ones for hours. For one thread.
 */
final class PreparedFor<V> {
  private static final int KEPT = 8;

  /** Prepares for spectra that were not seen lately. */
  interface Preparation<V> {
    V prepare(SpectrumInput input) throws UnusableSpectrumException;
  }

  private final Preparation<V> preparation;

  @SuppressWarnings("serial") // never written
  private final Map<SpectrumInput, V> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SpectrumInput, V> eldest) {
          return size() > KEPT;
        }
      };

  PreparedFor(Preparation<V> preparation) {
    this.preparation = preparation;
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
    }
    return known;
  }
}
