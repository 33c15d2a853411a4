package org.spectrastreams.stream.score;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelTask;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.RandomWeights;
import org.spectrastreams.network.functional.FgCnn;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.train.equip.PackageExplanations;

/**
 * Fixture: an untrained model of labels and one of a value, each with a pipeline of its name and a
 * background that explains it, on the axis of {@link TestModels}.
 */
public final class OtherOutcomes {
  public static final String LABELS = "groups";
  public static final List<String> NAMES = List.of("hydroxyl", "carbonyl", "nitrile");
  public static final List<Float> THRESHOLDS = List.of(0.1f, 0.5f, 0.99f);

  public static final String VALUE = "sugar";
  public static final String QUANTITY = "sugar content";
  public static final String UNIT = "g/L";

  private static final int MEMBERS = 2;
  private static final int SPECTRA = 40;

  private OtherOutcomes() {}

  /** Writes both into a model store and a folder of pipelines that are there. */
  public static void write(Path store, Path pipelines) throws IOException {
    write(store, pipelines, LABELS, NAMES, OutcomeKind.LABELS, new ModelTask(THRESHOLDS, ""));
    write(
        store,
        pipelines,
        VALUE,
        List.of(QUANTITY),
        OutcomeKind.VALUE,
        new ModelTask(List.of(), UNIT));
  }

  private static void write(
      Path store, Path pipelines, String name, List<String> names, OutcomeKind kind, ModelTask task)
      throws IOException {
    int points = TestModels.AXIS.size();
    Network network = new FgCnn(points, names.size());
    ModelManifest any =
        RandomModels.manifest(
            new ModelId(name, "1.0.0"), TestModels.AXIS, TestModels.CLASSES, MEMBERS);
    float[] spectra = RandomModels.spectra(SPECTRA, points, 8);
    ModelPackage plain =
        EnsemblePackages.write(
            store,
            ModelManifest.ofEnsemble(
                    any.id(),
                    any.title(),
                    any.description(),
                    true,
                    names,
                    any.preprocessing(),
                    network.facts(),
                    MEMBERS,
                    any.training(),
                    any.evaluation())
                .withTask(kind, task),
            RandomWeights.members(network, MEMBERS, 3),
            new SpectrumBlock(
                TestModels.AXIS, Quantity.ABSORBANCE, new int[SPECTRA], new int[SPECTRA], spectra));
    PackageExplanations.write(store, plain, spectra, "random spectra", "a test", Map.of(), 1);
    Files.writeString(
        pipelines.resolve(name + ".yaml"), "{name: " + name + ", model: " + name + "}");
  }
}
