package org.spectrastreams.stream.pipeline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.preprocess.BandDefinition;
import org.spectrastreams.spectrum.Quantity;

/**
 * A pipeline as text: YAML in a file, JSON with the same fields on the topic of models. A field
 * that is not known is refused; one that is not given has its default.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PipelineDefinition(
    @JsonProperty(value = "name", required = true) String name,
    @JsonProperty("title") String title,
    @JsonProperty("model") String model,
    @JsonProperty("quantities") List<String> quantities,
    @JsonProperty("activationMap") Pipeline.ActivationMapPolicy activationMap,
    @JsonProperty("explanations") Explanations explanations,
    @JsonProperty("imageTimeoutSeconds") Integer imageTimeoutSeconds,
    @JsonProperty("assignments") String assignments,
    @JsonProperty("bands") List<BandDefinition> bands) {
  /** The longest definition, in characters: 32 bands with their ratios take a tenth of it. */
  public static final int MOST_CHARACTERS = 65_536;

  /** The names of all fields. */
  public static final List<String> FIELDS =
      Arrays.stream(PipelineDefinition.class.getRecordComponents())
          .map(RecordComponent::getName)
          .toList();

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** The section {@code explanations}; what is not given is null. */
  record Explanations(
      @JsonProperty("context") Boolean context,
      @JsonProperty("limeBands") Integer limeBands,
      @JsonProperty("limeMap") ExplanationPolicy.LimeMap limeMap) {
    ExplanationPolicy policy() {
      ExplanationPolicy unsaid = ExplanationPolicy.DEFAULT;
      return new ExplanationPolicy(
          context == null ? unsaid.contexts() : context,
          limeBands == null ? unsaid.limeBands() : limeBands,
          limeMap == null ? unsaid.limeMap() : limeMap);
    }

    static Explanations of(ExplanationPolicy policy) {
      return new Explanations(policy.contexts(), policy.limeBands(), policy.limeMap());
    }
  }

  /**
   * Reads a pipeline from YAML.
   *
   * @throws IllegalArgumentException if it is none; the message says what is wrong
   */
  static Pipeline ofYaml(String text) {
    return read(YAML, text);
  }

  /**
   * Reads a pipeline from JSON.
   *
   * @throws IllegalArgumentException if it is none, or longer than {@link #MOST_CHARACTERS}
   */
  public static Pipeline ofJson(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          text.length() + " characters; expected at most " + MOST_CHARACTERS);
    }
    return read(JSON, text);
  }

  private static Pipeline read(ObjectMapper mapper, String text) {
    try {
      PipelineDefinition found = mapper.readValue(text, PipelineDefinition.class);
      if (found == null) {
        throw new IllegalArgumentException("nothing is written there; expected at least a name");
      }
      return found.pipeline();
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException(described(malformed), malformed);
    }
  }

  /** What is wrong and where, in one line. */
  private static String described(JsonProcessingException malformed) {
    if (malformed instanceof UnrecognizedPropertyException unknown) {
      return "unknown field '"
          + unknown.getPropertyName()
          + "'; expected some of "
          + unknown.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
    }
    String place =
        malformed instanceof JsonMappingException inside && !inside.getPath().isEmpty()
            ? inside.getPath().stream()
                .map(
                    step ->
                        step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
                .collect(Collectors.joining(".", "field ", ": "))
            : "";
    Throwable cause = malformed.getCause();
    String why =
        cause instanceof IllegalArgumentException
            ? cause.getMessage()
            : malformed.getOriginalMessage();
    return place + why.lines().findFirst().orElse("not readable");
  }

  /** A pipeline as JSON, every value said; {@link #ofJson} reads the same pipeline from it. */
  public static ObjectNode toJson(Pipeline pipeline) {
    return JSON.valueToTree(
        new PipelineDefinition(
            pipeline.name(),
            pipeline.title(),
            pipeline.model().orElse(null),
            pipeline.quantities().isEmpty()
                ? null
                : pipeline.quantities().stream().map(Quantity::id).sorted().toList(),
            pipeline.activationMap(),
            Explanations.of(pipeline.explanations()),
            pipeline.imageTimeoutSeconds().orElse(null),
            pipeline.assignments().map(Technique::id).orElse(null),
            pipeline.bands()));
  }

  private Pipeline pipeline() {
    return new Pipeline(
        name,
        title == null || title.isBlank() ? name : title,
        Optional.ofNullable(model),
        quantities == null
            ? Set.of()
            : quantities.stream().map(PipelineDefinition::quantity).collect(Collectors.toSet()),
        activationMap == null ? Pipeline.ActivationMapPolicy.COMPACT : activationMap,
        explanations == null ? ExplanationPolicy.DEFAULT : explanations.policy(),
        Optional.ofNullable(imageTimeoutSeconds),
        Optional.ofNullable(assignments).map(PipelineDefinition::technique),
        bands == null ? List.of() : bands);
  }

  private static Technique technique(String id) {
    return Technique.parse(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "assignments '"
                        + id
                        + "'; expected one of "
                        + Stream.of(Technique.values()).map(Technique::id).toList()));
  }

  private static Quantity quantity(String id) {
    return Quantity.parse(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "quantity '"
                        + id
                        + "'; expected some of "
                        + Stream.of(Quantity.values()).map(Quantity::id).toList()));
  }
}
