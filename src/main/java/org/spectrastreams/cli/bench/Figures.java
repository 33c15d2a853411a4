package org.spectrastreams.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured, round by round.
 *
 * @param engine the bare engine
 * @param endToEnd the whole way, activation maps alone
 * @param full the same with contexts and LIME bands; empty where the model has no explanations
 */
record Figures(
    List<EngineLoop.Round> engine, List<EndToEnd.Passage> endToEnd, List<EndToEnd.Passage> full) {
  /** Nothing yet. */
  Figures() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  double engineSpectraPerSecond() {
    return median(engine, EngineLoop.Round::spectraPerSecond);
  }

  double engineBytesPerSpectrum() {
    return median(engine, EngineLoop.Round::bytesPerSpectrum);
  }

  double endToEndSpectraPerSecond() {
    return median(endToEnd, EndToEnd.Passage::spectraPerSecond);
  }

  /** NaN where the model has no explanations. */
  double fullSpectraPerSecond() {
    return full.isEmpty() ? Double.NaN : median(full, EndToEnd.Passage::spectraPerSecond);
  }

  /** Processor time of all rounds. */
  ProcessorTimes engineTimes() {
    return engine.stream().map(EngineLoop.Round::times).reduce(ProcessorTimes::plus).orElseThrow();
  }

  long engineSpectra() {
    return engine.stream().mapToLong(EngineLoop.Round::spectra).sum();
  }

  static ProcessorTimes times(List<EndToEnd.Passage> passages) {
    return passages.stream()
        .map(EndToEnd.Passage::times)
        .reduce(ProcessorTimes::plus)
        .orElseThrow();
  }

  static long spectra(List<EndToEnd.Passage> passages) {
    return passages.stream().mapToLong(EndToEnd.Passage::spectra).sum();
  }

  /**
   * The processor time that the loops of the engine take for a spectrum, in what the whole process
   * takes end to end: what the ratio would be were no processor ever idle.
   */
  double ratioByProcessorTime() {
    return engineTimes().of(Worker.SCORING)
        / engineSpectra()
        * spectra(endToEnd)
        / times(endToEnd).total();
  }

  private static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
