package org.spectrastreams.model;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.DeviceSettings.Precision;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.HostedModel;
import org.spectrastreams.model.engine.OnnxEngine;
import org.spectrastreams.model.engine.OnnxExplainer;
import org.spectrastreams.model.engine.OnnxGraphCheck;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.model.signature.ModelSignature;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * A model package that was found undamaged: every digest agrees, the graph is what the manifest
 * says. Holds the files that scoring needs in memory, so that a later change on disk has no effect.
 *
 * <p>Immutable and safe for any number of threads; the engines it opens are not.
 */
public final class ModelPackage implements HostedModel {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPackage.class);

  /** The manifest's name in a package. */
  public static final String MANIFEST = "model.json";

  /** The graph's name in a package. */
  public static final String GRAPH = "ensemble.onnx";

  /** The probe's name in a package. */
  public static final String PROBE = "probe.json";

  /** The model card's name in a package. */
  public static final String CARD = "MODEL_CARD.md";

  /** What is known of the explanations; its presence says that the package has them. */
  public static final String EXPLANATIONS = "explanations.json";

  /**
   * The graph of the amortised explainer and the contexts' encoder, see {@link ExplainerEngine}.
   */
  public static final String EXPLAINER = "explainer.onnx";

  /** Per wavenumber and bin: frequency, mean, standard deviation, minimum, maximum. */
  public static final String LIME_BINS = "lime-bins.npy";

  /** Prepared training spectra from which perturbed spectra borrow, [donors, points]. */
  public static final String LIME_DONORS = "lime-donors.npy";

  /** What the contexts are. */
  public static final String CONTEXTS = "contexts.json";

  /** Centroid, mean spectrum and mean weights of every context, [contexts, latent + 2 points]. */
  public static final String CONTEXT_ARRAYS = "contexts.npy";

  /** Spectra of the training in the latent space: projected x, y, context, predicted class. */
  public static final String LATENT = "latent.npy";

  /** The latent space as a picture. */
  public static final String LATENT_PICTURE = "latent.svg";

  /** A linear model of the log-odds for each context, [contexts, classes, bands + 1]. */
  public static final String LINEAR = "contexts-linear.npy";

  /** What the model's own coefficients say of every class, [classes, points]. */
  public static final String COEFFICIENTS = "coefficients.npy";

  /** Files of the explanations that not every package has. */
  static final List<String> OPTIONAL_EXPLANATION_FILES = List.of(LINEAR, COEFFICIENTS);

  /** The files that explanations by perturbed spectra cannot do without. */
  static final List<String> BACKGROUND_FILES = List.of(EXPLANATIONS, LIME_BINS, LIME_DONORS);

  /** The files that contexts and the amortised explainer need besides. */
  static final List<String> CONTEXT_FILES =
      List.of(EXPLAINER, CONTEXTS, CONTEXT_ARRAYS, LATENT, LATENT_PICTURE);

  private static final int MAX_MANIFEST_BYTES = 16 << 20;
  private static final int MAX_FILE_BYTES = 512 << 20;

  private final Path folder;
  private final ModelManifest manifest;
  private final String digest;
  private final byte[] graph;
  private final Probe probe;
  private final Map<String, byte[]> files;
  private final Optional<ExplanationManifest> explanations;

  private ModelPackage(
      Path folder,
      ModelManifest manifest,
      String digest,
      byte[] graph,
      Probe probe,
      Map<String, byte[]> files) {
    this.folder = folder;
    this.manifest = manifest;
    this.digest = digest;
    this.graph = graph;
    this.probe = probe;
    this.files = files;
    this.explanations =
        Optional.ofNullable(files.get(EXPLANATIONS)).map(ExplanationManifest::fromJson);
    explanations.ifPresent(this::checkExplanations);
  }

  private void checkExplanations(ExplanationManifest known) {
    requireFiles(known.lime().isKnown() ? BACKGROUND_FILES : List.of(EXPLANATIONS));
    if (known.crime().isKnown()) {
      requireFiles(CONTEXT_FILES);
      OnnxGraphCheck.check(files.get(EXPLAINER), EXPLAINER, explainer(known));
    }
  }

  private void requireFiles(List<String> names) {
    for (String name : names) {
      if (!files.containsKey(name)) {
        throw new EngineException(
            EXPLANATIONS + " stands without " + name + ": train the explanations again");
      }
    }
  }

  private GraphContract explainer(ExplanationManifest known) {
    return GraphContract.ofExplainer(
        manifest.preprocessing().grid().size(), known.crime().latent());
  }

  /**
   * Loads and verifies {@code root/name/version}; the probe is left to {@link #openEngine}.
   *
   * @throws EngineException naming the package and the first thing wrong with it
   */
  static ModelPackage load(Path root, ModelId id) {
    Path model = root.resolve(id.name());
    Path folder = model.resolve(id.version());
    try {
      if (Files.isSymbolicLink(model) || Files.isSymbolicLink(folder)) {
        throw new EngineException(
            folder + " is a symbolic link; a store holds its own packages: copy the package there");
      }
      return load(new PackageFiles(folder), id);
    } catch (EngineException | IllegalArgumentException e) {
      throw new EngineException("model " + id + " refused: " + e.getMessage(), e);
    }
  }

  private static ModelPackage load(PackageFiles files, ModelId id) {
    byte[] json = files.read(MANIFEST, MAX_MANIFEST_BYTES);
    ModelManifest manifest = ModelManifest.fromJson(json);
    if (!manifest.id().equals(id)) {
      throw new EngineException(
          "its manifest is of "
              + manifest.id()
              + "; the folder must be <name>/<version> of the manifest");
    }
    Set<String> missing = new TreeSet<>(Set.of(GRAPH, PROBE, CARD));
    missing.removeAll(manifest.files().keySet());
    if (!missing.isEmpty()) {
      throw new EngineException("its manifest has no digest of " + missing);
    }
    byte[] graph = null;
    byte[] probe = null;
    Map<String, byte[]> kept = new HashMap<>();
    for (Map.Entry<String, String> file : manifest.files().entrySet()) {
      byte[] bytes = files.read(file.getKey(), MAX_FILE_BYTES);
      String found = Sha256.of(bytes);
      if (!found.equals(file.getValue())) {
        throw new EngineException(
            file.getKey()
                + " has SHA-256 "
                + found
                + ", the manifest says "
                + file.getValue()
                + ": the file was changed or damaged; copy the package again, or train it anew");
      }
      if (file.getKey().equals(GRAPH)) {
        graph = bytes;
      } else if (file.getKey().equals(PROBE)) {
        probe = bytes;
      } else if (isExplanation(file.getKey())) {
        kept.put(file.getKey(), bytes);
      }
    }
    OnnxGraphCheck.check(graph, GRAPH, manifest.graph());
    return new ModelPackage(
        files.folder(), manifest, Sha256.of(json), graph, Probe.fromJson(probe, manifest), kept);
  }

  private static boolean isExplanation(String name) {
    return BACKGROUND_FILES.contains(name)
        || CONTEXT_FILES.contains(name)
        || OPTIONAL_EXPLANATION_FILES.contains(name);
  }

  /** The signature beside the manifest as it lies there now; empty where there is none. */
  Optional<byte[]> signature() {
    return Files.exists(folder.resolve(ModelSignature.FILE), LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(new PackageFiles(folder).read(ModelSignature.FILE, ModelSignature.MAX_BYTES))
        : Optional.empty();
  }

  /** Where the package lies. */
  public Path folder() {
    return folder;
  }

  /** What is known of the model. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** The name and the version. */
  public ModelId id() {
    return manifest.id();
  }

  /**
   * A prepared spectrum, or a mean of such, as it was before the last step where that scales every
   * grid point by statistics of the training: in units that people know. The same where the chain
   * ends otherwise.
   */
  public float[] beforeStandardisation(float[] prepared) {
    List<Preprocessing> steps = preprocessing().steps();
    if (!(steps.get(steps.size() - 1) instanceof Preprocessing.VariableScaling scaled)) {
      return prepared.clone();
    }
    float[] before = new float[prepared.length];
    for (int i = 0; i < before.length; i++) {
      before[i] = prepared[i] * scaled.deviation()[i] + scaled.mean()[i];
    }
    return before;
  }

  /** How a spectrum becomes the network's input. */
  public PreprocessingChain preprocessing() {
    return manifest.preprocessing();
  }

  /** The axis of prepared spectra and activation maps; of planes the one along a row. */
  public SpectralAxis axis() {
    return manifest.preprocessing().grid();
  }

  /** The axis of the rows of prepared planes; empty for spectra of one dimension. */
  public Optional<SpectralAxis> secondAxis() {
    return manifest.preprocessing().second();
  }

  /** The values of a prepared spectrum and of an activation map: those of both axes of planes. */
  public int points() {
    return manifest.preprocessing().points();
  }

  /** What the spectra must measure. */
  public Quantity quantity() {
    return preprocessing().quantity();
  }

  /** The names of the classes, in the order of all outputs. */
  public List<String> classes() {
    return manifest.classes();
  }

  /** The number of members of the ensemble. */
  public int members() {
    return manifest.members();
  }

  /** What is known of its explanations; empty where they were not trained. */
  public Optional<ExplanationManifest> explanations() {
    return explanations;
  }

  /**
   * A file of the explanations that not every package has.
   *
   * @return a copy of its bytes, whose digest agrees with the manifest; empty where there is none
   */
  public Optional<byte[]> optionalExplanationFile(String name) {
    return Optional.ofNullable(files.get(name)).map(byte[]::clone);
  }

  /**
   * A file of the explanations.
   *
   * @param name one of the names above
   * @return a copy of its bytes, whose digest agrees with the manifest
   * @throws EngineException if the package has no explanations
   */
  public byte[] explanationFile(String name) {
    byte[] found = files.get(name);
    if (found == null) {
      throw new EngineException(
          "model "
              + id()
              + " has no "
              + name
              + ": ./spectra models explain makes explanations from a file of spectra, ./spectra"
              + " train RECIPE --explanations-only contexts as well");
    }
    return found.clone();
  }

  /** All files of the explanations by their names; not to be written to. */
  Map<String, byte[]> explanationFiles() {
    return files;
  }

  /**
   * The SHA-256 digest of the manifest, which holds the digests of all other files: 64 lower-case
   * hexadecimal digits that name this exact model.
   */
  @Override
  public String digest() {
    return digest;
  }

  /**
   * Opens an engine and lets it score the stored probe spectrum before anything else.
   *
   * @param threads the processor threads that one batch may use, 1 or more
   * @return an engine for one thread, to be closed by the caller
   * @throws EngineException if the device cannot be used, or the probe's answer is not the stored
   *     one
   */
  @Override
  public ScoringEngine openEngine(Device device, int threads) {
    OnnxEngine engine = OnnxEngine.open(graph, manifest.graph(), device, threads);
    try {
      prove(engine, Precision.FLOAT32);
      return engine;
    } catch (EngineException e) {
      engine.close();
      throw new EngineException("device " + device + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void prove(ScoringEngine engine, Precision precision) {
    try {
      if (precision == Precision.FLOAT32) {
        probe.verify(manifest, engine);
      } else {
        Probe.Agreement found = probe.agreement(manifest, engine);
        LOG.info("model {} at {}: {}", id(), precision, found);
      }
    } catch (EngineException e) {
      throw new EngineException("model " + id() + " refused: " + e.getMessage(), e);
    }
  }

  @Override
  public HostedModel.Graph ensemble() {
    return new HostedModel.Graph(graph, manifest.graph());
  }

  @Override
  public boolean hasExplainer() {
    return explanations.isPresent() && explanations.get().crime().isKnown();
  }

  @Override
  public HostedModel.Graph explainer() {
    return new HostedModel.Graph(explanationFile(EXPLAINER), explainer(explanations.orElseThrow()));
  }

  /**
   * Opens the amortised explainer.
   *
   * @param threads the processor threads that one batch may use, 1 or more
   * @return an explainer for one thread, to be closed by the caller
   * @throws EngineException if the package has no explanations or the device cannot be used
   */
  @Override
  public ExplainerEngine openExplainer(Device device, int threads) {
    byte[] explainer = explanationFile(EXPLAINER);
    return OnnxExplainer.open(explainer, explainer(explanations.orElseThrow()), device, threads);
  }
}
