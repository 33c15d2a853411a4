package org.spectrastreams.wire.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.wire.proto.Wire;

/** What a pipeline is to be and to use, and what its instances have and use, as JSON. */
public final class ModelsJson {
  private static final JsonMapper JSON = new JsonMapper();

  private ModelsJson() {}

  /**
   * One pipeline.
   *
   * @param wanted what somebody asked for; empty: its file decides
   * @param instances what the instances say
   */
  public static ObjectNode pipeline(
      Optional<Wire.PipelineModels> wanted, List<Wire.InstanceModels> instances) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put(
        "pipeline",
        wanted
            .map(Wire.PipelineModels::getPipeline)
            .orElseGet(() -> instances.isEmpty() ? null : instances.get(0).getPipeline()));
    json.set("wanted", wanted.map(ModelsJson::wanted).orElse(null));
    ArrayNode all = json.putArray("instances");
    instances.forEach(instance -> all.add(instance(instance)));
    return json;
  }

  private static ObjectNode wanted(Wire.PipelineModels models) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("active", version(models.getActive()));
    json.set("canary", version(models.getCanary()));
    json.put("canaryShare", models.getCanaryShare());
    json.set("shadow", version(models.getShadow()));
    json.set("previous", version(models.getPrevious()));
    json.set("definition", definition(models.getDefinition()));
    json.put("definedAtMs", models.getDefinedAtMs() == 0 ? null : models.getDefinedAtMs());
    json.put("removed", models.getRemoved());
    json.put("changedAtMs", models.getChangedAtMs());
    json.put("changedBy", models.getChangedBy());
    return json;
  }

  private static ObjectNode instance(Wire.InstanceModels models) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("instance", models.getInstance());
    json.put("host", models.getHost());
    json.set("active", version(models.getActive()));
    json.set("canary", version(models.getCanary()));
    json.put("canaryShare", models.getCanaryShare());
    json.set("shadow", version(models.getShadow()));
    json.set("previous", version(models.getPrevious()));
    json.put("absent", models.getAbsent());
    json.set("definition", definition(models.getDefinition()));
    json.put("definedAtMs", models.getDefinedAtMs() == 0 ? null : models.getDefinedAtMs());
    json.put("answersChangeMs", models.getAnswersChangeMs());
    json.put("refused", models.getRefused().isEmpty() ? null : models.getRefused());
    json.put("saidAtMs", models.getSaidAtMs());
    return json;
  }

  /** Null where there is none; text where it is no JSON, as a foreign program may write. */
  private static JsonNode definition(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException malformed) {
      return TextNode.valueOf(text);
    }
  }

  /** Null where there is none. */
  private static ObjectNode version(Wire.ModelVersion version) {
    if (version.getModel().isEmpty()) {
      return null;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", version.getModel());
    json.put("digest", version.getDigest().isEmpty() ? null : version.getDigest());
    return json;
  }
}
