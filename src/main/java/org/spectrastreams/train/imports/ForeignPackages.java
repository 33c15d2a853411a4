package org.spectrastreams.train.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.spectrastreams.model.ExactEnsemble;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelManifest.Evaluation;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.network.foreign.ForeignGraph;
import org.spectrastreams.network.foreign.ForeignModel;
import org.spectrastreams.network.foreign.ForeignNetwork;
import org.spectrastreams.network.foreign.Outputs;
import org.spectrastreams.network.onnx.EnsembleWriter;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Packages of one graph from elsewhere: written again with a way back where every operator has one,
 * else as it came. Either must say of the spectra what the graph says by itself.
 */
final class ForeignPackages {
  private static final double PARITY = 1e-4;

  private final ForeignModel model;
  private final ImportManifest manifest;
  private final Outputs meaning;
  private final ForeignTrial trial;
  private final Consumer<String> progress;
  private Optional<ForeignNetwork> network = Optional.empty();

  ForeignPackages(
      ForeignModel model,
      ImportManifest manifest,
      Outputs meaning,
      ForeignTrial trial,
      Consumer<String> progress) {
    this.model = model;
    this.manifest = manifest;
    this.meaning = meaning;
    this.trial = trial;
    this.progress = progress;
  }

  /** What stands in a manifest until it is known how the graph is served. */
  static NetworkFacts unknown() {
    return new NetworkFacts(
        ForeignNetwork.KIND,
        "",
        new LinkedHashMap<>(),
        new ModelManifest.Explanation("none", "none", "none", "none"));
  }

  /**
   * Writes the package.
   *
   * @param about all but what the network is
   * @throws IllegalArgumentException if it says something else than the graph by itself
   */
  ModelPackage write(Path store, ModelManifest about, SpectrumBlock probe) throws IOException {
    int classes = manifest.classes().size();
    try {
      ForeignNetwork found = ForeignNetwork.of(model, classes, meaning);
      ModelPackage written = write(store, about, found, found.weights(), probe);
      requireParity(written);
      network = Optional.of(found);
      progress.accept(
          "the graph was written again with a way back: gradients and an activation map are there");
      return written;
    } catch (IllegalArgumentException | EngineException e) {
      progress.accept(
          "the graph is served as it came, without gradients and activation map: "
              + e.getMessage());
    }
    ModelPackage written = asItCame(store, about, model, probe);
    requireParity(written);
    return written;
  }

  private ModelPackage write(
      Path store,
      ModelManifest about,
      ForeignNetwork written,
      Map<String, float[]> weights,
      SpectrumBlock probe)
      throws IOException {
    ModelManifest known = about.withNetwork(written.facts());
    return ModelPackageWriter.write(
        store,
        known,
        EnsembleWriter.write(written, known.graph(), List.of(weights)),
        new ExactNetwork(written, List.of(weights)),
        probe);
  }

  private ModelPackage asItCame(
      Path store, ModelManifest about, ForeignModel graph, SpectrumBlock probe) throws IOException {
    int classes = manifest.classes().size();
    try (ScoringEngine own = ForeignTrial.open(graph, classes, meaning)) {
      return ModelPackageWriter.write(
          store,
          about
              .withNetwork(ForeignGraph.facts(graph, classes))
              .withGraph(ForeignGraph.contract(graph.points(), classes)),
          ForeignGraph.write(graph, classes, meaning),
          new ByItself(own, classes),
          probe);
    }
  }

  /** The graph as ONNX Runtime computes it by itself. */
  private record ByItself(ScoringEngine own, int classes) implements ExactEnsemble {
    @Override
    public double[][] probabilities(double[] prepared) {
      float[] narrow = new float[prepared.length];
      for (int i = 0; i < narrow.length; i++) {
        narrow[i] = (float) prepared[i];
      }
      return ForeignTrial.probabilities(own, narrow, narrow.length, classes);
    }

    @Override
    public Answer activationMap(double[] prepared, int k) {
      return new Answer(new double[0], 0);
    }
  }

  /** A model of the same form whose weights are in another order. */
  ModelPackage twin(Path scratch, ModelPackage of, SpectrumBlock probe, long seed)
      throws IOException {
    ModelManifest known = of.manifest();
    ModelManifest about =
        ModelManifest.ofEnsemble(
            new ModelId("shuffled", "0.0.0"),
            "shuffled",
            "A twin for checks of explanations alone.",
            known.simulated(),
            known.classes(),
            known.preprocessing(),
            unknown(),
            1,
            known.training(),
            new Evaluation(List.of(), List.of(), new LinkedHashMap<>()));
    return network.isPresent()
        ? write(scratch, about, network.get(), network.get().shuffled(seed), probe)
        : asItCame(scratch, about, ForeignGraph.shuffled(model, seed), probe);
  }

  private void requireParity(ModelPackage written) {
    try (ScoringEngine engine = written.openEngine(Device.CPU, 1)) {
      double[][] here =
          ForeignTrial.probabilities(engine, trial.prepared(), model.points(), trial.classes());
      for (int row = 0; row < here.length; row++) {
        for (int c = 0; c < trial.classes(); c++) {
          double own = trial.probabilities()[row][c];
          if (!(Math.abs(own - here[row][c]) <= PARITY)) {
            throw new IllegalArgumentException(
                "spectrum "
                    + (row + 1)
                    + " has the probability "
                    + here[row][c]
                    + " of "
                    + manifest.classes().get(c)
                    + " here and "
                    + own
                    + " in the graph by itself; expected the same within "
                    + PARITY);
          }
        }
      }
    }
  }
}
