package org.spectrastreams.train.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.dl4j.MemberTrainer;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * A model's twin: the same network, preprocessing and classes, trained on something else, in a
 * package of its own.
 */
final class TwinPackage {
  private final ModelPackage model;
  private final List<Map<String, float[]>> members = new ArrayList<>();

  /** A twin without members. */
  TwinPackage(ModelPackage model) {
    this.model = model;
  }

  /**
   * Trains one more member; every epoch is judged on the data it was trained with.
   *
   * @param data spectra prepared as the model prepares them
   */
  void train(PreparedSpectra data, TrainingSettings settings, long seed) {
    members.add(
        new MemberTrainer(Networks.of(model.manifest()), settings)
            .train(data, data, data.select(new int[] {0, 1}), seed)
            .weights());
  }

  /**
   * Writes the package.
   *
   * @param store receives it
   * @param suffix what its name has after the model's, a-z 0-9 and -
   * @param title what was done to the model
   * @param probe raw spectra for the probe to be chosen from
   */
  ModelPackage write(Path store, String suffix, String title, SpectrumBlock probe)
      throws IOException {
    ModelManifest of = model.manifest();
    ModelManifest manifest =
        ModelManifest.ofEnsemble(
            new ModelId(of.name() + "-" + suffix, "0.0.0"),
            of.title() + ", " + title,
            "A twin for checks of explanations alone.",
            of.simulated(),
            of.classes(),
            of.preprocessing(),
            of.facts(),
            members.size(),
            of.training(),
            new ModelManifest.Evaluation(List.of(), List.of(), Map.of()));
    return EnsemblePackages.write(store, manifest, members, probe);
  }
}
