package org.spectrastreams.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import org.spectrastreams.wire.proto.Wire;

/** A {@link Wire.ExplanationAnswer} as JSON; numbers that do not exist are null. */
public final class ExplanationJson {
  private ExplanationJson() {}

  /**
   * The JSON object of an answer, a refusal or an audit.
   *
   * @param withWeights whether the axis and the weights are included
   */
  public static ObjectNode of(Wire.ExplanationAnswer answer, boolean withWeights) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", answer.getKind().name().toLowerCase(Locale.ROOT));
    json.put("correlationId", orNull(answer.getCorrelationId()));
    json.put("pipeline", orNull(answer.getPipeline()));
    if (!answer.getRefused().isEmpty()) {
      json.put("refused", answer.getRefused());
      json.put("message", answer.getMessage());
      json.put("serviceVersion", answer.getProvenance().getServiceVersion());
      return json;
    }
    json.put("image", orNull(answer.getImageId()));
    json.put("x", answer.getX()).put("y", answer.getY());
    json.put("simulated", answer.getSimulated());
    json.put("method", answer.getMethod());
    json.put("predictedClass", className(answer, answer.getPredictedClass()));
    json.put("class", className(answer, answer.getExplainedClass()));
    ObjectNode probabilities = json.putObject("meanProbabilities");
    FloatBuffer means = floats(answer.getMeanProbabilities());
    for (int c = 0; c < means.limit() && c < answer.getClassNamesCount(); c++) {
      probabilities.set(answer.getClassNames(c), number(means.get(c)));
    }
    json.put("samples", Integer.toUnsignedLong(answer.getSamples()));
    json.put("seed", Long.toUnsignedString(answer.getSeed()));
    json.set("rSquared", number(answer.getRSquared()));
    json.set("localPrediction", number(answer.getLocalPrediction()));
    json.set("reproducibility", number(answer.getReproducibility()));
    if (answer.hasContext()) {
      json.set("context", context(answer));
    }
    if (answer.hasAgreement()) {
      ObjectNode agreement = json.putObject("agreement");
      agreement.set("correlation", number(answer.getAgreement().getCorrelation()));
      agreement.put(
          "sameContext",
          answer.getAgreement().hasSameContext() ? answer.getAgreement().getSameContext() : null);
    }
    if (withWeights) {
      put(json.putArray("wavenumbers"), floats(answer.getWavenumbers()));
      put(json.putArray("weights"), floats(answer.getWeights()));
    }
    Wire.Provenance made = answer.getProvenance();
    putUnreliable(json, made);
    json.put("model", made.getModel() + "@" + made.getModelVersion());
    json.put("modelDigest", made.getModelDigest());
    json.put("serviceVersion", made.getServiceVersion());
    ObjectNode source = json.putObject("source");
    source.put("topic", orNull(made.getSourceTopic()));
    source.put("partition", made.getSourcePartition());
    source.put("offset", made.getSourceOffset());
    return json;
  }

  /** Adds the methods that are not to be trusted, with the figures that say so. */
  static void putUnreliable(ObjectNode json, Wire.Provenance made) {
    ArrayNode methods = json.putArray("unreliableMethods");
    for (Wire.UnreliableMethod method : made.getUnreliableMethodsList()) {
      methods
          .addObject()
          .put("method", method.getMethod())
          .put("measure", method.getMeasure())
          .put("value", method.getValue())
          .put("expected", method.getExpected());
    }
  }

  private static ObjectNode context(Wire.ExplanationAnswer answer) {
    Wire.ContextFinding found = answer.getContext();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", found.getContext());
    json.set("distance", number(found.getDistance()));
    json.set("radius", number(found.getRadius()));
    json.put("class", className(answer, found.getContextClass()));
    json.put("contradicts", found.getContradicts());
    json.put("linearisedClass", className(answer, found.getLinearisedClass()));
    json.putArray("latent").add(number(found.getLatent1())).add(number(found.getLatent2()));
    return json;
  }

  private static String className(Wire.ExplanationAnswer answer, int index) {
    return index >= 0 && index < answer.getClassNamesCount() ? answer.getClassNames(index) : null;
  }

  private static FloatBuffer floats(ByteString packed) {
    return packed.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static void put(ArrayNode array, FloatBuffer values) {
    for (int i = 0; i < values.limit(); i++) {
      array.add(number(values.get(i)));
    }
  }

  private static ValueNode number(double value) {
    return Double.isFinite(value)
        ? JsonNodeFactory.instance.numberNode(value)
        : JsonNodeFactory.instance.nullNode();
  }

  private static ValueNode number(float value) {
    return Float.isFinite(value)
        ? JsonNodeFactory.instance.numberNode(value)
        : JsonNodeFactory.instance.nullNode();
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
