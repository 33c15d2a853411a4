package org.spectrastreams.server.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.server.access.AuditLog;
import org.spectrastreams.server.access.Tokens;
import org.spectrastreams.stream.control.ModelControl;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.control.ModelsState;
import org.spectrastreams.stream.control.PipelineRequest;
import org.spectrastreams.stream.control.RefusedChangeException;
import org.spectrastreams.stream.pipeline.PipelineDefinition;
import org.spectrastreams.wire.json.ModelsJson;
import org.spectrastreams.wire.proto.Wire;

/**
 * {@code GET /api/models}: which pipelines and versions are wanted and in use; {@code POST
 * /api/models/{pipeline}}: others. A change is answered once it stands on the topic (202); whether
 * the instances took it, {@code GET} tells.
 */
public final class ModelRoutes {
  /** The longest body: a definition, and what is wanted of it. */
  public static final int MOST_BYTES = PipelineDefinition.MOST_CHARACTERS;

  /** The path of everything here. */
  public static final String PATH = "/api/models";

  private static final Logger LOG = LoggerFactory.getLogger(ModelRoutes.class);
  private static final Pattern PIPELINE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final ModelControl control;
  private final ModelStore store;
  private final Tokens tokens;

  /** What is wrong with a request. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  /**
   * Of one running service.
   *
   * @param tokens which of them lets change
   */
  public ModelRoutes(ModelControl control, ModelStore store, Tokens tokens) {
    this.control = control;
    this.store = store;
    this.tokens = tokens;
  }

  /** Whether a request of this method and path is one of these, which changes something. */
  public static boolean isChange(String method, String path) {
    return method.equals("POST") && path.startsWith(PATH + "/");
  }

  /** Adds the routes; whoever calls has checked the host. */
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::status);
    routes.post(PATH + "/{pipeline}", this::change);
  }

  private void status(Context ctx) {
    ModelsState state = control.state();
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode pipelines = all.putArray("pipelines");
    for (String name : state.pipelines()) {
      pipelines.add(ModelsJson.pipeline(state.wanted(name), state.answers(name)));
    }
    ArrayNode stored = all.putArray("store");
    store.list().forEach(id -> stored.add(id.toString()));
    answer(ctx, 200, all);
  }

  private void change(Context ctx) {
    String asked = ctx.method() + " " + ctx.path();
    try {
      requireToken(ctx);
      String pipeline = ctx.pathParam("pipeline");
      if (!PIPELINE.matcher(pipeline).matches()) {
        throw new Refused(404, "no such pipeline; GET " + PATH + " lists what there is");
      }
      JsonNode body = body(ctx);
      asked += " " + body;
      ModelRequest request = request(body);
      Wire.PipelineModels change = control.ask(pipeline, request, "REST from " + ctx.ip());
      answer(ctx, 202, ModelsJson.pipeline(Optional.of(change), control.state().answers(pipeline)));
      AuditLog.tell(true, ctx.ip(), asked, 202, "asked of all instances");
    } catch (Refused refused) {
      refuse(ctx, asked, refused.status, refused.getMessage());
    } catch (RefusedChangeException refused) {
      refuse(ctx, asked, 409, refused.getMessage());
    } catch (KafkaException unwritten) {
      refuse(ctx, asked, 503, unwritten.getMessage());
    } catch (HttpResponseException tooLong) {
      refuse(ctx, asked, tooLong.getStatus(), "the body is longer than a change can be");
    } catch (RuntimeException failed) {
      AuditLog.tell(true, ctx.ip(), asked, 500, "failed: " + failed.getMessage());
      throw failed;
    }
  }

  /** Tells of a change that was refused before its route was found. */
  public static void tellRefused(Context ctx, int status, String why) {
    AuditLog.tell(false, ctx.ip(), ctx.method() + " " + ctx.path(), status, why);
  }

  private void refuse(Context ctx, String asked, int status, String why) {
    AuditLog.tell(tokens.mayChange(ctx.header("Authorization")), ctx.ip(), asked, status, why);
    problem(ctx, status, why);
  }

  private void requireToken(Context ctx) throws Refused {
    if (!tokens.allowChanges()) {
      throw new Refused(
          403,
          "nothing can be changed over HTTP: set control.token (SPECTRA_CONTROL_TOKEN), or use"
              + " ./spectra models");
    }
    if (!tokens.mayChange(ctx.header("Authorization"))) {
      ctx.header("WWW-Authenticate", "Bearer");
      throw new Refused(401, "a change needs the header Authorization: Bearer TOKEN");
    }
  }

  private static JsonNode body(Context ctx) throws Refused {
    String type = ctx.header("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      throw new Refused(415, "expected a body of type application/json");
    }
    try {
      JsonNode body = JSON.readTree(ctx.body());
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException malformed) {
      LOG.debug("a body that is no JSON", malformed);
    }
    throw new Refused(
        400, "expected {\"action\": \"use\", \"model\": \"name@1.0.0\"}, or another action");
  }

  private ModelRequest request(JsonNode body) throws Refused {
    String action = body.path("action").asText();
    try {
      return switch (action) {
        case "use" -> new ModelRequest.Use(version(body));
        case "shadow" -> new ModelRequest.Shadow(namedIn(body));
        case "canary" ->
            body.hasNonNull("model")
                ? new ModelRequest.Canary(version(body), body.path("share").asDouble(0.1))
                : new ModelRequest.NoCanary();
        case "rollback" -> new ModelRequest.Rollback();
        case "add" -> new PipelineRequest.Add(definition(body), namedIn(body));
        case "change" -> new PipelineRequest.Change(definition(body), namedIn(body));
        case "remove" -> new PipelineRequest.Remove();
        case "restore" -> new PipelineRequest.Restore();
        case "reset" -> new PipelineRequest.Reset();
        default ->
            throw new Refused(
                400,
                "action is none; expected use, shadow, canary, rollback, add, change, remove,"
                    + " restore or reset");
      };
    } catch (IllegalArgumentException wrong) {
      throw new Refused(400, wrong.getMessage());
    }
  }

  /** The fields of a pipeline's definition, but for its model; null where it is to have none. */
  private static ObjectNode definition(JsonNode body) throws Refused {
    JsonNode given = body.path("definition");
    if (!given.isObject() && !given.isMissingNode()) {
      throw new Refused(400, "definition is no object; expected fields as in a file of streams/");
    }
    ObjectNode fields = given.isObject() ? given.deepCopy() : JsonNodeFactory.instance.objectNode();
    if (fields.has("model") || fields.has("name")) {
      throw new Refused(400, "the model stands beside the definition, the name in the path");
    }
    if (body.has("model") && body.get("model").isNull()) {
      fields.putNull("model");
    }
    return fields;
  }

  private Optional<ModelRequest.Version> namedIn(JsonNode body) throws Refused {
    return body.hasNonNull("model") ? Optional.of(version(body)) : Optional.empty();
  }

  /** The exact version, found in this instance's store and undamaged. */
  private ModelRequest.Version version(JsonNode body) throws Refused {
    String reference = body.path("model").asText();
    try {
      var model = store.open(reference);
      ModelId id = model.id();
      return new ModelRequest.Version(id, Optional.of(model.digest()));
    } catch (EngineException missing) {
      throw new Refused(409, missing.getMessage());
    }
  }

  private static void answer(Context ctx, int status, JsonNode json) {
    ctx.status(status).contentType("application/json; charset=utf-8").result(json.toString());
  }

  private static void problem(Context ctx, int status, String message) {
    ctx.attribute("answered", true);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    answer(ctx, status, json.put("status", status).put("error", message));
  }
}
