package org.spectrastreams.train.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.onnx.EnsembleWriter;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.Preprocessing.OutOfRange;
import org.spectrastreams.preprocess.Preprocessing.Scaling;
import org.spectrastreams.preprocess.Preprocessing.SpectrumScaling;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.train.data.LorentzianLines;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.recipe.SimulatedLines;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * The acceptance case of Fukuhara 2019, section 4.1: a network that tells Lorentzian lines apart
 * must find the line that all spectra of a class have in common important, and not the random ones.
 * Short by default; {@code -Dspectra.acceptance=true} runs both variants as they were published.
 */
class LinesTrainingIT {
  /** How far a map may be off a line: half a filter, and half a place of the second pooling. */
  private static final double NEAR = 6;

  /**
   * Where the maps of tested spectra lie.
   *
   * @param accuracy share of spectra that were classified right
   * @param onLine share of spectra whose largest value lies on the class's line
   * @param onOthers the same on a random line
   * @param ratio mean size on random lines, relative to the value on the class's line
   */
  private record Found(double accuracy, double onLine, double onOthers, double ratio) {}

  private static PreparedSpectra prepared(LorentzianLines lines) {
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.RAMAN_INTENSITY,
            new Interpolate(lines.pixels().axis(), Interpolation.LINEAR, OutOfRange.REJECT, 1, 1),
            new SpectrumScaling(Scaling.MAXIMUM));
    return lines.pixels().prepare(chain);
  }

  private static SimulatedLines settings(
      int points, List<Integer> places, int random, int perClass, long seed) {
    return new SimulatedLines(points, places, 4, 0.025, random, perClass, 3, seed);
  }

  private static List<Found> found(
      int points, List<Integer> places, int random, int perClass, TrainingSettings training) {
    LorentzianLines lines = LorentzianLines.of(settings(points, places, random, 30, 90_000));
    PreparedSpectra tested = prepared(lines);
    Network network = Networks.find("raman-cnn").on(lines.pixels().axis(), places.size());
    MemberTrainer.Trained trained =
        new MemberTrainer(network, training)
            .train(
                prepared(LorentzianLines.of(settings(points, places, random, perClass, 1))),
                prepared(LorentzianLines.of(settings(points, places, random, 20, 50_000))),
                tested,
                1);
    GraphContract contract =
        GraphContract.ofEnsemble(points, 1, places.size())
            .withGradients()
            .withMaps(network.maps().keySet());
    byte[] onnx = EnsembleWriter.write(network, contract, List.of(trained.weights()));
    try (ScoringEngine engine = OnnxEngine.open(onnx, contract, Device.CPU, 1)) {
      return List.of(
          measured(engine, Meaning.DENSE_IMPORTANCE, lines, tested, trained, places),
          measured(engine, Meaning.GRAD_CAM, lines, tested, trained, places));
    }
  }

  private static Found measured(
      ScoringEngine engine,
      Meaning meaning,
      LorentzianLines lines,
      PreparedSpectra tested,
      MemberTrainer.Trained trained,
      List<Integer> places) {
    int points = tested.points();
    int right = 0;
    int onLine = 0;
    int onOthers = 0;
    double own = 0;
    double others = 0;
    for (int row = 0; row < tested.count(); row++) {
      int label = tested.labels()[row];
      float[] spectrum =
          java.util.Arrays.copyOfRange(tested.values(), row * points, (row + 1) * points);
      float[] map = new float[points];
      engine.gradients().orElseThrow().maps(meaning, spectrum, 1, label, map);
      int largest = IntStream.range(0, points).reduce(0, (a, b) -> map[b] > map[a] ? b : a);
      int from = row * tested.classes();
      right +=
          IntStream.range(0, tested.classes())
                  .allMatch(
                      k ->
                          trained.probabilities()[from + k]
                              <= trained.probabilities()[from + label])
              ? 1
              : 0;
      onLine += Math.abs(largest - places.get(label)) <= NEAR ? 1 : 0;
      own += map[places.get(label)] / tested.count();
      for (double place : lines.random()[row]) {
        onOthers += Math.abs(largest - place) <= NEAR ? 1 : 0;
        others +=
            Math.abs(map[(int) Math.rint(place)]) / tested.count() / lines.random()[row].length;
      }
    }
    double count = tested.count();
    return new Found(right / count, onLine / count, onOthers / count, others / own);
  }

  @Test
  void shouldFindTheCommonLineImportantInShortSpectra() {
    List<Found> found =
        found(
            128, List.of(20, 64, 110), 2, 40, new TrainingSettings(12, 10, 1e-3, 1_000, 0.5, 0, 0));
    assertThat(found.get(0).accuracy).isGreaterThan(0.9);
    assertThat(found.get(0).onLine).isGreaterThan(0.7);
    assertThat(found.get(0).ratio).isLessThan(0.5);
  }

  @Test
  @EnabledIfSystemProperty(named = "spectra.acceptance", matches = "true")
  void shouldFindTheLinesAsPublished() {
    assertPublished(0, 20);
  }

  @Test
  @EnabledIfSystemProperty(named = "spectra.acceptance", matches = "true")
  void shouldFindTheCommonLineAmongRandomOnesAsPublished() {
    assertPublished(3, 100);
  }

  private static void assertPublished(int random, int perClass) {
    List<Found> found =
        found(
            1024,
            List.of(100, 500, 1000),
            random,
            perClass,
            new TrainingSettings(100, 10, 1e-4, 1_000, 0.5, 0, 0));
    assertThat(found.get(0).accuracy).as("%s", found).isGreaterThan(0.95);
    assertThat(found.get(0).onLine).as("%s", found).isGreaterThan(0.95);
    assertThat(found.get(0).onOthers).as("%s", found).isLessThan(0.05);
    org.slf4j.LoggerFactory.getLogger(LinesTrainingIT.class)
        .info("lines, {} random: {}", random, found);
  }
}
