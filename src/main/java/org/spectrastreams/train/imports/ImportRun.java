package org.spectrastreams.train.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelManifest.DataSet;
import org.spectrastreams.model.ModelManifest.Evaluation;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelManifest.Training;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.network.foreign.ForeignModel;
import org.spectrastreams.network.foreign.Outputs;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.train.data.ConfusionMatrix;
import org.spectrastreams.train.data.FileDigest;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.equip.Equipment;

/** Follows an ONNX file and its manifest to a package that is served like any other. */
public final class ImportRun {
  private static final long SEED = 1;

  /** A balanced accuracy of so many times chance, or less, is no better. */
  private static final double CHANCE = 1.2;

  private final Path onnx;
  private final ImportManifest manifest;
  private final Equipment equipment;
  private final Consumer<String> progress;

  /**
   * A run that has not begun.
   *
   * @param equipment the spectra that the model is tried on, and gets its domain from
   */
  public ImportRun(
      Path onnx, ImportManifest manifest, Equipment equipment, Consumer<String> progress) {
    this.onnx = onnx;
    this.manifest = manifest;
    this.equipment = equipment;
    this.progress = progress;
  }

  /**
   * Checks the model, writes its package and gives that all that the spectra can give.
   *
   * @throws IllegalArgumentException if the graph is not accepted, or says something else here than
   *     in ONNX Runtime by itself; the message names what, and what to do
   * @throws IOException if a file cannot be read or written
   */
  public ModelPackage into(Path store) throws IOException {
    if (Files.size(onnx) > ForeignModel.MOST_BYTES) {
      throw new IllegalArgumentException(
          onnx.getFileName()
              + " has "
              + Files.size(onnx)
              + " bytes; expected at most "
              + ForeignModel.MOST_BYTES);
    }
    LabelledPixels given = equipment.set().pixels();
    PreprocessingChain chain = manifest.chain(given.axis(), given.quantity());
    Outputs meaning = manifest.meaning();
    ForeignModel model =
        ForeignModel.read(Files.readAllBytes(onnx), chain.grid().size(), manifest.outputName());
    requireColumns(model, meaning);
    LabelledPixels pixels =
        (equipment.labelled() ? given.as(manifest.classes()) : given).usable(chain);
    if (pixels.count() == 0) {
      throw new IllegalArgumentException(
          "none of " + given.count() + " spectra is usable by the manifest's preprocessing");
    }
    ForeignTrial trial =
        ForeignTrial.of(model, manifest.classes(), meaning, pixels.prepare(chain).values());
    ForeignPackages packages = new ForeignPackages(model, manifest, meaning, trial, progress);
    ModelPackage bare = packages.write(store, written(chain, pixels, trial), pixels.probe());
    return equipment.onto(
        bare, store, Optional.of(scratch -> packages.twin(scratch, bare, pixels.probe(), SEED)));
  }

  private void requireColumns(ForeignModel model, Outputs meaning) {
    int expected = meaning.single() ? 1 : manifest.classes().size();
    if (model.columns() == 1 && !meaning.single() && expected == 2) {
      throw new IllegalArgumentException(
          "output '"
              + model.output()
              + "' gives one number for two classes; expected the manifest to say which class it"
              + " speaks for: outputs: {kind: …, of: "
              + manifest.classes().get(1)
              + "}");
    }
    if (model.columns() != expected) {
      throw new IllegalArgumentException(
          "output '"
              + model.output()
              + "' gives "
              + model.columns()
              + " numbers a spectrum; the manifest has "
              + manifest.classes().size()
              + " classes: "
              + String.join(", ", manifest.classes()));
    }
  }

  private ModelManifest written(PreprocessingChain chain, LabelledPixels pixels, ForeignTrial trial)
      throws IOException {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("kind", "imported");
    settings.put("file", onnx.getFileName().toString());
    settings.put("sha256", FileDigest.of(onnx));
    settings.put("outputs", manifest.outputs().toString());
    List<String> limits = new ArrayList<>(manifest.limits());
    limits.add(
        "Imported: how it was trained and tested is known to its owner alone; the figures are of"
            + " the spectra that it was imported with, which it may have seen.");
    ModelId id = manifest.id();
    return ModelManifest.ofEnsemble(
        id,
        manifest.title(),
        (manifest.description().isEmpty() ? "" : manifest.description() + " ")
            + "Tells "
            + String.join(", ", manifest.classes())
            + " apart. Trained elsewhere and imported from ONNX.",
        manifest.simulated(),
        manifest.classes(),
        chain,
        ForeignPackages.unknown(),
        1,
        new Training(
            List.of(
                new DataSet(
                    "the training data of " + onnx.getFileName(),
                    "training, elsewhere",
                    manifest.licence(),
                    manifest.attribution(),
                    manifest.simulated())),
            "as its owner knows",
            List.of(),
            List.of(equipment.command()),
            settings),
        new Evaluation(figures(pixels, trial), limits, new LinkedHashMap<>()));
  }

  private List<Figure> figures(LabelledPixels pixels, ForeignTrial trial) {
    if (!equipment.labelled()) {
      progress.accept(
          "the spectra have no labels: whether the classes stand in the right order was"
              + " not checked");
      return List.of();
    }
    ConfusionMatrix confusion = new ConfusionMatrix(manifest.classes().size());
    for (int i = 0; i < pixels.count(); i++) {
      confusion.add(pixels.labels()[i], trial.predicted(i));
    }
    double accuracy = confusion.accuracy();
    double balanced = confusion.balancedAccuracy();
    long present = Arrays.stream(pixels.labels()).distinct().count();
    String agreement =
        String.format(
            Locale.ROOT,
            "agrees with the labels of the data in %.1f %% (balanced %.3f)",
            100 * accuracy,
            balanced);
    if (present > 1 && balanced <= CHANCE / present) {
      throw new IllegalArgumentException(
          "the model "
              + agreement
              + ", no better than chance; expected more: look at the order of the classes, the"
              + " direction of the axis and the preprocessing, or leave --label out");
    }
    progress.accept(agreement);
    String evaluation = "the spectra that it was imported with, which it may have seen";
    return List.of(
        new Figure(evaluation, "imported model", "balanced accuracy", balanced, 0, 1),
        new Figure(evaluation, "imported model", "accuracy", accuracy, 0, 1));
  }
}
