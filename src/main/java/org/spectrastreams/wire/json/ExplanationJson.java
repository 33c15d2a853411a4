package org.spectrastreams.wire.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.bands.StrongestBands;
import org.spectrastreams.explain.Departure;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/**
 * The one JSON of an explanation: {@code explain --json} and {@code consume explanations --json}
 * print it and the REST interface answers it, field for field; {@code web/api.md} lists the fields.
 * Every field is always there, but those of a refusal; what does not exist is null.
 */
public final class ExplanationJson {
  private ExplanationJson() {}

  /**
   * The JSON object of an answer, a refusal or an audit.
   *
   * @param withWeights whether the axes and the field {@code weights} are included
   */
  public static ObjectNode of(ExplanationView explanation, boolean withWeights) {
    Wire.ExplanationAnswer answer = explanation.answer();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", answer.getKind().name().toLowerCase(Locale.ROOT));
    json.put("correlationId", Json.text(answer.getCorrelationId()));
    json.put("pipeline", Json.text(answer.getPipeline()));
    if (!answer.getRefused().isEmpty()) {
      json.put("refused", answer.getRefused());
      json.put("message", answer.getMessage());
      json.put("serviceVersion", answer.getProvenance().getServiceVersion());
      return json;
    }
    json.put("image", Json.text(answer.getImageId()));
    json.put("x", answer.getX()).put("y", answer.getY());
    json.put("simulated", answer.getSimulated());
    json.put("method", answer.getMethod());
    json.put("outcome", explanation.outcome().id());
    json.put("explains", Json.className(answer.getClassNamesList(), answer.getExplainedClass()));
    putClasses(json, explanation);
    putLabels(json, explanation);
    putValue(json, explanation);
    json.put("samples", Integer.toUnsignedLong(answer.getSamples()));
    json.put("seed", Long.toUnsignedString(answer.getSeed()));
    json.set("rSquared", Json.number(answer.getRSquared()));
    json.set("localPrediction", Json.number(answer.getLocalPrediction()));
    json.set("reproducibility", Json.number(answer.getReproducibility()));
    json.set("context", context(answer));
    json.set("agreement", agreement(answer));
    json.set("bands", bands(explanation));
    if (withWeights) {
      json.put("axisKind", explanation.axis().orElseThrow().kind().id());
      json.set("wavenumbers", Json.numbers(Packed.floats(answer.getWavenumbers())));
      json.set(
          "secondAxis",
          explanation.second().isEmpty()
              ? JsonNodeFactory.instance.nullNode()
              : Json.numbers(Packed.floats(answer.getSecondAxis())));
      json.set("weights", Json.numbers(explanation.weights()));
    }
    Json.putProvenance(json, answer.getProvenance(), answer.getProvenance().getSourceIndex());
    return json;
  }

  /** The classes, the predicted and the explained one; none of labels and of values. */
  private static void putClasses(ObjectNode json, ExplanationView explanation) {
    Wire.ExplanationAnswer answer = explanation.answer();
    if (explanation.outcome() != OutcomeKind.ONE_CLASS) {
      json.putArray("classes");
      json.putNull("predictedClass").putNull("class").putNull("meanProbabilities");
      return;
    }
    List<String> classes = answer.getClassNamesList();
    json.set("classes", Json.texts(classes));
    json.put("predictedClass", Json.className(classes, answer.getPredictedClass()));
    json.put("class", Json.className(classes, answer.getExplainedClass()));
    json.set(
        "meanProbabilities", Json.byClass(classes, Packed.floats(answer.getMeanProbabilities())));
  }

  private static void putLabels(ObjectNode json, ExplanationView explanation) {
    Wire.ExplanationAnswer answer = explanation.answer();
    ArrayNode labels = json.putArray("labels");
    if (explanation.outcome() != OutcomeKind.LABELS) {
      return;
    }
    float[] scores = Packed.floats(answer.getMeanProbabilities());
    float[] thresholds = Packed.floats(answer.getLabelThresholds());
    for (int l = 0; l < thresholds.length; l++) {
      OutcomeJson.putLabel(labels, answer.getClassNames(l), scores[l], thresholds[l])
          .put("present", scores[l] >= thresholds[l]);
    }
  }

  private static void putValue(ObjectNode json, ExplanationView explanation) {
    Wire.ExplanationAnswer answer = explanation.answer();
    if (explanation.outcome() != OutcomeKind.VALUE) {
      json.putNull("value");
      return;
    }
    OutcomeJson.putValue(
        json,
        answer.getClassNames(0),
        answer.getValueUnit(),
        Packed.floats(answer.getMeanProbabilities())[0]);
  }

  /**
   * The bands, of planes none, each with the side on which the spectrum lies there, higher or lower
   * than usual.
   */
  private static ArrayNode bands(ExplanationView explanation) {
    if (explanation.second().isPresent()) {
      return JsonNodeFactory.instance.arrayNode(); // bands are of one dimension
    }
    SpectralAxis axis = explanation.axis().orElseThrow();
    List<StrongestBands.Band> found =
        StrongestBands.of(axis, explanation.weights(), StrongestBands.MOST);
    ArrayNode bands = BandJson.of(found, explanation.answer().getBandTable());
    Optional<Departure> departure = explanation.departure();
    for (int i = 0; i < found.size(); i++) {
      float middle = found.get(i).wavenumber();
      ((ObjectNode) bands.get(i))
          .put(
              "direction",
              departure
                  .map(known -> known.side(axis, middle, StrongestBands.APART).id())
                  .orElse(null));
    }
    return bands;
  }

  private static JsonNode context(Wire.ExplanationAnswer answer) {
    if (!answer.hasContext()) {
      return JsonNodeFactory.instance.nullNode();
    }
    List<String> classes = answer.getClassNamesList();
    Wire.ContextFinding found = answer.getContext();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", found.getContext());
    json.put("class", Json.className(classes, found.getContextClass()));
    json.set("distance", Json.number(found.getDistance()));
    json.set("radius", Json.number(found.getRadius()));
    json.put("outside", found.getDistance() > found.getRadius());
    json.put("contradicts", found.getContradicts());
    json.put("linearisedClass", Json.className(classes, found.getLinearisedClass()));
    json.putArray("latent")
        .add(Json.number(found.getLatent1()))
        .add(Json.number(found.getLatent2()));
    return json;
  }

  private static JsonNode agreement(Wire.ExplanationAnswer answer) {
    if (!answer.hasAgreement()) {
      return JsonNodeFactory.instance.nullNode();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("correlation", Json.number(answer.getAgreement().getCorrelation()));
    json.put(
        "sameContext",
        answer.getAgreement().hasSameContext() ? answer.getAgreement().getSameContext() : null);
    return json;
  }
}
