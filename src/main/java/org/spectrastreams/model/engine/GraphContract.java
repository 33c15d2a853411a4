package org.spectrastreams.model.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What goes into a graph and what comes out of it: by name, shape and meaning. Manifest, engine,
 * probe and graph check know a network by its contract alone.
 *
 * <p>Immutable and safe for any number of threads.
 *
 * @param inputs what the graph reads
 * @param outputs what it computes; an engine asks for those whose meaning it knows
 */
@JsonPropertyOrder({"inputs", "outputs"})
public record GraphContract(List<Port> inputs, List<Port> outputs) {
  private static final int MAX_PORTS = 64;

  /** The types of the numbers of a port. */
  public enum Element {
    /** 32-bit floating point. */
    @JsonProperty("float32")
    FLOAT32,
    /** 32-bit integer. */
    @JsonProperty("int32")
    INT32
  }

  /** What the numbers of a port are. */
  public enum Meaning {
    /** Prepared spectra, [points] or, for planes, [rows, columns]. */
    @JsonProperty("spectra")
    SPECTRA,
    /** The class to explain, []. */
    @JsonProperty("class")
    CHOSEN_CLASS,
    /** Class probabilities of every member, [members, classes]. */
    @JsonProperty("member-probabilities")
    MEMBER_PROBABILITIES,
    /** The ensemble's class as {@link EnsembleVote} counts, []. */
    @JsonProperty("predicted-class")
    PREDICTED_CLASS,
    /** Activation of the predicted class at every point of the input. */
    @JsonProperty("activation-map")
    ACTIVATION_MAP,
    /** Gradient of the predicted class's value × the input, at every point of the input. */
    @JsonProperty("input-gradient")
    INPUT_GRADIENT,
    /** How far a spectrum is from the model's domain; above 1 is outside, []. */
    @JsonProperty("domain-distance")
    DOMAIN_DISTANCE,
    /** The logarithm of the odds of the chosen class, []. */
    @JsonProperty("log-odds")
    LOG_ODDS,
    /** Gradient of those by every point of the input. */
    @JsonProperty("log-odds-gradient")
    LOG_ODDS_GRADIENT,
    /** Class activation map of the chosen class at every point of the input (Zhou 2016). */
    @JsonProperty("class-activation-map")
    CLASS_ACTIVATION_MAP,
    /** Grad-CAM of the chosen class at every point of the input (Selvaraju 2017). */
    @JsonProperty("grad-cam")
    GRAD_CAM,
    /** Grad-CAM++ of the chosen class at every point of the input (Chattopadhay 2018). */
    @JsonProperty("grad-cam-plus-plus")
    GRAD_CAM_PLUS_PLUS,
    /** Importance by a dense layer's weights for the chosen class (Fukuhara 2019). */
    @JsonProperty("dense-importance")
    DENSE_IMPORTANCE,
    /** LIME weights of the chosen class, [points]. */
    @JsonProperty("lime-weights")
    LIME_WEIGHTS,
    /** A place in the latent space, [dimensions]. */
    @JsonProperty("latent")
    LATENT
  }

  /**
   * One input or output.
   *
   * @param name its name in the graph
   * @param element the type of its numbers
   * @param shape its dimensions after the first, which is the batch
   * @param meaning what the numbers are
   */
  @JsonPropertyOrder({"name", "element", "shape", "meaning"})
  public record Port(String name, Element element, List<Integer> shape, Meaning meaning) {
    private static final int MAX_DIMENSIONS = 4;

    /** Checks the name and the dimensions. */
    public Port {
      shape = List.copyOf(shape);
      if (name.isBlank() || shape.size() > MAX_DIMENSIONS || product(shape) > 1 << 28) {
        throw new IllegalArgumentException(
            "graph port '"
                + name
                + "' of shape "
                + shape
                + "; expected a name and at most "
                + MAX_DIMENSIONS
                + " dimensions of a usual size");
      }
      for (int length : shape) {
        if (length < 1) {
          throw new IllegalArgumentException(
              "graph port '" + name + "' has the shape " + shape + "; expected lengths from 1");
        }
      }
    }

