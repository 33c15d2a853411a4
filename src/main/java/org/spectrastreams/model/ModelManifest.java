package org.spectrastreams.model;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Everything that is known of a model, as {@code model.json} holds it; the card shows it alone.
 *
 * @param format the version of this format, {@value #FORMAT}
 * @param name the model's name, see {@link ModelId}
 * @param version the model's version, see {@link ModelId}
 * @param title what to call the model on a page
 * @param description what it does and what it is good for, one paragraph
 * @param task {@code classification}, {@code labels} or {@code value}
 * @param answer what a task of labels or of a value needs besides
 * @param simulated whether it was trained on computed spectra; every view of it must say so
 * @param classes the names of the classes, in the order of all outputs
 * @param preprocessing how a spectrum becomes the network's input; its grid is the input axis
 * @param network the kind of network that every member is; nothing that serves a model asks for it
 * @param architecture the network's own settings
 * @param graph what the graph reads and gives
 * @param members the number of members of the ensemble
 * @param explanation what the activation map of a result means
 * @param domain how the model knows a spectrum unlike those of its training
 * @param calibration how its confidence becomes a probability
 * @param training what it was trained on, and how
 * @param evaluation what was measured, and what is known not to work
 * @param files the SHA-256 digest, in lower-case hexadecimal digits, of every other file by its
 *     name
 */
@JsonPropertyOrder({
  "format",
  "name",
  "version",
  "title",
  "description",
  "task",
  "answer",
  "simulated",
  "classes",
  "members",
  "network",
  "architecture",
  "graph",
  "explanation",
  "domain",
  "calibration",
  "preprocessing",
  "training",
  "evaluation",
  "files"
})
public record ModelManifest(
    int format,
    String name,
    String version,
    String title,
    String description,
    String task,
    ModelTask answer,
    boolean simulated,
    List<String> classes,
    @JsonSerialize(using = ChainJson.Writer.class) @JsonDeserialize(using = ChainJson.Reader.class)
        PreprocessingChain preprocessing,
    Network network,
    Map<String, Object> architecture,
    GraphContract graph,
    int members,
    Explanation explanation,
    Domain domain,
    Calibration calibration,
    Training training,
    Evaluation evaluation,
    Map<String, String> files) {

  /** The version of the format that this class reads and writes. */
  public static final int FORMAT = 1;

  /** The task of most models: one class a spectrum. */
  public static final String CLASSIFICATION = "classification";

  /** The most members of an ensemble. */
  public static final int MAX_MEMBERS = 127;

  /** The most classes of a model; class indices travel as signed bytes. */
  public static final int MAX_CLASSES = 127;

  /**
   * What the activation map of a result means.
   *
   * @param method {@code gradient-times-activation}
   * @param layer the layer whose activations are explained
   * @param spreading how the layer's values become one value a wavenumber
   * @param outcome the number whose gradient is taken
   */
  public record Explanation(String method, String layer, String spreading, String outcome) {}

  /**
   * The kind of network that every member is.
   *
   * @param kind its name in the registry; empty in packages written before there was one
   * @param description one member in words
   */
  public record Network(String kind, String description) {}

  /**
   * One set of spectra that had a part in the model.
   *
   * @param name the set's name
   * @param use what for: training, validation, test …
   * @param licence its licence, by SPDX name where it has one
   * @param attribution who made it, and where it is found
   * @param simulated whether its spectra were computed, not measured
   */
  public record DataSet(
      String name, String use, String licence, String attribution, boolean simulated) {}

  /**
   * How the model was trained.
   *
   * @param data every set used
   * @param split how training, validation and test were kept apart
   * @param seeds the seed of each member
   * @param reproduce the commands that train it again
   * @param settings the recipe's settings, free form
   */
  public record Training(
      List<DataSet> data,
      String split,
      List<Long> seeds,
      List<String> reproduce,
      Map<String, Object> settings) {
    /** Copies the lists and the map. */
    public Training {
      data = List.copyOf(data);
      seeds = List.copyOf(seeds);
      reproduce = List.copyOf(reproduce);
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  /**
   * One measured number.
   *
   * @param evaluation what was measured on: the split, the truth
   * @param method what was measured: the ensemble, a member, a baseline
   * @param measure the name of the number, for instance balanced accuracy
   * @param value the number, or its mean over the runs
   * @param spread its standard deviation over the runs; 0 for one run
   * @param runs the number of folds or repetitions
   */
  public record Figure(
      String evaluation, String method, String measure, double value, double spread, int runs) {
    /** Checks the numbers. */
    public Figure {
      if (!Double.isFinite(value) || !(spread >= 0) || runs < 1) {
        throw new IllegalArgumentException(
            measure
                + " of "
                + method
                + " is "
                + value
                + " ± "
                + spread
                + " over "
                + runs
                + " runs; expected finite numbers, a spread of 0 or more and 1 run or more");
      }
    }
  }

  /**
   * What was measured.
   *
   * @param figures the numbers, the model's and the baselines', for the card
   * @param limits what the model is known not to do, one sentence each
   * @param metrics anything else, free form
   */
  public record Evaluation(List<Figure> figures, List<String> limits, Map<String, Object> metrics) {
    /** Copies the lists and the map. */
    public Evaluation {
      figures = List.copyOf(figures);
      limits = List.copyOf(limits);
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }
  }

  /** Checks that the parts agree with each other. */
  public ModelManifest {
    new ModelId(name, version);
    classes = List.copyOf(classes);
    architecture = Collections.unmodifiableMap(new LinkedHashMap<>(architecture));
    files = Collections.unmodifiableMap(new TreeMap<>(files));
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "manifest of format "
              + format
              + "; this version reads format "
              + FORMAT
              + ": use the version of Spectra Streams that the model was made for");
    }
    answer.requireFits(ModelTask.kindOf(task), classes);
    if (new HashSet<>(classes).size() != classes.size()
        || classes.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("classes " + classes + "; expected different names");
    }
    if (classes.size() > MAX_CLASSES) {
      throw new IllegalArgumentException(
          classes.size() + " classes; expected " + MAX_CLASSES + " at most");
    }
    if (members < 1 || members > MAX_MEMBERS) {
      throw new IllegalArgumentException(members + " members; expected 1 to " + MAX_MEMBERS);
    }
    graph.requireEnsemble(preprocessing.shape(), members, classes.size());
    if (domain.isKnown() != graph.gives(GraphContract.Meaning.DOMAIN_DISTANCE)) {
      throw new IllegalArgumentException(
          "domain method '"
              + domain.method()
              + "' with a graph that gives "
              + (domain.isKnown() ? "no" : "a")
              + " domain distance; expected both or neither");
    }
  }

  /** A manifest of an ensemble whose package is still to be written. */
  public static ModelManifest ofEnsemble(
      ModelId id,
      String title,
      String description,
      boolean simulated,
      List<String> classes,
      PreprocessingChain preprocessing,
      NetworkFacts network,
      int members,
      Training training,
      Evaluation evaluation) {
    return new ModelManifest(
        FORMAT,
        id.name(),
        id.version(),
        title,
        description,
        CLASSIFICATION,
        ModelTask.CLASSIFICATION,
        simulated,
        classes,
        preprocessing,
        new Network(network.kind(), network.description()),
        network.architecture(),
        GraphContract.ofEnsemble(preprocessing.shape(), members, classes.size()).withGradients(),
        members,
        network.explanation(),
        Domain.NONE,
        Calibration.NONE,
        training,
        evaluation,
        Map.of());
  }

  /** This manifest with the digests of the package's files. */
  public ModelManifest withFiles(Map<String, String> digests) {
    return with(task, answer, graph, domain, calibration, training, evaluation, digests);
  }

  /** This manifest of a graph that gives the distance from a domain, too. */
  public ModelManifest withDomain(Domain known, GraphContract.Port distance) {
    GraphContract both = graph.without(distance.meaning()).with(distance);
    return with(task, answer, both, known, calibration, training, evaluation, files);
  }

  /** This manifest of a model that is calibrated so. */
  public ModelManifest withCalibration(Calibration known) {
    return with(task, answer, graph, domain, known, training, evaluation, files);
  }

  /** This manifest of a model of which more was measured. */
  public ModelManifest withEvaluation(Training told, Evaluation measured) {
    return with(task, answer, graph, domain, calibration, told, measured, files);
  }

  /** This manifest of another network. */
  public ModelManifest withNetwork(NetworkFacts facts) {
    return new ModelManifest(
        format,
        name,
        version,
        title,
        description,
        task,
        answer,
        simulated,
        classes,
        preprocessing,
        new Network(facts.kind(), facts.description()),
        facts.architecture(),
        graph,
        members,
        facts.explanation(),
        domain,
        calibration,
        training,
        evaluation,
        files);
  }

  /** This manifest of a graph that reads and gives something else. */
  public ModelManifest withGraph(GraphContract ports) {
    return with(task, answer, ports, domain, calibration, training, evaluation, files);
  }

  /** This manifest of a model with another task. */
  public ModelManifest withTask(OutcomeKind kind, ModelTask needs) {
    String asked = ModelTask.nameOf(kind);
    return with(asked, needs, graph, domain, calibration, training, evaluation, files);
  }

  /** This manifest of a graph that gives maps of the class that is asked for, too. */
  public ModelManifest withMaps(Collection<GraphContract.Meaning> maps) {
    return withGraph(graph.withMaps(maps));
  }

  private ModelManifest with(
      String asked,
      ModelTask needs,
      GraphContract ports,
      Domain known,
      Calibration calibrated,
      Training told,
      Evaluation measured,
      Map<String, String> digests) {
    return new ModelManifest(
        format,
        name,
        version,
        title,
        description,
        asked,
        needs,
        simulated,
        classes,
        preprocessing,
        network,
        architecture,
        ports,
        members,
        explanation,
        known,
        calibrated,
        told,
        measured,
        digests);
  }

  /** What this manifest says of the network, for another one of the same network. */
  public NetworkFacts facts() {
    return new NetworkFacts(network.kind(), network.description(), architecture, explanation);
  }

  /** What the model says of a spectrum. */
  public OutcomeKind outcome() {
    return ModelTask.kindOf(task);
  }

  /** The axis of prepared spectra; of planes the one along a row. */
  public SpectralAxis axis() {
    return preprocessing.grid();
  }

  /** The name and the version. */
  public ModelId id() {
    return new ModelId(name, version);
  }

  /** The bytes of {@code model.json}: UTF-8, indented. */
  public byte[] toJson() {
    return ManifestJson.bytes(this);
  }

  /**
   * Reads {@code model.json}.
   *
   * @throws IllegalArgumentException if it is no JSON, a property is missing, unknown or given
   *     twice, or the parts disagree; the message says where
   */
  public static ModelManifest fromJson(byte[] json) {
    return ManifestJson.readModel(json);
  }
}
