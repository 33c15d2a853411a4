package org.spectrastreams.preprocess;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** How chains stand in JSON. */
final class ChainJson {
  /**
   * Strict reading and canonical writing. The fast writer gives the shortest decimal of a number on
   * every Java version, which {@code Double.toString} before Java 19 does not: digests depend on
   * it.
   */
  static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private ChainJson() {}

  /**
   * {@code {first, step, points}} for a uniform axis, else {@code {wavenumbers: […]}}; before them
   * {@code kind}, where it does not follow from the chain's quantity.
   */
  private record AxisJson(
      @JsonProperty("kind") String kind,
      @JsonProperty("first") Double first,
      @JsonProperty("step") Double step,
      @JsonProperty("points") Integer points,
      @JsonProperty("wavenumbers") double[] wavenumbers) {

    SpectralAxis toAxis() {
      boolean uniform = first != null && step != null && points != null && wavenumbers == null;
      boolean listed = first == null && step == null && points == null && wavenumbers != null;
      if (!uniform && !listed) {
        throw new IllegalArgumentException(
            "a grid needs either first, step and points, or wavenumbers, all in cm⁻¹, or in the"
                + " unit of its kind");
      }
      AxisKind known = kind == null ? AxisKind.PER_CENTIMETRE : parsedKind();
      return uniform
          ? SpectralAxis.uniform(known, first, step, points)
          : SpectralAxis.of(known, wavenumbers);
    }

    private AxisKind parsedKind() {
      return AxisKind.parse(kind)
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "unknown kind of axis '"
                          + kind
                          + "'; expected one of "
                          + Arrays.stream(AxisKind.values())
                              .map(AxisKind::id)
                              .collect(Collectors.joining(", "))));
    }
  }

  /** Writes an axis in the shortest form that gives exactly the same axis back. */
  static final class AxisSerializer extends JsonSerializer<SpectralAxis> {
    @Override
    public void serialize(SpectralAxis axis, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartObject();
      if (axis.kind() != AxisKind.PER_CENTIMETRE) {
        json.writeStringField("kind", axis.kind().id());
      }
      double step = axis.size() == 1 ? 1 : uniformStep(axis);
      if (step > 0) {
        json.writeNumberField("first", axis.min());
        json.writeNumberField("step", step);
        json.writeNumberField("points", axis.size());
      } else {
        json.writeArrayFieldStart("wavenumbers");
        for (int i = 0; i < axis.size(); i++) {
          json.writeNumber(axis.at(i));
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }

    private static double uniformStep(SpectralAxis axis) {
      double[] candidates = {axis.at(1) - axis.at(0), axis.meanSpacing()};
      return Arrays.stream(candidates)
          .filter(s -> SpectralAxis.uniform(axis.kind(), axis.min(), s, axis.size()).equals(axis))
          .findFirst()
          .orElse(0);
    }
  }

  /** Reads what {@link AxisSerializer} writes. */
  static final class AxisDeserializer extends JsonDeserializer<SpectralAxis> {
    @Override
    public SpectralAxis deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      AxisJson read = context.readValue(json, AxisJson.class);
      try {
        return read.toAxis();
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(SpectralAxis.class, "%s", e.getMessage());
      }
    }
  }

  /** Writes {@link Quantity#id()}. */
  static final class QuantitySerializer extends JsonSerializer<Quantity> {
    @Override
    public void serialize(Quantity quantity, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(quantity.id());
    }
  }

  /** Reads {@link Quantity#id()}. */
  static final class QuantityDeserializer extends JsonDeserializer<Quantity> {
    @Override
    public Quantity deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      String text = context.readValue(json, String.class);
      return Quantity.parse(text)
          .orElseGet(
              () -> {
                String known =
                    Arrays.stream(Quantity.values())
                        .map(Quantity::id)
                        .collect(Collectors.joining(", "));
                throw new IllegalArgumentException(
                    "unknown quantity '" + text + "'; expected one of " + known);
              });
    }
  }
}
