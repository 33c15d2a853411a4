package org.spectrastreams.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.spectrastreams.model.engine.GraphContract;

/**
 * Manifests as JSON: strict in what is there, and complete where an older one left something
 * unsaid.
 */
final class ManifestJson {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestJson() {}

  /** Indented, UTF-8, with an end of line. */
  static byte[] bytes(Object manifest) {
    return (indented(manifest) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static String indented(Object value) {
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a manifest holds a value that JSON cannot: " + e.getOriginalMessage(), e);
    }
  }

  /** See {@link ModelManifest#fromJson}. */
  static ModelManifest readModel(byte[] json) {
    try {
      JsonNode tree = JSON.readTree(new String(json, StandardCharsets.UTF_8));
      if (tree instanceof ObjectNode manifest) {
        complete(manifest);
      }
      return JSON.treeToValue(tree, ModelManifest.class);
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null || e.getLocation().getLineNr() < 1
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw new IllegalArgumentException(
          "not a model manifest" + place + ": " + e.getOriginalMessage(), e);
    }
  }

  /** See {@link ExplanationManifest#fromJson}. */
  static ExplanationManifest readExplanations(String json) throws JsonProcessingException {
    JsonNode tree = JSON.readTree(json);
    if (tree instanceof ObjectNode manifest) {
      // Older ones list no checks and prefer no method.
      if (!manifest.has("preferred")) {
        manifest.put("preferred", "");
      }
      for (JsonNode verdict : manifest.path("reliability")) {
        if (verdict instanceof ObjectNode known && !known.has("checks")) {
          known.putArray("checks");
        }
      }
    }
    return JSON.treeToValue(tree, ExplanationManifest.class);
  }

  /** Adds what older manifests left unsaid: their networks had no name, and all graphs one form. */
  private static void complete(ObjectNode manifest) {
    if (!manifest.has("network")) {
      manifest.set("network", JSON.valueToTree(new ModelManifest.Network("", "")));
    }
    if (!manifest.has("answer")) {
      manifest.set("answer", JSON.valueToTree(ModelTask.CLASSIFICATION));
    }
    if (!manifest.has("domain")) {
      manifest.set("domain", JSON.valueToTree(Domain.NONE));
    }
    if (manifest.get("domain") instanceof ObjectNode known && !known.has("background")) {
      known.putArray("background");
      known.set("signal", JSON.valueToTree(Domain.Signal.NONE));
    }
    if (!manifest.has("calibration")) {
      manifest.set("calibration", JSON.valueToTree(Calibration.NONE));
    }
    if (manifest.get("calibration") instanceof ObjectNode known && !known.has("offsets")) {
      known.putArray("offsets");
      known.putArray("interval");
      known.set("sets", JSON.valueToTree(PredictionSets.NONE));
    }
    JsonNode shape = manifest.path("architecture");
    boolean known = shape.path("points").isInt() && shape.path("classes").isInt();
    if (!manifest.has("graph") && known && manifest.path("members").isInt()) {
      manifest.set(
          "graph",
          JSON.valueToTree(
              GraphContract.ofEnsemble(
                  shape.get("points").intValue(),
                  manifest.get("members").intValue(),
                  shape.get("classes").intValue())));
    }
  }
}
