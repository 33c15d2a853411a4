package org.spectrastreams.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.Layer;

/**
 * Answers as CSV: comment lines {@code # key: value} that say where the numbers come from, a
 * header, rows. What is not there is an empty field.
 */
final class CsvText {
  private static final int NO_CLASS = 254;
  private static final int NO_INDEX = 65_534;

  private CsvText() {}

  /** A text as one field; quoted where it must be. */
  static String field(String text) {
    return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** A window of a layer: {@code x,y,value} for every pixel that was seen. */
  static void layer(
      ImageStatus image, Layer layer, PixelWindow window, byte[] values, Appendable out)
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
    String title =
        layer.getUnit().isEmpty() ? layer.getId() : layer.getId() + ", " + layer.getUnit();
    out.append("x,y,").append(field(title)).append('\n');
    ByteBuffer packed = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN);
    int size = ImageMaps.bytesPerPixel(layer.getEncoding());
    for (int row = 0; row < window.height(); row++) {
      for (int column = 0; column < window.width(); column++) {
        int at = (row * window.width() + column) * size;
        String value = value(packed, at, image, layer);
        if (value != null) {
          out.append(Integer.toString(window.x() + column)).append(',');
          out.append(Integer.toString(window.y() + row)).append(',').append(value).append('\n');
        }
      }
    }
  }

  /** A pixel's value as text; null where the pixel was not seen. */
  private static String value(ByteBuffer packed, int at, ImageStatus image, Layer layer) {
    return switch (layer.getEncoding()) {
      case FLOAT32 -> {
        float value = packed.getFloat(at);
        yield Float.isNaN(value) ? null : Float.toString(value);
      }
      case CLASS_U8 -> {
        int value = Byte.toUnsignedInt(packed.get(at));
        if (value > NO_CLASS) {
          yield null;
        }
        if (layer.getId().equals("contradiction")) {
          yield value == NO_CLASS ? "" : Integer.toString(value);
        }
        yield value < image.getClassNamesCount() ? field(image.getClassNames(value)) : "";
      }
      case INDEX_U16 -> {
        int value = Short.toUnsignedInt(packed.getShort(at));
        yield value > NO_INDEX ? null : value == NO_INDEX ? "" : Integer.toString(value);
      }
      case FLAGS_U16 -> {
        int value = Short.toUnsignedInt(packed.getShort(at));
        yield value == 0xffff ? null : flags(value, image.getQualityNamesList());
      }
      case TILE_ENCODING_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("layer " + layer.getId() + " has no known encoding");
    };
  }

  private static String flags(int bits, List<String> names) {
    StringBuilder set = new StringBuilder();
    for (int bit = 0; bit < names.size(); bit++) {
      if ((bits & 1 << bit) != 0) {
        set.append(set.isEmpty() ? "" : " ").append(names.get(bit));
      }
    }
    return set.toString();
  }

  /**
   * One pixel: {@code curve,wavenumber,value}, its spectrum and its explanations below each other.
   */
  static String pixel(PixelAnswer answer) {
    StringBuilder csv = new StringBuilder();
    csv.append("# image: ").append(answer.image()).append('\n');
    csv.append("# pixel: ").append(answer.x()).append(' ').append(answer.y()).append('\n');
    if (answer.provenance().model() != null) {
      csv.append("# model: ").append(answer.provenance().model()).append(' ');
      csv.append(answer.provenance().modelVersion()).append('\n');
    }
    if (answer.scores() != null && answer.scores().predicted() != null) {
      csv.append("# class: ").append(answer.scores().predicted()).append('\n');
    }
    if (answer.context() != null) {
      csv.append("# context: ").append(answer.context().id()).append(" of ");
      csv.append(answer.context().label()).append('\n');
      if (answer.context().contradicts()) {
        csv.append("# contradicted by its context: true\n");
      }
    }
    for (PixelAnswer.UnreliableMethod found : answer.unreliableMethods()) {
      csv.append("# unreliable for this model: ").append(found.method()).append(", ");
      csv.append(found.measure()).append(' ').append(found.value());
      csv.append(", expected ").append(found.expected()).append('\n');
    }
    if (answer.simulated()) {
      csv.append("# simulated: true\n");
    }
    csv.append("curve,wavenumber,value\n");
    if (answer.spectrum() != null) {
      curve(
          csv, answer.spectrum().quantity(), answer.spectrum().axis(), answer.spectrum().values());
    }
    if (answer.activationMap() != null) {
      curve(csv, "cam", answer.activationMap().axis(), answer.activationMap().values());
    }
    if (answer.limeMap() != null) {
      curve(csv, "lime-amortised", answer.limeMap().axis(), answer.limeMap().values());
    }
    return csv.toString();
  }

  /** The lines of one curve. */
  static void curve(StringBuilder csv, String name, double[] axis, float[] values) {
    for (int i = 0; i < axis.length; i++) {
      csv.append(name).append(',').append(axis[i]).append(',');
      csv.append(Float.isFinite(values[i]) ? Float.toString(values[i]) : "").append('\n');
    }
  }
}
