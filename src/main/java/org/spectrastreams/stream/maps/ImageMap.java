package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.State;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.PixelRanks.Rank;
import org.spectrastreams.wire.tile.TileState;

/**
 * One image being mapped: its status, and how a result block changes it. A pixel seen again shows
 * the newer measurement and counts once. Mutable, made anew for every record; knows nothing of
 * stores.
 */
final class ImageMap {
  /** Versions that the status of an image lists. */
  private static final int MAX_MODELS = 100;

  /** What becomes of a result that comes under the id of an image. */
  enum Meeting {
    /** It is part of the image. */
    PART,
    /** It begins another image, and this one is finished: it makes room. */
    SUCCESSOR,
    /** It is of another image, and this one is still being scanned. */
    STRANGER,
    /** It is of an earlier scan of the image. */
    OUTDATED
  }

  /** A tile that a block changed, and whether the block filled it. */
  record ChangedTile(int index, TileState tile, boolean becameFull) {}

  /**
   * What a block did to an image.
   *
   * @param tiles every tile that changed, by index
   * @param isNew whether it is the image's first block
   * @param before the image's state until then
   * @param after the one that it led to
   */
  record Update(
      List<ChangedTile> tiles, boolean isNew, Wire.ImageState before, Wire.ImageState after) {
    boolean changedState() {
      return before != after;
    }
  }

  /** The longest tile with all layers, in bytes. */
  static final int MOST_TILE_BYTES = TopicSetup.RESULT_BYTES;

  /** The longest status; it grows by counts and provenance after its beginning. */
  private static final int MOST_STATUS_BYTES = 512 << 10;

  private final Wire.ImageStatus.Builder status;
  private final ImageLayers layers;
  private final ClassCounts counts;
  private final JudgementCounts judgements;
  private boolean pending;
  private long finishedAt;

  private ImageMap(
      MapLayers known, Wire.ImageStatus.Builder status, boolean pending, long finishedAt) {
    this.status = status;
    this.pending = pending;
    this.finishedAt = finishedAt;
    this.layers = new ImageLayers(known, status.getLayersList());
    this.counts = new ClassCounts(status.getClassCountsList());
    this.judgements = new JudgementCounts(status);
  }

  static ImageMap of(MapLayers known, State.ImageRecord record) {
    return new ImageMap(
        known, record.getStatus().toBuilder(), record.getPending(), record.getFinishedAtMs());
  }

  /**
   * An image without a pixel, laid out for what {@code first} carries.
   *
   * @param now the time; later than the beginning of any image that had this id before
   */
  static ImageMap begin(MapLayers known, ResultView first, Optional<Pipeline> pipeline, long now) {
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
            .setGeneration(block.getGeneration())
            .setFrameGrows(block.getFrameGrows())
            .setOutcome(block.getOutcome())
            .addAllClassNames(block.getClassNamesList())
            .addAllLabelNames(block.getLabelNamesList())
            .setLabelThresholds(block.getLabelThresholds())
            .addAllLayers(known.layOut(first, pipeline))
            .setTileSize(TileState.SIDE)
            .addAllTruthNames(block.getTruthNamesList())
            .addAllQualityNames(block.getQualityNamesList())
            .setSimulated(block.getSimulated());
    if (block.hasMeasurement()) {
      status.setMeasurement(block.getMeasurement());
    }
    if (block.hasShadow()) {
      status.setShadow(block.getShadow().getModel());
    }
    for (int i = 0; i < block.getClassNamesCount(); i++) {
      status.addClassCounts(0);
    }
    for (int i = 0; i < block.getLabelNamesCount(); i++) {
      status.addLabelCounts(0);
    }
    return new ImageMap(known, status, false, 0);
  }

  /** What becomes of a result under this image's id. */
  Meeting meet(ResultView result) {
    int scan = Long.compareUnsigned(result.block().getGeneration(), status.getGeneration());
    if (scan != 0) {
      return scan > 0 ? Meeting.SUCCESSOR : Meeting.OUTDATED;
    }
    if (!isOfThisImage(result)) {
      return isFinished() && !SameScan.isSaidBy(result.block(), status)
          ? Meeting.SUCCESSOR
          : Meeting.STRANGER;
    }
    // Scanned again, with a model that has learnt contexts since.
    return isFinished() && !SameScan.isSaidBy(result.block(), status) && layers.lackSomeOf(result)
        ? Meeting.SUCCESSOR
        : Meeting.PART;
  }

  private boolean isOfThisImage(ResultView result) {
    Wire.ResultBlock block = result.block();
    return status.getPipeline().equals(block.getPipeline())
        && SameScan.isOfFrame(status, block)
        && status.getSimulated() == block.getSimulated()
        && status.getOutcome() == block.getOutcome()
        && status.getClassNamesList().equals(block.getClassNamesList())
        && status.getLabelNamesList().equals(block.getLabelNamesList())
        && status.getLabelThresholds().equals(block.getLabelThresholds())
        && status.getQualityNamesList().equals(block.getQualityNamesList())
        && SameScan.namesTheSameTruths(status, block)
        && SameScan.readsTheSameBands(status, block)
        && layers.take(result);
  }

  /** Whether a part of this image knows a larger frame. */
  boolean isOutgrownBy(ResultView result) {
    return result.block().getWidth() > status.getWidth()
        || result.block().getHeight() > status.getHeight();
  }

  /** Takes over the frame of a block, where it is larger; the tiles must be moved, too. */
  void growTo(ResultView result) {
    status
        .setWidth(Math.max(status.getWidth(), result.block().getWidth()))
        .setHeight(Math.max(status.getHeight(), result.block().getHeight()));
  }

