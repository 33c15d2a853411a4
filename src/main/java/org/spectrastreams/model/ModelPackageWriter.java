package org.spectrastreams.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.GraphContract.Port;
import org.spectrastreams.spectrum.SpectrumBlock;

/** Writes model packages that {@link ModelStore} then opens. */
public final class ModelPackageWriter {
  private ModelPackageWriter() {}

  /**
   * Writes a package into a store, verifies it as any reader would, and only then puts it in the
   * place of an earlier one of the same version. The same arguments give the same bytes.
   *
   * @param store the store's folder, made where it is missing
   * @param manifest the manifest; its digests are computed here
   * @param graph the exported graph, as the manifest's contract says
   * @param exact what the graph must compute
   * @param probe raw spectra, {@value Probe#SPECTRA} or more where there are as many: those of them
   *     that every engine must score right before use are chosen here
   * @return the package as a reader sees it
   * @throws IllegalArgumentException if the parts do not fit each other
   * @throws EngineException if the exported graph does not give the exact answers
   * @throws IOException if a file cannot be written
   */
  public static ModelPackage write(
      Path store, ModelManifest manifest, byte[] graph, ExactEnsemble exact, SpectrumBlock probe)
      throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ModelPackage.GRAPH, graph);
    files.put(ModelPackage.PROBE, Probe.of(manifest, exact, probe).toJson());
    files.put(ModelPackage.CARD, ModelCard.of(manifest).getBytes(StandardCharsets.UTF_8));
    return write(store, manifest, files);
  }

  /**
   * Writes a package's copy that has these explanations, whether or not it had others. As {@link
   * #write} otherwise.
   *
   * @param store where to; it may be the package's own
   * @param model the ensemble, which stays as it is, byte for byte
   * @param explanations what is known of them, for the card
   * @param files all explanation files by name but {@link ModelPackage#EXPLANATIONS}
   * @throws EngineException if a file is missing or the explainer does not load
   */
  public static ModelPackage writeExplanations(
      Path store, ModelPackage model, ExplanationManifest explanations, Map<String, byte[]> files)
      throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (String name : List.of(ModelPackage.GRAPH, ModelPackage.PROBE)) {
      all.put(name, unchanged(model, name));
    }
    all.putAll(files);
    all.put(ModelPackage.EXPLANATIONS, explanations.toJson());
    all.put(
        ModelPackage.CARD,
        ModelCard.of(model.manifest(), explanations).getBytes(StandardCharsets.UTF_8));
    return write(store, model.manifest(), all);
  }

  /** The files of a package's explanations by name, but {@link ModelPackage#EXPLANATIONS}. */
  public static Map<String, byte[]> explanationFilesOf(ModelPackage model) {
    Map<String, byte[]> files = new TreeMap<>(model.explanationFiles());
    files.remove(ModelPackage.EXPLANATIONS);
    return files;
  }

  /** The graph of a package as it was when the package was opened. */
  public static byte[] graphOf(ModelPackage model) throws IOException {
    return unchanged(model, ModelPackage.GRAPH);
  }

  /**
   * Writes a package's copy whose graph gives the distance from a domain, whether or not the
   * package had one before. As {@link #write} otherwise.
   *
   * @param store where to; it may be the package's own
   * @param model the package, whose other files stay as they are
   * @param known what is known of the domain, for the card
   * @param distance the graph's output that gives it
   * @param graph the graph with that output
   * @throws EngineException if the graph does not give the package's own answers any more
   */
  public static ModelPackage writeDomain(
      Path store, ModelPackage model, Domain known, Port distance, byte[] graph)
      throws IOException {
    return rewrite(
        store,
        model,
        model.manifest().withDomain(known, distance),
        Map.of(ModelPackage.GRAPH, graph));
  }

  /**
   * Writes a package's copy that is calibrated so, whether or not it was before. As {@link #write}
   * otherwise.
   *
   * @param store where to; it may be the package's own
   * @param model the package, whose other files stay as they are
   */
  public static ModelPackage writeCalibration(Path store, ModelPackage model, Calibration known)
      throws IOException {
    return rewrite(store, model, model.manifest().withCalibration(known), Map.of());
  }

  /**
   * Writes a package's copy of which more was measured, with another card. As {@link #write}
   * otherwise.
   *
   * @param store where to; it may be the package's own
   * @param model the package, whose other files stay as they are
   */
  public static ModelPackage writeEvaluation(
      Path store,
      ModelPackage model,
      ModelManifest.Training told,
      ModelManifest.Evaluation measured)
      throws IOException {
    return rewrite(store, model, model.manifest().withEvaluation(told, measured), Map.of());
  }

  /** The package's files with some of them in new words, and its card written anew. */
  private static ModelPackage rewrite(
      Path store, ModelPackage model, ModelManifest manifest, Map<String, byte[]> changed)
      throws IOException {
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (String name : model.manifest().files().keySet()) {
      all.put(name, unchanged(model, name));
    }
    all.putAll(changed);
    all.put(
        ModelPackage.CARD,
        model
            .explanations()
            .map(explanations -> ModelCard.of(manifest, explanations))
            .orElseGet(() -> ModelCard.of(manifest))
            .getBytes(StandardCharsets.UTF_8));
    return write(store, manifest, all);
  }

  private static byte[] unchanged(ModelPackage model, String name) throws IOException {
    byte[] bytes = Files.readAllBytes(model.folder().resolve(name));
    if (!Sha256.of(bytes).equals(model.manifest().files().get(name))) {
      throw new EngineException(
          model.folder().resolve(name) + " was changed since the package was opened");
    }
    return bytes;
  }

  private static ModelPackage write(Path store, ModelManifest manifest, Map<String, byte[]> files)
      throws IOException {
    Map<String, String> digests = new TreeMap<>();
    files.forEach((name, bytes) -> digests.put(name, Sha256.of(bytes)));
    files.put(ModelPackage.MANIFEST, manifest.withFiles(digests).toJson());

    ModelId id = manifest.id();
    Path model = Files.createDirectories(store.resolve(id.name()));
    Path staging = Files.createTempDirectory(model, ".writing-");
    try {
      Path folder = staging.resolve(id.name()).resolve(id.version());
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
      }
      ModelPackage written = ModelPackage.load(staging, id);
      written.openEngine(Device.CPU, 1).close();
      if (written.hasExplainer()) {
        written.openExplainer(Device.CPU, 1).close();
      }
      Path place = model.resolve(id.version());
      delete(place);
      Files.move(folder, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(staging);
    }
    return ModelPackage.load(store, id);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
