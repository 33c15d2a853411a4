package org.spectrastreams.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.spectrastreams.spectrum.StagePlaces;

/**
 * Writes OME-Zarr 0.4 (Zarr 2): one array of float32 with the axes c, y and x, a layer a channel,
 * chunks of {@value #CHUNK} × {@value #CHUNK} by zlib. A pixel without a number is NaN, and a chunk
 * of such pixels alone is left out, which says the same.
 */
final class OmeZarr {
  private static final int CHUNK = 256;

  /** Takes the files of the store. */
  interface Store {
    /**
     * One file.
     *
     * @param path relative, with slashes
     */
    void put(String path, byte[] bytes) throws IOException;
  }

  private final MapSnapshot image;
  private final Store store;
  private final ArrayNode channels = JsonNodeFactory.instance.arrayNode();

  private OmeZarr(MapSnapshot image, Store store) {
    this.image = image;
    this.store = store;
  }

  static void write(MapSnapshot image, Store store) throws IOException {
    new OmeZarr(image, store).write();
  }

  private void write() throws IOException {
    put(".zgroup", JsonNodeFactory.instance.objectNode().put("zarr_format", 2));
    for (int c = 0; c < image.layers().size(); c++) {
      layer(c, image.layers().get(c));
    }
    put("0/.zarray", array());
    put(".zattrs", attributes());
  }

  private void put(String path, ObjectNode json) throws IOException {
    store.put(path, json.toPrettyString().getBytes(StandardCharsets.UTF_8));
  }

  private void layer(int c, SnapshotLayer layer) throws IOException {
    LayerPixels pixels = layer.read();
    for (int y = 0; y < image.height(); y += CHUNK) {
      for (int x = 0; x < image.width(); x += CHUNK) {
        Optional<byte[]> chunk = chunk(pixels, x, y);
        if (chunk.isPresent()) {
          store.put("0/%d/%d/%d".formatted(c, y / CHUNK, x / CHUNK), chunk.get());
        }
      }
    }
    Optional<NumberRange> range = NumberRange.of(pixels);
    ObjectNode channel = channels.addObject();
    channel.put("label", layer.id()).put("color", "FFFFFF").put("active", c == 0);
    ObjectNode window = channel.putObject("window");
    window.put("min", range.map(NumberRange::least).orElse(0f));
    window.put("max", range.map(NumberRange::most).orElse(1f));
    window.put("start", range.map(NumberRange::low).orElse(0f));
    window.put("end", range.map(NumberRange::high).orElse(1f));
  }

  /** A whole chunk, NaN beyond the image's edges; empty where it is all NaN. */
  private Optional<byte[]> chunk(LayerPixels pixels, int x0, int y0) throws IOException {
    ByteBuffer values =
        ByteBuffer.allocate(CHUNK * CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    boolean any = false;
    for (int y = y0; y < y0 + CHUNK; y++) {
      for (int x = x0; x < x0 + CHUNK; x++) {
        boolean inside = x < image.width() && y < image.height();
        float value = inside ? pixels.number(y * image.width() + x) : Float.NaN;
        any |= !Float.isNaN(value);
        values.putFloat(value);
      }
    }
    if (!any) {
      return Optional.empty();
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(packed)) {
      zlib.write(values.array());
    }
    return Optional.of(packed.toByteArray());
  }

  private ObjectNode array() {
    ObjectNode array = JsonNodeFactory.instance.objectNode();
    array.put("zarr_format", 2).put("dtype", "<f4").put("order", "C");
    array.put("fill_value", "NaN").put("dimension_separator", "/").putNull("filters");
    array.putArray("shape").add(image.layers().size()).add(image.height()).add(image.width());
    array.putArray("chunks").add(1).add(CHUNK).add(CHUNK);
    array.putObject("compressor").put("id", "zlib").put("level", 6);
    return array;
  }

  private ObjectNode attributes() {
    MapSnapshot.PixelSize size = image.pixelSize();
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    ObjectNode scales = attributes.putArray("multiscales").addObject();
    scales.put("version", "0.4").put("name", image.id());
    ArrayNode axes = scales.putArray("axes");
    axes.addObject().put("name", "c").put("type", "channel");
    for (String name : new String[] {"y", "x"}) {
      ObjectNode axis = axes.addObject().put("name", name).put("type", "space");
      if (size.isKnown()) {
        axis.put("unit", "micrometer");
      }
    }
    ObjectNode data = scales.putArray("datasets").addObject().put("path", "0");
    ArrayNode transformations = data.putArray("coordinateTransformations");
    transformations
        .addObject()
        .put("type", "scale")
        .putArray("scale")
        .add(1.0)
        .add(size.isKnown() ? size.y() : 1.0)
        .add(size.isKnown() ? size.x() : 1.0);
    translation(transformations);
    ObjectNode omero = attributes.putObject("omero");
    omero.put("name", image.id()).set("channels", channels);
    ObjectNode own = attributes.putObject("spectra-streams");
    image.provenance().forEach(own::put);
    ObjectNode codes = own.putObject("codes");
    for (SnapshotLayer layer : image.layers()) {
      ObjectNode named = codes.putObject(layer.id()).put("title", layer.heading());
      ChannelCodes.of(layer).forEach((code, name) -> named.put(Integer.toString(code), name));
    }
    return attributes;
  }

  /** Only where scale and translation alone say where pixels lie: not turned, not mirrored. */
  private void translation(ArrayNode transformations) {
    Optional<StagePlaces> places = image.places();
    double unit = places.map(one -> MapSnapshot.micrometres(one.unit())).orElse(Double.NaN);
    if (places.isEmpty()
        || Double.isNaN(unit)
        || places.get().rotationDegrees() != 0
        || Double.isNaN(places.get().originX() + places.get().originY())
        || !(places.get().stepX() > 0 && places.get().stepY() > 0)) {
      return;
    }
    transformations
        .addObject()
        .put("type", "translation")
        .putArray("translation")
        .add(0.0)
        .add(places.get().originY() * unit)
        .add(places.get().originX() * unit);
  }
}
