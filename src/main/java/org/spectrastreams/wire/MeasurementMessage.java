package org.spectrastreams.wire;

import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.StagePlaces;
import org.spectrastreams.wire.proto.Wire;

/** How and where spectra were measured: between the value and its message, both ways. */
public final class MeasurementMessage {
  private MeasurementMessage() {}

  /**
   * A measurement of its parts.
   *
   * @param places origin and step in x and y as {@code origin_x, origin_y, step_x, step_y}; NaN:
   *     not stated
   * @param acquired empty for none
   * @throws IllegalArgumentException if a number or a text cannot be one
   */
  public static Measurement of(
      double[] places, double rotation, String unit, String instrument, String acquired) {
    boolean placed = DoubleStream.of(places).anyMatch(value -> !Double.isNaN(value));
    return new Measurement(
        placed
            ? Optional.of(
                new StagePlaces(places[0], places[1], places[2], places[3], rotation, unit))
            : Optional.empty(),
        instrument.isEmpty() ? Optional.empty() : Optional.of(instrument),
        acquired.isEmpty() ? Optional.empty() : Optional.of(time(acquired)));
  }

  private static LocalDateTime time(String text) {
    try {
      return LocalDateTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "acquired_local \"" + text + "\"; expected a local time as 2026-11-27T21:30:00", e);
    }
  }

  /**
   * The value of a message.
   *
   * @throws IllegalArgumentException if it is none that this service writes
   */
  public static Measurement of(Wire.Measurement message) {
    return of(
        new double[] {
          message.hasOriginX() ? message.getOriginX() : Double.NaN,
          message.hasOriginY() ? message.getOriginY() : Double.NaN,
          message.hasStepX() ? message.getStepX() : Double.NaN,
          message.hasStepY() ? message.getStepY() : Double.NaN
        },
        message.getRotationDegrees(),
        message.getUnit(),
        message.getInstrument(),
        message.getAcquiredLocal());
  }

  /** The message; empty where nothing is known. */
  public static Optional<Wire.Measurement> message(Measurement measurement) {
    if (measurement.equals(Measurement.NONE)) {
      return Optional.empty();
    }
    Wire.Measurement.Builder message = Wire.Measurement.newBuilder();
    measurement.places().ifPresent(places -> put(places, message));
    measurement.instrument().ifPresent(message::setInstrument);
    measurement.acquired().ifPresent(time -> message.setAcquiredLocal(time.toString()));
    return Optional.of(message.build());
  }

  private static void put(StagePlaces places, Wire.Measurement.Builder message) {
    if (!Double.isNaN(places.originX())) {
      message.setOriginX(places.originX());
    }
    if (!Double.isNaN(places.originY())) {
      message.setOriginY(places.originY());
    }
    if (!Double.isNaN(places.stepX())) {
      message.setStepX(places.stepX());
    }
    if (!Double.isNaN(places.stepY())) {
      message.setStepY(places.stepY());
    }
    message.setRotationDegrees(places.rotationDegrees()).setUnit(places.unit());
  }
}