  /**
   * Enters a block's results, but for pixels that show a newer measurement; an image once complete
   * stays it.
   *
   * @param tiles gives the tile of an index, row after row
   */
  Update enter(ResultView result, IntFunction<TileState> tiles, long now) {
    Wire.ImageState before = status.getState();
    boolean isNew = status.getSeen() == 0;
    boolean ofTheFirst = enterModel(result.block().getProvenance());
    ResultView shown = ofTheFirst ? result : result.withoutContexts();
    List<ChangedTile> changed = enterPixels(shown.comparedWith(status.getShadow()), tiles);
    status.setLastResultMs(now);
    status.setProvenance(result.block().getProvenance());
    counts.writeTo(status);
    judgements.writeTo(status);
    if (status.getSeen() == (long) status.getWidth() * status.getHeight()) {
      finish(Wire.ImageState.COMPLETE, now);
    } else {
      status.setState(Wire.ImageState.SCANNING);
      finishedAt = 0;
    }
    return new Update(changed, isNew, before, status.getState());
  }

  /**
   * Whether a result is of the version that made the image's first: contexts are of one version.
   */
  private boolean enterModel(Wire.Provenance from) {
    if (from.getModel().isEmpty()) {
      return true;
    }
    Wire.ModelVersion version =
        Wire.ModelVersion.newBuilder()
            .setModel(from.getModel() + "@" + from.getModelVersion())
            .setDigest(from.getModelDigest())
            .build();
    if (!status.getModelsList().contains(version) && status.getModelsCount() < MAX_MODELS) {
      status.addModels(version);
    }
    return status.getModels(0).equals(version);
  }

  private List<ChangedTile> enterPixels(ResultView result, IntFunction<TileState> tiles) {
    record Touched(TileState tile, boolean wasFull) {}

    List<MapLayer.Entry> entries = layers.entries(result);
    Map<Integer, Touched> touched = new TreeMap<>();
    int tilesAcross = tilesAcross();
    Rank rank = Rank.of(result);
    int lastIndex = -1;
    TileState tile = null;
    for (int i = 0; i < result.count(); i++) {
      int x = result.block().getX(i);
      int y = result.block().getY(i);
      int index = y / TileState.SIDE * tilesAcross + x / TileState.SIDE;
      if (index != lastIndex) {
        tile =
            touched
                .computeIfAbsent(
                    index,
                    at -> {
                      TileState found = tiles.apply(at);
                      return new Touched(found, found.isFull());
                    })
                .tile();
        lastIndex = index;
      }
      int pixel = tile.pixel(x, y);
      if (!tile.ranks().take(pixel, rank)) {
        continue;
      }
      count(result, i, tile, pixel);
      for (int layer = 0; layer < entries.size(); layer++) {
        entries.get(layer).enter(i, tile, layer, pixel);
      }
    }
    return touched.entrySet().stream()
        .map(
            at ->
                new ChangedTile(
                    at.getKey(),
                    at.getValue().tile(),
                    !at.getValue().wasFull() && at.getValue().tile().isFull()))
        .toList();
  }

  /** Counts a pixel that is about to be entered. */
  private void count(ResultView result, int i, TileState tile, int pixel) {
    int before = layers.quality(tile, pixel);
    int flags = result.quality(i);
    if (before == Sentinels.TILE_FLAGS_NOT_SEEN) {
      tile.countSeen();
      status.setSeen(status.getSeen() + 1);
      before = 0;
    }
    status.setFlagged(status.getFlagged() + (flags != 0 ? 1 : 0) - (before != 0 ? 1 : 0));
    if (!counts.isEmpty()) {
      counts.replace(layers.predictedClass(tile, pixel), result.predictedClass(i));
    }
    judgements.replace(result.outcomes(), i, layers, tile, pixel);
  }

  /** A result of a record of this time was entered. */
  void enteredRecordOf(long timestamp) {
    long first = status.getFirstRecordMs();
    status.setFirstRecordMs(first == 0 ? timestamp : Math.min(first, timestamp));
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

  /**
   * Refuses an image whose tiles or status no topic would take: their length is that of its layers
   * and names, whatever its size.
   */
  void requireRoom() throws RejectedRecordException {
    long tile = TileState.mostBytes(layers());
    if (tile > MOST_TILE_BYTES || status().getSerializedSize() > MOST_STATUS_BYTES) {
      throw new RejectedRecordException(
          RejectReason.RESULT_TOO_LARGE,
          "a map of "
              + layers().size()
              + " layers takes "
              + tile
              + " bytes a tile and "
              + status().getSerializedSize()
              + " for its names; expected at most "
              + MOST_TILE_BYTES
              + " and "
              + MOST_STATUS_BYTES);
    }
  }

  /** The index here of a tile that had {@code index} in the smaller frame {@code before}. */
  int indexAfter(ImageMap before, int index) {
    return index / before.tilesAcross() * tilesAcross() + index % before.tilesAcross();
  }

  TileState tile(int index, byte[] stored) {
    return TileState.of(status, index % tilesAcross(), index / tilesAcross(), stored);
  }

  /** When its first result was mapped. */
  long begunAt() {
    return status.getFirstResultMs();
  }

  Wire.ImageStatus status() {
    return status.build();
  }

  String id() {
    return status.getImageId();
  }

  String pipeline() {
    return status.getPipeline();
  }

  Wire.ImageState state() {
    return status.getState();
  }

  List<Wire.Layer> layers() {
    return status.getLayersList();
  }

  byte[] toBytes() {
    return toRecord().toByteArray();
  }

  State.ImageRecord toRecord() {
    return State.ImageRecord.newBuilder()
        .setStatus(status)
        .setPending(pending)
        .setFinishedAtMs(finishedAt)
        .build();
  }
}
