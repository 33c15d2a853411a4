package org.spectrastreams.stream.maps;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.TileState;
import org.spectrastreams.wire.proto.State;
import org.spectrastreams.wire.proto.Wire;

/**
 * One image being mapped: its status, and how a result block changes it. A pixel seen again takes
 * the newer result and counts once. Mutable, made anew for every record; knows nothing of stores.
 */
final class ImageMap {
  private final Wire.ImageStatus.Builder status;
  private final ImageLayers layers;
  private final int[] classCounts;
  private boolean pending;
  private long finishedAt;

  private ImageMap(Wire.ImageStatus.Builder status, boolean pending, long finishedAt) {
    this.status = status;
    this.pending = pending;
    this.finishedAt = finishedAt;
    this.layers = ImageLayers.of(status.getLayersList());
    this.classCounts = new int[status.getClassNamesCount()];
    for (int i = 0; i < classCounts.length; i++) {
      classCounts[i] = status.getClassCounts(i);
    }
  }

  static ImageMap of(State.ImageRecord record) {
    return new ImageMap(
        record.getStatus().toBuilder(), record.getPending(), record.getFinishedAtMs());
  }

  /** An image without a pixel, laid out for what {@code first} carries. */
  static ImageMap begin(ResultView first, Optional<Pipeline> pipeline, long now) {
    Wire.ResultBlock block = first.block();
    Wire.ImageStatus.Builder status =
        Wire.ImageStatus.newBuilder()
            .setImageId(block.getImageId())
            .setPipeline(block.getPipeline())
            .setState(Wire.ImageState.SCANNING)
            .setWidth(block.getWidth())
            .setHeight(block.getHeight())
            .setPixelSizeUm(block.getPixelSizeUm())
            .setFirstResultMs(now)
            .addAllClassNames(block.getClassNamesList())
            .addAllLayers(ImageLayers.layOut(first, pipeline))
            .setTileSize(TileState.SIDE)
            .addAllQualityNames(block.getQualityNamesList())
            .setSimulated(block.getSimulated());
    for (int i = 0; i < block.getClassNamesCount(); i++) {
      status.addClassCounts(0);
    }
    return new ImageMap(status, false, 0);
  }

  /** Whether the results can be part of this image: same pipeline, frame, classes and bands. */
  boolean takes(ResultView result) {
    Wire.ResultBlock block = result.block();
    if (!status.getPipeline().equals(block.getPipeline())
        || status.getWidth() != block.getWidth()
        || status.getHeight() != block.getHeight()
        || status.getSimulated() != block.getSimulated()
        || !status.getClassNamesList().equals(block.getClassNamesList())
        || !status.getQualityNamesList().equals(block.getQualityNamesList())) {
      return false;
    }
    return layers.take(block);
  }

  /** Whether the results have contexts that this map has no layers for. */
  boolean lacksContextsOf(ResultView result) {
    return layers.lacksContextsOf(result);
  }

  /**
   * Enters a block's results.
   *
   * @param tiles gives the tile of an index, row after row
   * @return every tile that changed, by index, and whether that filled it
   */
  Map<Integer, TouchedTile> enter(ResultView result, IntFunction<TileState> tiles, long now) {
    Map<Integer, TouchedTile> touched = new HashMap<>();
    int tilesAcross = TileState.across(status.getWidth());
    int lastIndex = -1;
    TouchedTile last = null;
    for (int i = 0; i < result.count(); i++) {
      int x = result.block().getX(i);
      int y = result.block().getY(i);
      int index = y / TileState.SIDE * tilesAcross + x / TileState.SIDE;
      if (index != lastIndex) {
        last = touched.computeIfAbsent(index, at -> new TouchedTile(tiles.apply(at)));
        lastIndex = index;
      }
      enter(result, i, last.tile, last.tile.pixel(x, y));
    }
    status.setLastResultMs(now);
    status.setProvenance(result.block().getProvenance());
    for (int c = 0; c < classCounts.length; c++) {
      status.setClassCounts(c, classCounts[c]);
    }
    return touched;
  }

  private void enter(ResultView result, int i, TileState tile, int pixel) {
    int before = layers.quality(tile, pixel);
    int flags = result.quality(i);
    if (before == TileState.QUALITY_NOT_SEEN) {
      tile.countSeen();
      status.setSeen(status.getSeen() + 1);
      before = 0;
    }
    status.setFlagged(status.getFlagged() + (flags != 0 ? 1 : 0) - (before != 0 ? 1 : 0));
    if (classCounts.length > 0) {
      int classBefore = layers.predictedClass(tile, pixel);
      int predicted = result.predictedClass(i);
      if (classBefore < classCounts.length) {
        classCounts[classBefore]--;
      }
      if (predicted != ResultView.NO_CLASS) {
        classCounts[predicted]++;
      }
    }
    layers.enter(result, i, tile, pixel);
  }

  /** A tile that a block changed; {@code wasFull} says what it was before. */
  static final class TouchedTile {
    final TileState tile;
    private final boolean wasFull;

    private TouchedTile(TileState tile) {
      this.tile = tile;
      this.wasFull = tile.isFull();
    }

    boolean becameFull() {
      return !wasFull && tile.isFull();
    }
  }

  String id() {
    return status.getImageId();
  }

  Wire.ImageState state() {
    return status.getState();
  }

  /** The state that a new result leads to: an image once complete stays it. */
  void settle(long now) {
    boolean complete = status.getSeen() == (long) status.getWidth() * status.getHeight();
    if (complete) {
      finish(Wire.ImageState.COMPLETE, now);
    } else {
      status.setState(Wire.ImageState.SCANNING);
      finishedAt = 0;
    }
  }

  void finish(Wire.ImageState state, long now) {
    status.setState(state);
    finishedAt = now;
  }

  boolean isFinished() {
    return finishedAt != 0;
  }

  long finishedAt() {
    return finishedAt;
  }

  /** Whether a tile has changed since it was last published. */
  boolean isPending() {
    return pending;
  }

  void setPending(boolean value) {
    pending = value;
  }

  int tilesAcross() {
    return TileState.across(status.getWidth());
  }

  int tileCount() {
    return tilesAcross() * TileState.across(status.getHeight());
  }

  TileState tile(int index, byte[] stored) {
    return TileState.of(status, index % tilesAcross(), index / tilesAcross(), stored);
  }

  List<Wire.Layer> layers() {
    return status.getLayersList();
  }

  String pipeline() {
    return status.getPipeline();
  }

  Wire.ImageStatus status() {
    return status.build();
  }

  byte[] toBytes() {
    return State.ImageRecord.newBuilder()
        .setStatus(status)
        .setPending(pending)
        .setFinishedAtMs(finishedAt)
        .build()
        .toByteArray();
  }
}
