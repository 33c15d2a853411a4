package org.spectrastreams.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.StagePlaces;
import org.spectrastreams.wire.MeasurementMessage;
import org.spectrastreams.wire.proto.Wire;

/**
 * An image that is exported: what its status says, its layers, and what was rejected of it. Layers
 * are read one after the other; of an image that is still being scanned a later one may know more
 * pixels than an earlier one. For any thread.
 *
 * @param status the image's newest
 * @param layers in the order in which the viewer lists them
 * @param rejections what became a dead letter, and why
 * @param model the package of the model of its last result, where it can be read
 */
public record MapSnapshot(
    Wire.ImageStatus status,
    List<SnapshotLayer> layers,
    List<Rejection> rejections,
    Optional<ModelNote> model) {
  /** Spectra that were rejected for one reason; the message is that of the first of them. */
  public record Rejection(String reason, String message, long spectra) {}

  /**
   * The distance between pixels.
   *
   * @param x from a column to the next, above 0; NaN: not known
   * @param y from a row to the next
   */
  record PixelSize(double x, double y) {
    boolean isKnown() {
      return x > 0 && y > 0;
    }
  }

  /** Owns copies of the lists. */
  public MapSnapshot {
    layers = List.copyOf(layers);
    rejections = List.copyOf(rejections);
  }

  /** The same with one layer alone; all of them for an empty id. */
  public MapSnapshot only(String layer) {
    List<SnapshotLayer> chosen =
        layers.stream().filter(one -> layer.isEmpty() || one.id().equals(layer)).toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "image %s has no layer \"%s\"; it has %s"
              .formatted(id(), layer, layers.stream().map(SnapshotLayer::id).toList()));
    }
    return new MapSnapshot(status, chosen, rejections, model);
  }

  String id() {
    return status.getImageId();
  }

  int width() {
    return status.getWidth();
  }

  int height() {
    return status.getHeight();
  }

  Optional<SnapshotLayer> layer(String id) {
    return layers.stream().filter(layer -> layer.id().equals(id)).findFirst();
  }

  Measurement measurement() {
    return MeasurementMessage.of(status.getMeasurement());
  }

  Optional<StagePlaces> places() {
    return measurement().places();
  }

  /**
   * In µm: by the steps of the stage where both are stated in a unit of length, else by the pixel
   * size.
   */
  PixelSize pixelSize() {
    Optional<StagePlaces> places = places();
    double unit = places.map(found -> micrometres(found.unit())).orElse(Double.NaN);
    double x = places.map(found -> Math.abs(found.stepX()) * unit).orElse(Double.NaN);
    double y = places.map(found -> Math.abs(found.stepY()) * unit).orElse(Double.NaN);
    double square = status.getPixelSizeUm() > 0 ? status.getPixelSizeUm() : Double.NaN;
    return x > 0 && y > 0 ? new PixelSize(x, y) : new PixelSize(square, square);
  }

  /** How many µm a unit is; NaN for one that is no unit of length known here. */
  static double micrometres(String unit) {
    return switch (unit.strip().toLowerCase(Locale.ROOT)) {
      case "µm", "μm", "um", "micron", "microns", "micrometer", "micrometers", "micrometre" -> 1;
      case "nm" -> 1e-3;
      case "mm" -> 1e3;
      case "cm" -> 1e4;
      default -> Double.NaN;
    };
  }

  /** What made the map, and where it comes from; nothing that is not known. In this order. */
  Map<String, String> provenance() {
    Map<String, String> facts = new LinkedHashMap<>();
    Wire.Provenance made = status.getProvenance();
    facts.put("image", id());
    facts.put("state", status.getState().name().toLowerCase(Locale.ROOT));
    facts.put("pixels with a result", status.getSeen() + " of " + (long) width() * height());
    put(facts, "scan (generation)", generation());
    put(facts, "pipeline", status.getPipeline());
    put(facts, "simulated", status.getSimulated() ? "true: computed spectra, not measured" : "");
    put(
        facts,
        "model",
        made.getModel().isEmpty() ? "" : made.getModel() + "@" + made.getModelVersion());
    List<String> models = new ArrayList<>();
    status.getModelsList().forEach(version -> models.add(version.getModel()));
    put(facts, "models", models.stream().distinct().count() > 1 ? String.join(", ", models) : "");
    put(facts, "model digest", made.getModelDigest());
    put(facts, "preprocessing digest", made.getPreprocessingDigest());
    put(facts, "explanation method", made.getExplanationMethod());
    put(facts, "service version", made.getServiceVersion());
    measurement().instrument().ifPresent(name -> facts.put("instrument", name));
    measurement().acquired().ifPresent(time -> facts.put("acquired, local time", time.toString()));
    places().ifPresent(places -> put(places, facts));
    return facts;
  }

  private static void put(StagePlaces places, Map<String, String> facts) {
    String unit = places.unit().isEmpty() ? "" : " " + places.unit();
    facts.put("stage position of pixel 0, 0", places.originX() + ", " + places.originY() + unit);
    facts.put("stage step, column and row", places.stepX() + ", " + places.stepY() + unit);
    facts.put("stage rotation, degrees", Double.toString(places.rotationDegrees()));
  }

  private static void put(Map<String, String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.put(name, value);
    }
  }

  private String generation() {
    return status.getGeneration() == 0 ? "" : Long.toUnsignedString(status.getGeneration());
  }
}
