package org.spectrastreams.wire.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.wire.OutcomeView;
import org.spectrastreams.wire.proto.Wire;

/** The part of the JSON of results and of images that is the same for outcomes of every kind. */
final class OutcomeJson {
  private OutcomeJson() {}

  /**
   * Adds what is said of spectrum {@code i} beside its class: what was asked, why it was not
   * judged, how far it lies from the domain, its labels and its value.
   */
  static void put(ObjectNode json, OutcomeView outcomes, int i) {
    json.put("outcome", outcomes.isPresent() ? outcomes.kind().id() : null);
    Optional<NotJudgedReason> reason = outcomes.notJudged(i);
    if (reason.isPresent()) {
      json.putObject("notJudged")
          .put("reason", reason.get().id())
          .put("text", reason.get().text())
          .set("distance", Json.number(outcomes.fit(i)));
    } else {
      json.putNull("notJudged");
    }
    json.set("fit", Json.number(outcomes.fit(i)));
    ArrayNode labels = json.putArray("labels");
    for (int l = 0; l < outcomes.labels().size(); l++) {
      ObjectNode label =
          putLabel(labels, outcomes.labels().get(l), outcomes.score(i, l), outcomes.threshold(l));
      if (reason.isPresent()) {
        label.putNull("present");
      } else {
        label.put("present", outcomes.hasLabel(i, l));
      }
    }
    if (outcomes.hasValues()) {
      putValue(json, outcomes.valueName(), outcomes.valueUnit(), outcomes.value(i));
    } else {
      json.putNull("value");
    }
  }

  /** Adds a label with its score; whether it is present is the caller's to add. */
  static ObjectNode putLabel(ArrayNode labels, String name, float score, float threshold) {
    ObjectNode label = labels.addObject();
    label.put("name", name);
    label.set("score", Json.number(score));
    label.set("threshold", Json.number(threshold));
    return label;
  }

  /** Adds the field {@code value}. */
  static void putValue(ObjectNode json, String name, String unit, float value) {
    json.putObject("value")
        .put("name", Json.text(name))
        .put("unit", Json.text(unit))
        .set("value", Json.number(value));
  }

  /** Adds the counts of an image: {@code notJudged} by reason and {@code labels} by name. */
  static void put(ObjectNode json, Wire.ImageStatus status) {
    ObjectNode notJudged = json.putObject("notJudged");
    for (Wire.NotJudgedCount count : status.getNotJudgedList()) {
      notJudged.put(count.getReason().getId(), count.getPixels());
    }
    ObjectNode labels = json.putObject("labels");
    for (int l = 0; l < status.getLabelNamesCount(); l++) {
      labels.put(
          status.getLabelNames(l), l < status.getLabelCountsCount() ? status.getLabelCounts(l) : 0);
    }
  }
}
