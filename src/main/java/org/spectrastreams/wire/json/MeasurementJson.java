package org.spectrastreams.wire.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDateTime;
import java.util.Optional;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.StagePlaces;
import org.spectrastreams.wire.MeasurementMessage;
import org.spectrastreams.wire.proto.Wire;

/** The JSON of how and where spectra were measured; what is not stated is null. */
public final class MeasurementJson {
  private MeasurementJson() {}

  /** Of a whole image. */
  public static ObjectNode of(Wire.Measurement message) {
    Measurement measurement = MeasurementMessage.of(message);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Optional<StagePlaces> places = measurement.places();
    json.set("originX", Json.number(places.map(StagePlaces::originX).orElse(Double.NaN)));
    json.set("originY", Json.number(places.map(StagePlaces::originY).orElse(Double.NaN)));
    json.set("stepX", Json.number(places.map(StagePlaces::stepX).orElse(Double.NaN)));
    json.set("stepY", Json.number(places.map(StagePlaces::stepY).orElse(Double.NaN)));
    json.set(
        "rotationDegrees",
        Json.number(places.map(StagePlaces::rotationDegrees).orElse(Double.NaN)));
    json.put("unit", places.map(StagePlaces::unit).map(Json::text).orElse(null));
    putInstrument(json, measurement);
    return json;
  }

  /** Adds to the JSON of one spectrum where it lies on the stage, and how it was measured. */
  static void put(ObjectNode json, Wire.Measurement message, int x, int y) {
    Measurement measurement = MeasurementMessage.of(message);
    Optional<StagePlaces.Position> position = measurement.places().flatMap(all -> all.at(x, y));
    if (position.isPresent()) {
      json.putObject("stage")
          .put("x", position.get().x())
          .put("y", position.get().y())
          .put("unit", Json.text(measurement.places().orElseThrow().unit()));
    } else {
      json.putNull("stage");
    }
    putInstrument(json, measurement);
  }

  private static void putInstrument(ObjectNode json, Measurement measurement) {
    json.put("instrument", measurement.instrument().orElse(null));
    json.put("acquiredLocal", measurement.acquired().map(LocalDateTime::toString).orElse(null));
  }
}