    private static long product(List<Integer> shape) {
      long product = 1;
      for (int length : shape) {
        product = Math.min(product * Math.max(1L, length), Integer.MAX_VALUE);
      }
      return product;
    }

    /** The numbers of one spectrum. */
    public int size() {
      return (int) product(shape);
    }

    /** The shape of a batch. */
    public long[] batchShape(int count) {
      long[] all = new long[shape.size() + 1];
      all[0] = count;
      for (int i = 0; i < shape.size(); i++) {
        all[i + 1] = shape.get(i);
      }
      return all;
    }

    /** Type and shape as the graph check writes them, {@code FLOAT[N, 801]}. */
    String described() {
      StringBuilder text = new StringBuilder(element == Element.FLOAT32 ? "FLOAT[N" : "INT32[N");
      shape.forEach(length -> text.append(", ").append(length));
      return text.append(']').toString();
    }
  }

  /** Checks that no name and no meaning stands twice on one side. */
  public GraphContract {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    requireDistinct("input", inputs);
    requireDistinct("output", outputs);
  }

  private static void requireDistinct(String side, List<Port> ports) {
    if (ports.isEmpty() || ports.size() > MAX_PORTS) {
      throw new IllegalArgumentException(
          "a graph of " + ports.size() + " " + side + "s; expected 1 to " + MAX_PORTS);
    }
    Set<String> names = new HashSet<>();
    Set<Meaning> meanings = new HashSet<>();
    for (Port port : ports) {
      if (!names.add(port.name) || !meanings.add(port.meaning)) {
        throw new IllegalArgumentException(
            "graph " + side + " '" + port.name + "' (" + port.meaning + ") stands twice");
      }
    }
  }

  /** The contract of an ensemble over spectra of one dimension, under the usual names. */
  public static GraphContract ofEnsemble(int points, int members, int classes) {
    return ofEnsemble(List.of(points), members, classes);
  }

  /** The contract of an ensemble over spectra of one or two dimensions, under the usual names. */
  public static GraphContract ofEnsemble(List<Integer> spectrum, int members, int classes) {
    Integer[] shape = spectrum.toArray(Integer[]::new);
    return new GraphContract(
        List.of(floats("spectra", Meaning.SPECTRA, shape)),
        List.of(
            floats("member_probabilities", Meaning.MEMBER_PROBABILITIES, members, classes),
            new Port("predicted", Element.INT32, List.of(), Meaning.PREDICTED_CLASS),
            floats("activation_map", Meaning.ACTIVATION_MAP, shape)));
  }

  /** This contract with maps of the class that is asked for. */
  public GraphContract withMaps(Collection<Meaning> maps) {
    List<Port> given = new ArrayList<>(outputs);
    for (Meaning map : new TreeSet<>(maps)) {
      given.add(
          new Port(
              map.name().toLowerCase(Locale.ROOT),
              Element.FLOAT32,
              input(Meaning.SPECTRA).shape(),
              map));
    }
    return new GraphContract(inputs, given);
  }

  /** This contract with one more output. */
  public GraphContract with(Port output) {
    List<Port> all = new ArrayList<>(outputs);
    all.add(output);
    return new GraphContract(inputs, all);
  }

  /** This contract without the output of a meaning, where it has one. */
  public GraphContract without(Meaning meaning) {
    return new GraphContract(
        inputs, outputs.stream().filter(port -> port.meaning != meaning).toList());
  }

  /** This contract of an ensemble with the gradient of the log-odds of a class to be chosen. */
  public GraphContract withGradients() {
    List<Port> asked = new ArrayList<>(inputs);
    asked.add(new Port("class", Element.INT32, List.of(), Meaning.CHOSEN_CLASS));
    List<Port> given = new ArrayList<>(outputs);
    given.add(floats("log_odds", Meaning.LOG_ODDS));
    given.add(
        new Port(
            "log_odds_gradient",
            Element.FLOAT32,
            input(Meaning.SPECTRA).shape(),
            Meaning.LOG_ODDS_GRADIENT));
    return new GraphContract(asked, given);
  }

