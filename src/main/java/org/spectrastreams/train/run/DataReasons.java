package org.spectrastreams.train.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.Npy;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.train.choose.Coefficients;
import org.spectrastreams.train.choose.Committee;
import org.spectrastreams.train.choose.Material;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.ScratchFolder;
import org.spectrastreams.train.equip.PackageExplanations;
import org.spectrastreams.train.equip.PackageTrust;
import org.spectrastreams.train.measure.Faithfulness.Twins;
import org.spectrastreams.train.measure.PlantedBands;

/**
 * Gives the package of a {@link DataComparison} its explanations, and a verdict on each: what was
 * chosen is fitted again to shuffled labels and to spectra with a planted band, which takes no
 * longer than it took the first time.
 */
final class DataReasons {
  private static final PlantedBands BANDS = new PlantedBands(4, 400, 1, 8);
  private static final long SEED = 77;

  private final DataComparison comparison;
  private final String command;
  private final long seed;
  private final int contextThreads;
  private final Consumer<String> progress;

  /**
   * Reasons that are still to be found.
   *
   * @param contextThreads explanations made at once where contexts are wanted; 0 for none
   */
  DataReasons(
      DataComparison comparison,
      String command,
      long seed,
      int contextThreads,
      Consumer<String> progress) {
    this.contextThreads = contextThreads;
    this.comparison = comparison;
    this.command = command;
    this.seed = seed;
    this.progress = progress;
  }

  /** Writes the package with explanations; all else stays as it is. */
  ModelPackage into(ModelPackage model, Path store) throws IOException {
    LabelledPixels pixels = comparison.taught().pixels();
    float[] prepared = pixels.prepare(model.preprocessing()).values();
    ModelPackage plain = explained(store, model, comparison.fitted(), pixels, prepared);
    ModelPackage explained =
        contextThreads == 0
            ? plain
            : DataContexts.usual(comparison.taught(), command, seed, contextThreads, progress)
                .into(plain, store);
    List<Figure> ofContexts =
        contextThreads == 0 ? List.of() : explained.explanations().orElseThrow().figures();
    try (ScratchFolder scratch = new ScratchFolder("twins")) {
      Map<String, Double> hits =
          BANDS.hits(
              model.preprocessing(),
              pixels,
              (taught, place) -> planted(model, taught, scratch.path()),
              progress);
      ModelPackage measured =
          PackageTrust.write(
              store,
              explained,
              prepared,
              "the training",
              new Twins(Optional.empty(), Optional.of(shuffled(model, pixels, scratch.path()))),
              hits,
              List.of(),
              progress);
      ModelPackage judged =
          contextThreads == 0 ? measured : DataContexts.judged(measured, ofContexts, store);
      progress.accept("explanations: " + verdicts(judged));
      return judged;
    }
  }

  private ModelPackage explained(
      Path store, ModelPackage model, Committee committee, LabelledPixels pixels, float[] prepared)
      throws IOException {
    Map<String, byte[]> more = new HashMap<>();
    Coefficients.of(committee, Material.of(pixels, comparison.chain()))
        .ifPresent(
            found ->
                more.put(
                    ModelPackage.COEFFICIENTS,
                    new Npy(new int[] {pixels.classes().size(), model.axis().size()}, found)
                        .toBytes()));
    return PackageExplanations.write(
        store, model, prepared, "the spectra of the training", command, more, seed);
  }

  private ModelPackage planted(ModelPackage model, LabelledPixels taught, Path scratch)
      throws IOException {
    LabelledPixels two =
        new LabelledPixels(
            taught.axis(),
            taught.quantity(),
            List.of("without the band", "with the band"),
            taught.spectra(),
            taught.labels(),
            taught.truth(),
            taught.groups());
    Committee committee = comparison.fitted().refit(two, comparison.chain());
    ModelPackage twin = write(model, committee, two, "planted", scratch);
    return explained(scratch, twin, committee, two, two.prepare(twin.preprocessing()).values());
  }

  private ModelPackage shuffled(ModelPackage model, LabelledPixels pixels, Path scratch)
      throws IOException {
    int[] labels = pixels.labels().clone();
    Random random = new Random(SEED);
    for (int i = labels.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int label = labels[i];
      labels[i] = labels[other];
      labels[other] = label;
    }
    LabelledPixels others =
        new LabelledPixels(
            pixels.axis(),
            pixels.quantity(),
            pixels.classes(),
            pixels.spectra(),
            labels,
            labels,
            pixels.groups());
    Committee committee = comparison.fitted().refit(others, comparison.chain());
    return write(model, committee, others, "shuffled", scratch);
  }

  /** A package for these checks alone. */
  private ModelPackage write(
      ModelPackage model, Committee committee, LabelledPixels pixels, String name, Path scratch)
      throws IOException {
    Chemometric network = committee.network(pixels.axis().size(), pixels.classes().size());
    ModelManifest of = model.manifest();
    return EnsemblePackages.write(
        scratch,
        ModelManifest.ofEnsemble(
            new ModelId(name, "0.0.0"),
            name,
            "A twin for checks of explanations alone.",
            of.simulated(),
            pixels.classes(),
            committee.chain(comparison.chain()),
            network.facts(),
            committee.members().size(),
            of.training(),
            new ModelManifest.Evaluation(List.of(), List.of(), new LinkedHashMap<>())),
        committee.arrays(network),
        pixels.probe());
  }

  private static String verdicts(ModelPackage model) {
    List<Reliability> known = model.explanations().orElseThrow().reliability();
    return String.join(
        ", ",
        known.stream()
            .map(one -> one.method() + (one.reliable() ? " reliable" : " unreliable"))
            .toList());
  }
}
