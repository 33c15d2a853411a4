package org.spectrastreams.train.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.network.foreign.Outputs;
import org.spectrastreams.preprocess.Preprocessing.Interpolate;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * What a user says of a model from elsewhere, which no graph holds.
 *
 * @param name of the package
 * @param version of the package; 1.0.0 where left out
 * @param title what to call it on a page; the name where left out
 * @param description one paragraph
 * @param classes the names of the classes in the order of the outputs
 * @param axis {@code data} for that of the data file, or an object with {@code wavenumbers}, or
 *     with {@code first}, {@code last} and {@code points}; ascending
 * @param quantity what the spectra measure; that of the data where left out
 * @param preprocessing the steps between the spectrum on the axis and the model's input, as recipes
 *     have them; none where left out
 * @param outputs {@code logits} or {@code probabilities}, or an object with {@code kind}, the
 *     output's {@code name}, and {@code of}, the class that a single number speaks for
 * @param licence of the training data
 * @param attribution who made them
 * @param simulated whether they were computed
 * @param limits what the model is known not to do
 */
public record ImportManifest(
    @JsonProperty(value = "name", required = true) String name,
    @JsonProperty("version") String version,
    @JsonProperty("title") String title,
    @JsonProperty("description") String description,
    @JsonProperty(value = "classes", required = true) List<String> classes,
    @JsonProperty(value = "axis", required = true) JsonNode axis,
    @JsonProperty("quantity") String quantity,
    @JsonProperty("preprocessing") List<JsonNode> preprocessing,
    @JsonProperty(value = "outputs", required = true) JsonNode outputs,
    @JsonProperty("licence") String licence,
    @JsonProperty("attribution") String attribution,
    @JsonProperty("simulated") boolean simulated,
    @JsonProperty("limits") List<String> limits) {
  private static final int MOST_BYTES = 4 << 20;

  private static final JsonMapper YAML =
      JsonMapper.builder(new YAMLFactory())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Fills in what was left out. */
  public ImportManifest {
    version = version == null ? "1.0.0" : version;
    title = title == null ? name : title;
    description = description == null ? "" : description.strip();
    preprocessing = preprocessing == null ? List.of() : List.copyOf(preprocessing);
    licence = licence == null ? "as the owner of the model says" : licence;
    attribution = attribution == null ? "the owner of the model" : attribution;
    limits = limits == null ? List.of() : List.copyOf(limits);
    classes = classes == null ? List.of() : List.copyOf(classes);
    if (classes.size() < 2 || new HashSet<>(classes).size() != classes.size()) {
      throw new IllegalArgumentException(
          "classes " + classes + "; expected two different names or more, as the outputs lie");
    }
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException if it cannot be read; the message names the key
   */
  public static ImportManifest read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(
          file
              + " has "
              + Files.size(file)
              + " bytes; expected a manifest of at most "
              + MOST_BYTES);
    }
    try {
      return YAML.readValue(Files.readAllBytes(file), ImportManifest.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "manifest " + file.getFileName() + ": " + e.getOriginalMessage().split("\n", 2)[0], e);
    }
  }

  /** The name and the version. */
  public ModelId id() {
    return new ModelId(name, version);
  }

  /** The output with the class values; empty where the graph has one alone. */
  public Optional<String> outputName() {
    return Optional.ofNullable(outputs.path("name").textValue());
  }

  /**
   * What the outputs mean.
   *
   * @throws IllegalArgumentException if that is not said
   */
  public Outputs meaning() {
    String kind = outputs.isTextual() ? outputs.textValue() : outputs.path("kind").asText("");
    if (!kind.equals("logits") && !kind.equals("probabilities")) {
      throw new IllegalArgumentException(
          "outputs '"
              + kind
              + "'; expected logits (values before the softmax) or probabilities: only who"
              + " exported the model knows");
    }
    String of = outputs.path("of").textValue();
    if (of != null && (classes.size() != 2 || !classes.contains(of))) {
      throw new IllegalArgumentException(
          "outputs of '" + of + "'; expected one of two classes, here " + classes);
    }
    return new Outputs(kind.equals("probabilities"), of == null ? -1 : classes.indexOf(of));
  }

  /**
   * How a spectrum becomes the model's input.
   *
   * @param data the axis of the data file
   * @param measured what its spectra measure
   * @throws IllegalArgumentException if the axis is not ascending or a step makes no sense
   */
  public PreprocessingChain chain(SpectralAxis data, Quantity measured) {
    SpectralAxis grid = axis.isTextual() ? ofData(data) : given(data);
    double widest = 0;
    for (int i = 1; i < grid.size(); i++) {
      widest = Math.max(widest, grid.at(i) - grid.at(i - 1));
    }
    for (int i = 1; i < data.size(); i++) {
      widest = Math.max(widest, data.at(i) - data.at(i - 1));
    }
    Quantity known =
        quantity == null
            ? measured
            : Quantity.parse(quantity)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "quantity '"
                                + quantity
                                + "'; expected one of "
                                + List.of(Quantity.values()).stream().map(Quantity::id).toList()));
    PreprocessingChain onGrid =
        PreprocessingChain.of(known, Interpolate.covering(grid, Interpolation.LINEAR, 2 * widest));
    if (preprocessing.isEmpty()) {
      return onGrid;
    }
    try {
      ObjectNode chain = (ObjectNode) JSON.readTree(onGrid.toJson());
      ((ArrayNode) chain.get("steps")).addAll(preprocessing);
      return PreprocessingChain.fromJson(JSON.writeValueAsString(chain));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("preprocessing: " + e.getOriginalMessage(), e);
    }
  }

  private SpectralAxis ofData(SpectralAxis data) {
    if (!axis.textValue().equals("data")) {
      throw new IllegalArgumentException(
          "axis '"
              + axis.textValue()
              + "'; expected data, or an object with wavenumbers, or with first, last and points");
    }
    return data;
  }

  private SpectralAxis given(SpectralAxis data) {
    double[] values;
    if (axis.path("wavenumbers").isArray()) {
      values = new double[axis.get("wavenumbers").size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = axis.get("wavenumbers").get(i).asDouble(Double.NaN);
      }
    } else {
      int points = axis.path("points").asInt(0);
      double first = axis.path("first").asDouble(Double.NaN);
      double last = axis.path("last").asDouble(Double.NaN);
      if (points < 2 || points > SpectralAxis.MAX_POINTS || !Double.isFinite(last - first)) {
        throw new IllegalArgumentException(
            "axis "
                + axis
                + "; expected wavenumbers: […], or numbers first and last and 2 to "
                + SpectralAxis.MAX_POINTS
                + " points");
      }
      values = new double[points];
      for (int i = 0; i < points; i++) {
        values[i] = first + i * (last - first) / (points - 1);
      }
    }
    if (values.length > 1 && values[0] > values[values.length - 1]) {
      throw new IllegalArgumentException(
          "axis from "
              + values[0]
              + " down to "
              + values[values.length - 1]
              + "; expected ascending values, because spectra are given to a model in that order:"
              + " export the model with its input turned round (x.flip(-1) before its first"
              + " layer)");
    }
    return SpectralAxis.of(data.kind(), values);
  }
}
