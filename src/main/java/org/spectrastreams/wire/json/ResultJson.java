package org.spectrastreams.wire.json;

import static org.spectrastreams.wire.Sentinels.NO_CLASS;
import static org.spectrastreams.wire.Sentinels.NO_CONTEXT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * The one JSON of a spectrum's result: {@code classify --json} and {@code consume results --json}
 * print it and the REST interface answers it, field for field; {@code web/api.md} lists the fields.
 * Every field is always there; what does not exist is null or an empty list.
 */
public final class ResultJson {
  private ResultJson() {}

  /**
   * The result of spectrum {@code i}.
   *
   * @param withMaps whether the fields {@code activationMap} and {@code limeMap} are included
   */
  public static ObjectNode of(ResultView result, int i, boolean withMaps) {
    Wire.ResultBlock block = result.block();
    List<String> classes = block.getClassNamesList();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("pipeline", block.getPipeline());
    json.put("image", Json.text(block.getImageId()));
    json.put("sequence", block.getSequence());
    json.put("generation", Json.generation(block.getGeneration()));
    json.put("acquiredAtMs", Json.time(block.getAcquiredAtMs()));
    json.put("x", block.getX(i));
    json.put("y", block.getY(i));
    MeasurementJson.put(json, block.getMeasurement(), block.getX(i), block.getY(i));
    json.put("simulated", block.getSimulated());
    json.put("truth", Json.className(block.getTruthNamesList(), result.truth(i)));
    json.set("classes", Json.texts(classes));
    json.put("class", Json.className(classes, result.predictedClass(i)));
    json.set("confidence", Json.number(result.confidence(i)));
    json.set("agreement", Json.number(result.agreement(i)));
    boolean hasClass = result.predictedClass(i) != NO_CLASS;
    json.put("calibrated", result.isCalibrated());
    json.set(
        "probabilities",
        hasClass && result.isCalibrated()
            ? Json.byClass(classes, result.classProbabilities(i))
            : json.nullNode());
    json.set("classSet", hasClass && result.hasClassSets() ? classSet(result, i) : null);
    json.set(
        "voteShares", hasClass ? Json.byClass(classes, result.voteFractions(i)) : json.nullNode());
    json.set(
        "meanProbabilities",
        hasClass ? Json.byClass(classes, result.meanProbabilities(i)) : json.nullNode());
    ArrayNode votes = json.putArray("memberVotes");
    for (int vote : result.memberVotes(i)) {
      votes.add(Json.className(classes, vote));
    }
    OutcomeJson.put(json, result.outcomes(), i);
    json.set("shadow", shadow(result, i));
    json.set("quality", Json.texts(result.qualityFlags(i)));
    json.set("bands", bands(result, i));
    json.set("readings", readings(result, i));
    json.set("context", context(result, i));
    json.set("limeBands", BandJson.of(result.limeBands(i), block.getBandTable()));
    json.set("activationBands", BandJson.of(result.activationBands(i), block.getBandTable()));
    if (withMaps) {
      json.set("activationMap", map(result.activationMap(i)));
      json.set("limeMap", map(result.limeMap(i)));
    }
    json.set("explanationMethods", Json.texts(block.getProvenance().getExplanationMethodsList()));
    Json.putProvenance(json, block.getProvenance(), i);
    return json;
  }

  /** How a version that is tried out compares; null where none is. */
  private static ObjectNode shadow(ResultView result, int i) {
    if (!result.hasShadow()) {
      return null;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", result.block().getShadow().getModel().getModel());
    json.put("comparison", result.shadow(i).id());
    json.set("difference", Json.number(result.shadowDifference(i)));
    return json;
  }

  private static ObjectNode classSet(ResultView result, int i) {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    set.put("level", result.block().getClassSetsLevel());
    ArrayNode classes = set.putArray("classes");
    for (int c = 0; c < result.classes(); c++) {
      if (result.isInClassSet(i, c)) {
        classes.add(Json.className(result.block().getClassNamesList(), c));
      }
    }
    return set;
  }

  private static ArrayNode bands(ResultView result, int i) {
    ArrayNode bands = JsonNodeFactory.instance.arrayNode();
    for (int b = 0; b < result.block().getBandsCount(); b++) {
      Wire.BandValues band = result.block().getBands(b);
      bands
          .addObject()
          .put("name", band.getName())
          .put("unit", Json.text(band.getUnit()))
          .set("value", Json.number(result.band(b, i)));
    }
    return bands;
  }

  private static ArrayNode readings(ResultView result, int i) {
    ArrayNode readings = JsonNodeFactory.instance.arrayNode();
    for (int r = 0; r < result.block().getReadingsCount(); r++) {
      Wire.Reading reading = result.block().getReadings(r);
      readings
          .addObject()
          .put("name", reading.getName())
          .put("title", Json.text(reading.getTitle()))
          .put("unit", Json.text(reading.getUnit()))
          .set("value", Json.number(result.reading(r, i)));
    }
    return readings;
  }

  private static JsonNode context(ResultView result, int i) {
    if (result.context(i) == NO_CONTEXT) {
      return JsonNodeFactory.instance.nullNode();
    }
    List<String> classes = result.block().getClassNamesList();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", result.context(i));
    json.put("class", Json.className(classes, result.contextClass(i)));
    json.set("distance", Json.number(result.contextDistance(i)));
    json.put("outside", result.isOutsideContext(i));
    json.put("contradicts", result.contradicts(i));
    json.put("linearisedClass", Json.className(classes, result.linearisedClass(i)));
    json.putArray("latent")
        .add(Json.number(result.latent(i, 0)))
        .add(Json.number(result.latent(i, 1)));
    return json;
  }

  private static JsonNode map(float[] values) {
    return values.length == 0 ? JsonNodeFactory.instance.nullNode() : Json.numbers(values);
  }
}