  /** The contract of an amortised explainer with its contexts' encoder. */
  public static GraphContract ofExplainer(int points, int latent) {
    return new GraphContract(
        List.of(
            floats("spectra", Meaning.SPECTRA, points),
            new Port("class", Element.INT32, List.of(), Meaning.CHOSEN_CLASS)),
        List.of(
            floats("lime_weights", Meaning.LIME_WEIGHTS, points),
            floats("latent", Meaning.LATENT, latent)));
  }

  /** A port of float32 numbers. */
  public static Port floats(String name, Meaning meaning, Integer... shape) {
    return new Port(name, Element.FLOAT32, List.of(shape), meaning);
  }

  /**
   * The input of this meaning.
   *
   * @throws EngineException if there is none
   */
  public Port input(Meaning meaning) {
    return find(inputs, meaning)
        .orElseThrow(() -> new EngineException("the graph has no input of " + meaning));
  }

  /**
   * The output of this meaning.
   *
   * @throws EngineException if there is none
   */
  public Port output(Meaning meaning) {
    return find(outputs, meaning)
        .orElseThrow(() -> new EngineException("the graph has no output of " + meaning));
  }

  /** Whether there is an output of this meaning. */
  public boolean gives(Meaning meaning) {
    return find(outputs, meaning).isPresent();
  }

  private static Optional<Port> find(List<Port> ports, Meaning meaning) {
    return ports.stream().filter(port -> port.meaning == meaning).findFirst();
  }

  /**
   * The numbers of one spectrum and of one answer of every kind of an ensemble agree with each
   * other.
   *
   * @param spectrum the shape of a prepared spectrum: its points, or rows and columns of a plane
   * @throws IllegalArgumentException naming what does not
   */
  public void requireEnsemble(List<Integer> spectrum, int members, int classes) {
    Port spectra = input(Meaning.SPECTRA);
    if (!spectra.shape().equals(spectrum)) {
      throw new IllegalArgumentException(
          "the preprocessing gives "
              + pointsOf(spectrum)
              + " points but the network reads "
              + pointsOf(spectra.shape()));
    }
    int points = spectra.size();
    List<Integer> scores = output(Meaning.MEMBER_PROBABILITIES).shape();
    if (scores.size() != 2) {
      throw new IllegalArgumentException(
          "member probabilities of shape " + scores + "; expected [members, classes]");
    }
    if (scores.get(1) != classes) {
      throw new IllegalArgumentException(
          classes + " classes for a network of " + scores.get(1) + "; expected the same number");
    }
    if (scores.get(0) != members) {
      throw new IllegalArgumentException(
          members + " members for a graph of " + scores.get(0) + "; expected the same number");
    }
    boolean mapFits =
        !gives(Meaning.ACTIVATION_MAP) || output(Meaning.ACTIVATION_MAP).size() == points;
    if (!mapFits || output(Meaning.PREDICTED_CLASS).size() != 1) {
      throw new IllegalArgumentException(
          "outputs "
              + describedOutputs()
              + " over "
              + points
              + " points; expected one value a point in an activation map, and one class a"
              + " spectrum");
    }
  }

  /** {@code 801}, or {@code 205 × 300} of planes. */
  private static String pointsOf(List<Integer> shape) {
    return shape.stream().map(String::valueOf).collect(Collectors.joining(" × "));
  }

  /** Type and shape of every input by name. */
  Map<String, String> describedInputs() {
    return described(inputs);
  }

  /** Type and shape of every output by name. */
  Map<String, String> describedOutputs() {
    return described(outputs);
  }

  private static Map<String, String> described(List<Port> ports) {
    Map<String, String> all = new TreeMap<>();
    ports.forEach(port -> all.put(port.name, port.described()));
    return all;
  }
}
