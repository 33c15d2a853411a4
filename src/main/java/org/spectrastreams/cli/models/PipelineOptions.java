package org.spectrastreams.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.pipeline.PipelineDefinition;
import picocli.CommandLine.Option;

/** What a pipeline is to be: from a file as in {@code streams/}, from options, or from both. */
final class PipelineOptions {
  private static final String NONE = "none";

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A definition as in streams/*.yaml; what options say goes before it.")
  private Path file;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "name@version, or name for the newest of this machine's store; none: no classes.")
  private String model;

  @Option(names = "--title", paramLabel = "TEXT", description = "What people see.")
  private String title;

  @Option(
      names = "--quantity",
      paramLabel = "QUANTITY",
      split = ",",
      description = "What a pipeline without a model accepts; any where left out.")
  private List<String> quantities;

  @Option(names = "--activation-map", paramLabel = "HOW", description = "compact, bands or none.")
  private String activationMap;

  @Option(
      names = "--explain",
      paramLabel = "WHAT",
      split = ",",
      description =
          "Of context, lime-bands and lime-map those that results carry; none for none of them.")
  private List<String> explain;

  @Option(
      names = "--image-timeout",
      paramLabel = "SECONDS",
      description = "After so long without a new pixel an image is incomplete.")
  private Integer imageTimeout;

  @Option(
      names = "--assignments",
      paramLabel = "TABLE",
      description = "Which table names the bands: infrared, raman or sers.")
  private String assignments;

  /**
   * The fields that were given, but for the model.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is no definition, or an option says what cannot be
   */
  ObjectNode fields() throws IOException {
    ObjectNode given = file == null ? JsonNodeFactory.instance.objectNode() : wholeFile();
    given.remove("name");
    if (NONE.equals(model)) {
      given.putNull("model");
    }
    if (title != null) {
      given.put("title", title);
    }
    if (quantities != null) {
      quantities.forEach(given.putArray("quantities")::add);
    }
    if (activationMap != null) {
      given.put("activationMap", activationMap);
    }
    if (explain != null) {
      given.set("explanations", explanations());
    }
    if (imageTimeout != null) {
      given.put("imageTimeoutSeconds", imageTimeout);
    }
    if (assignments != null) {
      given.put("assignments", assignments);
    }
    return given;
  }

  private ObjectNode explanations() {
    List<String> known = List.of("context", "lime-bands", "lime-map", NONE);
    for (String one : explain) {
      if (!known.contains(one) || (one.equals(NONE) && explain.size() > 1)) {
        throw new IllegalArgumentException(
            "--explain " + String.join(",", explain) + ": expected some of " + known);
      }
    }
    ObjectNode wanted = JsonNodeFactory.instance.objectNode();
    wanted.put("context", explain.contains("context"));
    if (!explain.contains("lime-bands")) {
      wanted.put("limeBands", 0);
    }
    return wanted.put("limeMap", explain.contains("lime-map") ? "compact" : "none");
  }

  /** The file says all that the pipeline is: what it does not name has its default. */
  private ObjectNode wholeFile() throws IOException {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    PipelineDefinition.FIELDS.forEach(whole::putNull);
    return whole.setAll(fromFile());
  }

  private ObjectNode fromFile() throws IOException {
    JsonNode found = new YAMLMapper().readTree(Files.readString(file));
    if (found instanceof ObjectNode definition) {
      return definition;
    }
    throw new IllegalArgumentException(file + " is no definition of a pipeline, as in streams/");
  }

  /**
   * The version of the model for a new pipeline: the one that was given, else the newest of the
   * model that the file names; errors as of {@link ModelReference}.
   *
   * @return empty where none was
   */
  Optional<ModelRequest.Version> version(ServiceConfig config) throws IOException {
    if (model == null && file != null) {
      JsonNode named = fromFile().path("model");
      return named.isTextual()
          ? Optional.of(ModelReference.version(named.asText(), config))
          : Optional.empty();
    }
    return givenVersion(config);
  }

  /** The version that an option names; a file names a model, whose version in use then stays. */
  Optional<ModelRequest.Version> givenVersion(ServiceConfig config) throws IOException {
    return model == null || model.equals(NONE)
        ? Optional.empty()
        : Optional.of(ModelReference.version(model, config));
  }
}
