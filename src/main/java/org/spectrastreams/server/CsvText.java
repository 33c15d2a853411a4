package org.spectrastreams.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.spectrastreams.explain.methods.ActivationMapMethod;
import org.spectrastreams.explain.methods.AmortisedLimeMethod;
import org.spectrastreams.export.CsvField;
import org.spectrastreams.server.maps.PixelWindow;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StagePlaces;
import org.spectrastreams.stream.maps.MapLayer;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.MeasurementMessage;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.json.ExplanationJson;
import org.spectrastreams.wire.proto.Wire.ImageStatus;

/**
 * Answers as CSV: comment lines {@code # key: value} that say where the numbers come from, a
 * header, rows. What is not there is an empty field.
 */
final class CsvText {
  private static final String CURVE = "curve,wavenumber,value\n";
  private static final String PLANE = "curve,row,column,value\n";

  private CsvText() {}

  /** Where on the stage, by what and when, as far as that is known. */
  private static void measurement(Measurement measurement, Appendable out) throws IOException {
    if (measurement.places().isPresent()) {
      StagePlaces places = measurement.places().get();
      out.append("# stage-origin: ").append(places.originX() + "," + places.originY()).append('\n');
      out.append("# stage-step: ").append(places.stepX() + "," + places.stepY()).append('\n');
      out.append("# stage-rotation-degrees: ").append(Double.toString(places.rotationDegrees()));
      out.append('\n').append("# stage-unit: ").append(oneLine(places.unit())).append('\n');
    }
    if (measurement.instrument().isPresent()) {
      out.append("# instrument: ").append(oneLine(measurement.instrument().get())).append('\n');
    }
    if (measurement.acquired().isPresent()) {
      out.append("# acquired-local: ").append(measurement.acquired().get().toString()).append('\n');
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** A window of a layer: {@code x,y,value} for every pixel that was seen. */
  static void layer(
      ImageStatus image, MapLayer layer, PixelWindow window, byte[] values, Appendable out)
      throws IOException {
    out.append("# image: ").append(image.getImageId()).append('\n');
    out.append("# pipeline: ").append(image.getPipeline()).append('\n');
    String model = image.getProvenance().getModel();
    if (!model.isEmpty()) {
      out.append("# model: ").append(model).append(' ');
      out.append(image.getProvenance().getModelVersion()).append('\n');
    }
    if (image.getSimulated()) {
      out.append("# simulated: true\n");
    }
    if (image.getPixelSizeUm() > 0) {
      out.append("# pixel-size-um: ").append(Double.toString(image.getPixelSizeUm())).append('\n');
    }
    measurement(MeasurementMessage.of(image.getMeasurement()), out);
    String unit = layer.listed().getUnit();
    String title = unit.isEmpty() ? layer.id() : layer.id() + ", " + unit;
    out.append("x,y,").append(CsvField.of(title)).append('\n');
    ByteBuffer packed = Packed.over(values);
    int size = layer.format().bytesPerPixel();
    for (int row = 0; row < window.height(); row++) {
      for (int column = 0; column < window.width(); column++) {
        int at = (row * window.width() + column) * size;
        Optional<String> value = layer.text(packed, at, image);
        if (value.isPresent()) {
          out.append(Integer.toString(window.x() + column)).append(',');
          out.append(Integer.toString(window.y() + row)).append(',');
          out.append(CsvField.of(value.get())).append('\n');
        }
      }
    }
  }

  /**
   * One pixel: {@code curve,wavenumber,value}, its spectrum and its explanations below each other;
   * of a plane {@code curve,row,column,value}, places on its two axes.
   */
  static String pixel(PixelAnswer answer) {
    JsonNode result = answer.result();
    StringBuilder csv = new StringBuilder();
    csv.append("# image: ").append(result.get("image").asText()).append('\n');
    csv.append("# pixel: ").append(result.get("x")).append(' ').append(result.get("y"));
    csv.append('\n');
    comment(csv, "model", result.get("model"));
    comment(csv, "class", result.get("class"));
    outcome(csv, result);
    JsonNode context = result.get("context");
    if (!context.isNull()) {
      csv.append("# context: ").append(context.get("id")).append(" of ");
      csv.append(oneLine(context.get("class").asText())).append('\n');
      if (context.get("contradicts").booleanValue()) {
        csv.append("# contradicted by its context: true\n");
      }
    }
    unreliable(csv, result.get("unreliableMethods"));
    if (result.get("simulated").booleanValue()) {
      csv.append("# simulated: true\n");
    }
    PixelAnswer.Spectrum spectrum = answer.spectrum();
    boolean plane =
        answer.modelSecondAxis() != null || (spectrum != null && spectrum.secondAxis() != null);
    csv.append(plane ? PLANE : CURVE);
    if (spectrum != null) {
      values(csv, spectrum.quantity(), spectrum.axis(), spectrum.secondAxis(), spectrum.values());
    }
    if (answer.modelAxis() != null) {
      map(csv, ActivationMapMethod.ID, answer, result.get("activationMap"));
      map(csv, AmortisedLimeMethod.ID, answer, result.get("limeMap"));
    }
    return csv.toString();
  }

  /** What is said of the spectrum beside a class. */
  private static void outcome(StringBuilder csv, JsonNode result) {
    JsonNode notJudged = result.get("notJudged");
    if (!notJudged.isNull()) {
      csv.append("# not judged: ").append(oneLine(notJudged.get("reason").asText()));
      csv.append(", ").append(oneLine(notJudged.get("text").asText())).append('\n');
    }
    comment(csv, "fit", result.get("fit"));
    for (JsonNode label : result.get("labels")) {
      csv.append("# label ").append(oneLine(label.get("name").asText())).append(": ");
      csv.append(label.get("score")).append(", threshold ").append(label.get("threshold"));
      csv.append('\n');
    }
    JsonNode value = result.get("value");
    if (!value.isNull()) {
      csv.append("# value: ").append(value.get("value"));
      csv.append(value.get("unit").isNull() ? "" : " " + value.get("unit").asText()).append('\n');
    }
  }

  private static void comment(StringBuilder csv, String key, JsonNode value) {
    if (!value.isNull()) {
      csv.append("# ").append(key).append(": ").append(oneLine(value.asText())).append('\n');
    }
  }

  private static void unreliable(StringBuilder csv, JsonNode methods) {
    for (JsonNode found : methods) {
      csv.append("# unreliable for this model: ").append(found.get("method").asText());
      csv.append(", ").append(found.get("measure").asText()).append(' ');
      csv.append(found.get("value")).append(", expected ");
      csv.append(found.get("expected").asText()).append('\n');
    }
  }

  private static void map(StringBuilder csv, String name, PixelAnswer answer, JsonNode values) {
    if (values.isNull()) {
      return;
    }
    float[] numbers = new float[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.get(i).isNull() ? Float.NaN : values.get(i).floatValue();
    }
    values(csv, name, answer.modelAxis(), answer.modelSecondAxis(), numbers);
  }

  /** An explanation made on demand: {@code curve,wavenumber,value} after how it was made. */
  static String explanation(ExplanationView explained) {
    JsonNode about = ExplanationJson.of(explained, false);
    StringBuilder csv = new StringBuilder();
    comment(csv, "image", about.get("image"));
    csv.append("# pixel: ").append(about.get("x")).append(' ').append(about.get("y"));
    csv.append('\n');
    comment(csv, "model", about.get("model"));
    String speaksFor =
        switch (explained.outcome()) {
          case ONE_CLASS -> "class";
          case LABELS -> "label";
          case VALUE -> "value";
        };
    comment(csv, speaksFor, about.get("explains"));
    if (about.get("samples").longValue() > 0) {
      comment(csv, "samples", about.get("samples"));
      comment(csv, "seed", about.get("seed"));
    }
    comment(csv, "r-squared", about.get("rSquared"));
    comment(csv, "reproducibility", about.get("reproducibility"));
    unreliable(csv, about.get("unreliableMethods"));
    if (about.get("simulated").booleanValue()) {
      csv.append("# simulated: true\n");
    }
    csv.append(explained.second().isPresent() ? PLANE : CURVE);
    values(
        csv,
        explained.answer().getMethod(),
        explained.axis().orElseThrow().toArray(),
        explained.second().map(SpectralAxis::toArray).orElse(null),
        explained.weights());
    return csv.toString();
  }

  /**
   * The lines of one curve or plane.
   *
   * @param rows the second axis of a plane; null for a curve
   */
  private static void values(
      StringBuilder csv, String name, double[] axis, double[] rows, float[] values) {
    for (int i = 0; i < values.length; i++) {
      csv.append(name).append(',');
      if (rows != null) {
        csv.append(rows[i / axis.length]).append(',');
      }
      csv.append(axis[i % axis.length]).append(',');
      csv.append(Float.isFinite(values[i]) ? Float.toString(values[i]) : "").append('\n');
    }
  }
}
