package org.spectrastreams.stream.tracing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Spans as OTLP 1 has them in JSON: an {@code ExportTraceServiceRequest} of one resource and one
 * scope, ids in hexadecimal, whole numbers of 64 bits as text, enumerations as numbers.
 *
 * @param instance {@code service.instance.id}
 * @param version {@code service.version}
 */
record OtlpJson(String instance, String version) {
  private static final int STATUS_ERROR = 2;
  private static final int FLAG_SAMPLED = 1;

  byte[] request(List<Span> spans) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode resource = root.putArray("resourceSpans").addObject();
    attributes(
        resource.putObject("resource"),
        Map.of(
            "service.name", "spectra-streams",
            "service.version", version,
            "service.instance.id", instance));
    ObjectNode scope = resource.putArray("scopeSpans").addObject();
    scope.putObject("scope").put("name", "org.spectrastreams").put("version", version);
    ArrayNode all = scope.putArray("spans");
    spans.forEach(span -> put(all.addObject(), span));
    return root.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void put(ObjectNode json, Span span) {
    json.put("traceId", span.traceId());
    json.put("spanId", span.spanId());
    span.parentId().ifPresent(parent -> json.put("parentSpanId", parent));
    json.put("flags", FLAG_SAMPLED);
    json.put("name", span.name());
    json.put("kind", span.kind().number);
    json.put("startTimeUnixNano", String.valueOf(span.startNanos()));
    json.put("endTimeUnixNano", String.valueOf(span.endNanos()));
    attributes(json, span.attributes());
    ObjectNode status = json.putObject("status");
    span.error().ifPresent(why -> status.put("code", STATUS_ERROR).put("message", why));
  }

  private static void attributes(ObjectNode json, Map<String, ?> attributes) {
    ArrayNode all = json.putArray("attributes");
    new TreeMap<>(attributes)
        .forEach(
            (key, value) -> {
              ObjectNode attribute = all.addObject().put("key", key);
              ObjectNode typed = attribute.putObject("value");
              if (value instanceof Long number) {
                typed.put("intValue", number.toString());
              } else {
                typed.put("stringValue", value.toString());
              }
            });
  }
}
