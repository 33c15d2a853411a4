package org.spectrastreams.wire.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import java.util.List;
import org.spectrastreams.wire.proto.Wire;

/** What the JSON of results and of explanations is made of: what does not exist is null. */
final class Json {
  private Json() {}

  static ValueNode number(float value) {
    return Float.isFinite(value)
        ? JsonNodeFactory.instance.numberNode(value)
        : JsonNodeFactory.instance.nullNode();
  }

  static ValueNode number(double value) {
    return Double.isFinite(value)
        ? JsonNodeFactory.instance.numberNode(value)
        : JsonNodeFactory.instance.nullNode();
  }

  static ArrayNode numbers(float[] values) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(values.length);
    for (float value : values) {
      array.add(number(value));
    }
    return array;
  }

  static ArrayNode texts(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /** A text; the empty text of a message is null. */
  static String text(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Which scan of an image: text, for it may have 64 bits; null where it is not told. */
  static String generation(long generation) {
    return generation == 0 ? null : Long.toUnsignedString(generation);
  }

  /** A Unix time in ms; null where it is not known. */
  static Long time(long millis) {
    return millis == 0 ? null : Long.valueOf(millis);
  }

  /** The name of a class; null for an index that is none. */
  static String className(List<String> names, int index) {
    return index >= 0 && index < names.size() ? names.get(index) : null;
  }

  /** One number a class, by name. */
  static ObjectNode byClass(List<String> names, float[] values) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (int c = 0; c < values.length && c < names.size(); c++) {
      node.set(names.get(c), number(values[c]));
    }
    return node;
  }

  /**
   * Adds what made a result or an explanation, and where its spectrum was read.
   *
   * @param index the number of the spectrum in its block
   */
  static void putProvenance(ObjectNode json, Wire.Provenance made, int index) {
    ArrayNode unreliable = json.putArray("unreliableMethods");
    for (Wire.UnreliableMethod method : made.getUnreliableMethodsList()) {
      unreliable
          .addObject()
          .put("method", method.getMethod())
          .put("measure", method.getMeasure())
          .put("value", method.getValue())
          .put("expected", method.getExpected());
    }
    json.put(
        "model", made.getModel().isEmpty() ? null : made.getModel() + "@" + made.getModelVersion());
    json.put("modelDigest", text(made.getModelDigest()));
    json.put("preprocessingDigest", text(made.getPreprocessingDigest()));
    json.put("explanationMethod", text(made.getExplanationMethod()));
    json.put("serviceVersion", text(made.getServiceVersion()));
    long defined = made.getPipelineDefinedAtMs();
    json.put("pipelineDefinedAtMs", defined == 0 ? null : defined);
    if (made.getSourceTopic().isEmpty()) {
      json.putNull("source");
      return;
    }
    ObjectNode source = json.putObject("source");
    source.put("topic", made.getSourceTopic());
    source.put("partition", made.getSourcePartition());
    source.put("offset", made.getSourceOffset());
    source.put("index", index);
  }
}
