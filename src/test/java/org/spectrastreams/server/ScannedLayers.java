package org.spectrastreams.server;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire.MapTile;
import org.spectrastreams.wire.proto.Wire.TileEncoding;

/** The layers of a scanned image as they fill, pixel after pixel, and the tiles of them. */
final class ScannedLayers {
  private final String id;
  private final ImageGeometry geometry;
  private final byte[] classes;
  private final float[] confidence;
  private final float[] band;
  private final char[] quality;
  private final char[] context;
  private final byte[] contradiction;
  private final byte[] linearised;
  private final float[][] latent;

  ScannedLayers(String id, ImageGeometry geometry) {
    this.id = id;
    this.geometry = geometry;
    classes = new byte[geometry.pixels()];
    Arrays.fill(classes, (byte) Sentinels.NO_CLASS);
    confidence = new float[geometry.pixels()];
    Arrays.fill(confidence, Float.NaN);
    band = confidence.clone();
    quality = new char[geometry.pixels()];
    Arrays.fill(quality, '\uffff');
    context = quality.clone();
    contradiction = classes.clone();
    linearised = classes.clone();
    latent = new float[][] {confidence.clone(), confidence.clone()};
  }

  /** Takes over a row of results. */
  void see(ResultView result, int row) {
    int pixel = result.block().getY(row) * geometry.width() + result.block().getX(row);
    boolean hasClass = result.predictedClass(row) != Sentinels.NO_CLASS;
    boolean hasContext = result.context(row) != Sentinels.NO_CONTEXT;
    classes[pixel] = (byte) (hasClass ? result.predictedClass(row) : Sentinels.TILE_NO_CLASS);
    confidence[pixel] = result.confidence(row);
    quality[pixel] = (char) result.quality(row);
    band[pixel] = result.band(0, row);
    context[pixel] = (char) (hasContext ? result.context(row) : Sentinels.TILE_NO_INDEX);
    contradiction[pixel] =
        (byte) (!hasContext ? Sentinels.TILE_NO_CLASS : result.contradicts(row) ? 1 : 0);
    linearised[pixel] = (byte) (hasClass ? result.linearisedClass(row) : Sentinels.TILE_NO_CLASS);
    latent[0][pixel] = result.latent(row, 0);
    latent[1][pixel] = result.latent(row, 1);
  }

  /** All tiles of all layers, as they are now. */
  List<MapTile> tiles() {
    List<MapTile> tiles = new ArrayList<>();
    tiles.addAll(tiles("class", TileEncoding.CLASS_U8, classes));
    tiles.addAll(tiles("confidence", TileEncoding.FLOAT32, packed(confidence)));
    tiles.addAll(tiles("context", TileEncoding.INDEX_U16, packed(context)));
    tiles.addAll(tiles("contradiction", TileEncoding.CLASS_U8, contradiction));
    tiles.addAll(tiles("linearised", TileEncoding.CLASS_U8, linearised));
    tiles.addAll(tiles("latent-1", TileEncoding.FLOAT32, packed(latent[0])));
    tiles.addAll(tiles("latent-2", TileEncoding.FLOAT32, packed(latent[1])));
    tiles.addAll(tiles("quality", TileEncoding.FLAGS_U16, packed(quality)));
    tiles.addAll(tiles("band:height", TileEncoding.FLOAT32, packed(band)));
    return tiles;
  }

  /** All 64 × 64 tiles of a layer. */
  private List<MapTile> tiles(String layer, TileEncoding encoding, byte[] values) {
    List<MapTile> tiles = new ArrayList<>();
    int size = values.length / geometry.pixels();
    for (int y0 = 0; y0 < geometry.height(); y0 += 64) {
      for (int x0 = 0; x0 < geometry.width(); x0 += 64) {
        int width = Math.min(64, geometry.width() - x0);
        int height = Math.min(64, geometry.height() - y0);
        byte[] part = new byte[width * height * size];
        for (int row = 0; row < height; row++) {
          int from = ((y0 + row) * geometry.width() + x0) * size;
          System.arraycopy(values, from, part, row * width * size, width * size);
        }
        tiles.add(
            MapTile.newBuilder()
                .setImageId(id)
                .setLayer(layer)
                .setTileX(x0 / 64)
                .setTileY(y0 / 64)
                .setX0(x0)
                .setY0(y0)
                .setWidth(width)
                .setHeight(height)
                .setEncoding(encoding)
                .setValues(ByteString.copyFrom(part))
                .build());
      }
    }
    return tiles;
  }

  private static byte[] packed(float[] values) {
    byte[] out = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return out;
  }

  private static byte[] packed(char[] values) {
    byte[] out = new byte[values.length * Character.BYTES];
    ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().put(values);
    return out;
  }
}
