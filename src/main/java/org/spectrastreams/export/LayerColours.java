package org.spectrastreams.export;

import java.awt.Color;
import java.util.List;
import org.spectrastreams.wire.proto.Wire;

/**
 * The colours of the viewer, {@code web/palettes.js}: Okabe and Ito's for classes, viridis and
 * cividis for numbers. A test holds both to be the same.
 */
final class LayerColours {
  static final List<String> CLASSES =
      List.of(
          "#56b4e9", "#f0e442", "#e69f00", "#d55e00", "#009e73", "#cc79a7", "#0072b2", "#b9c0ca",
          "#2010b0", "#f0f0f0", "#a01010", "#3030f0", "#1090f0", "#403070", "#d0d090", "#b0b080",
          "#c03010", "#208060", "#d010c0", "#f0f0b0", "#604090", "#f0c010", "#1070e0", "#801030",
          "#e0d0f0", "#f07040", "#304050", "#40a0d0", "#907090", "#d0e0c0", "#2020d0", "#c0a0b0");
  static final String NO_CLASS = "#4a525e";
  static final String NOT_JUDGED = "#7a5c8e";
  static final List<String> FLAGS =
      List.of("#d55e00", "#cc79a7", "#0072b2", "#f0e442", "#56b4e9", "#009e73");
  static final String NO_FLAG = "#2d3540";
  static final List<String> VERDICTS =
      List.of("#009e73", "#d55e00", "#e69f00", "#33414f", "#cc79a7");
  static final List<String> SHADOW =
      List.of("#33414f", "#ff5fa2", "#e69f00", "#56b4e9", "#7a5c8e", "#33414f");
  static final List<String> CONTRADICTION = List.of("#33414f", "#ff5fa2");
  static final String VIRIDIS =
      "440154 481a6c 472f7d 414487 39568c 31688e 2a788e 23888e 1f988b 22a884 35b779 54c568 7ad151"
          + " a5db36 d2e21b fde725";
  static final String CIVIDIS =
      "00204d 00306f 2a406c 48526b 5e626e 727374 878479 9e9677 b6a971 d0be67 ead357 ffea46";

  private final SnapshotLayer layer;
  private final Wire.ImageStatus image;
  private final Color[] ramp;

  LayerColours(SnapshotLayer layer, Wire.ImageStatus image) {
    this.layer = layer;
    this.image = image;
    this.ramp = ramp(layer.id().startsWith("band:") ? VIRIDIS : CIVIDIS);
  }

  /** Of a code, as it stands in the layer. */
  Color ofCode(int code) {
    if (layer.isFlags()) {
      return Color.decode(
          code == 0 ? NO_FLAG : FLAGS.get(Integer.numberOfTrailingZeros(code) % FLAGS.size()));
    }
    if (code == layer.format().none().orElseThrow()) {
      return Color.decode(NO_CLASS);
    }
    if (!layer.notJudged().isEmpty() && code == layer.format().notJudged().orElse(-1)) {
      return Color.decode(NOT_JUDGED);
    }
    return switch (layer.format()) {
      case INDEX_U16 -> ofContext(code);
      case CLASS_U8, FLAGS_U16, FLOAT32 ->
          switch (layer.id()) {
            case "contradiction" -> of(CONTRADICTION, code);
            case "truth-verdict" -> of(VERDICTS, code);
            case "shadow" -> of(SHADOW, code);
            case "truth" -> of(CLASSES, truthClass(code));
            default -> of(CLASSES, code);
          };
    };
  }

  /** Of a key of {@link SnapshotLayer#counts}. */
  Color ofKey(int key) {
    if (key == SnapshotLayer.NONE) {
      return layer.isFlags() ? Color.decode(NO_FLAG) : ofCode(layer.format().none().orElseThrow());
    }
    return ofCode(layer.isFlags() ? 1 << key : key);
  }

  /** Of a number, by its place between the ends of the range, 0 to 1. */
  Color ofNumber(double place) {
    return ramp[(int) Math.round(Math.max(0, Math.min(1, place)) * 255)];
  }

  private static Color of(List<String> colours, int index) {
    return Color.decode(colours.get(index % colours.size()));
  }

  /** A truth has the colour of the class of its name, or one behind those of the model. */
  private int truthClass(int code) {
    int next = image.getClassNamesCount();
    int found = 0;
    for (int i = 0; i <= code && i < layer.names().size(); i++) {
      int own = image.getClassNamesList().indexOf(layer.names().get(i));
      found = own >= 0 ? own : next++;
    }
    return found;
  }

  /** Neighbouring numbers lie far apart in hue; lightness tells a few more. */
  private static Color ofContext(int index) {
    double hue = (index * 137.508 + 200) % 360;
    double light = new double[] {62, 48, 74}[index % 3];
    double a = 0.62 * Math.min(light, 100 - light);
    int[] rgb = new int[3];
    int[] parts = {0, 8, 4};
    for (int i = 0; i < 3; i++) {
      double k = (parts[i] + hue / 30) % 12;
      double part = light - a * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
      rgb[i] = (int) Math.round(2.55 * part);
    }
    return new Color(rgb[0], rgb[1], rgb[2]);
  }

  private static Color[] ramp(String anchors) {
    String[] stops = anchors.split(" ");
    Color[] ramp = new Color[256];
    for (int i = 0; i < ramp.length; i++) {
      double at = i / 255.0 * (stops.length - 1);
      int low = Math.min((int) at, stops.length - 2);
      Color from = Color.decode("#" + stops[low]);
      Color to = Color.decode("#" + stops[low + 1]);
      double part = at - low;
      ramp[i] =
          new Color(
              between(from.getRed(), to.getRed(), part),
              between(from.getGreen(), to.getGreen(), part),
              between(from.getBlue(), to.getBlue(), part));
    }
    return ramp;
  }

  private static int between(int from, int to, double part) {
    return (int) Math.round(from + part * (to - from));
  }
}
