package org.spectrastreams.stream.maps;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.TileState;
import org.spectrastreams.wire.proto.State;
import org.spectrastreams.wire.proto.Wire;

/**
 * Collects results into map tiles and follows the life cycle of images.
 *
 * <p>State is written with every record. What is published lags behind by {@link #FLUSH} at most:
 * tiles change with every line of an image, and publishing each change would cost more than
 * scoring. A tile or an image that becomes complete is published at once. An image whose tiles have
 * changed since they were published says so in its stored record, so that a restarted task
 * publishes them again.
 */
public final class MapProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  static final String TILES = "tiles";
  static final String IMAGES = "images";

  /** The longest time a change waits to be published. */
  public static final Duration FLUSH = Duration.ofMillis(250);

  /** The time between two searches for images to forget. */
  static final Duration FORGET = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(MapProcessor.class);

  // A flush must stay far shorter than its interval: this many tiles take about 20 ms.
  private static final int TILES_A_FLUSH = 32;

  private final MapSettings settings;
  private final StreamMetrics metrics;
  private final Map<String, Active> active = new HashMap<>();
  private final Map<Wire.ImageState, Integer> counts = new EnumMap<>(Wire.ImageState.class);
  private KeyValueStore<byte[], byte[]> tiles;
  private KeyValueStore<byte[], byte[]> images;
  private Cancellable flushing;

  /** What is known of an image beside its stored record as long as something is to be done. */
  private static final class Active {
    private final Set<Integer> changedTiles = new LinkedHashSet<>();
    private boolean statusChanged;
    private long deadline = Long.MAX_VALUE;
    private boolean refusalLogged;
  }

  MapProcessor(MapSettings settings, StreamMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    tiles = context.getStateStore(TILES);
    images = context.getStateStore(IMAGES);
    for (ImageMap image : storedImages()) {
      count(image.state(), 1);
      if (!image.isFinished() || image.isPending()) {
        Active work = active(image.id());
        work.statusChanged = true;
        for (int index = 0; index < image.tileCount(); index++) {
          work.changedTiles.add(index);
        }
        if (!image.isFinished()) {
          // The time without the service does not count.
          work.deadline = now() + settings.timeoutMillis(image.pipeline());
        }
      }
    }
    context.schedule(FORGET, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  private List<ImageMap> storedImages() {
    List<ImageMap> found = new ArrayList<>();
    try (KeyValueIterator<byte[], byte[]> all = images.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], byte[]> entry = all.next();
        found.add(read(entry.value));
      }
    }
    return found;
  }

  private static ImageMap read(byte[] stored) {
    try {
      return ImageMap.of(State.ImageRecord.parseFrom(stored));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the state of an image cannot be read", e);
    }
  }

  private long now() {
    return context().currentSystemTimeMs();
  }

  /** The work on an image; as long as there is any, the flush is scheduled. */
  private Active active(String imageId) {
    if (flushing == null) {
      flushing = context().schedule(FLUSH, PunctuationType.WALL_CLOCK_TIME, this::flush);
    }
    return active.computeIfAbsent(imageId, id -> new Active());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ResultView result;
    try {
      result = ResultView.parse(record.value());
    } catch (RejectedRecordException rejected) {
      context()
          .forward(
              DeadLetters.record(
                  record, context().recordMetadata().orElseThrow(), rejected, settings.version()),
              MapTopology.DEAD_LETTER_SINK);
      return;
    }
    if (!result.hasImage()) {
      return;
    }
    long now = now();
    String id = result.block().getImageId();
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    byte[] stored = images.get(key);
    ImageMap image = stored == null ? null : read(stored);
    if (image != null && !image.takes(result)) {
      if (!image.isFinished()) {
        refuse(image, result);
        return;
      }
      erase(image, record.timestamp());
      image = null;
    } else if (image != null && image.isFinished() && image.lacksContextsOf(result)) {
      // Scanned again with a model that has learnt contexts since.
      erase(image, record.timestamp());
      image = null;
    }
    boolean isNew = image == null;
    if (isNew) {
      image = ImageMap.begin(result, settings.pipelines().find(result.block().getPipeline()), now);
      count(image.state(), 1);
    }
    enter(image, result, isNew, now, record.timestamp());
    images.put(key, image.toBytes());
  }

  private void refuse(ImageMap image, ResultView result) {
    metrics.unmapped(result.count());
    Active work = active(image.id());
    if (!work.refusalLogged) {
      work.refusalLogged = true;
      LOG.warn(
          "image {} is being scanned as {} × {} pixels by pipeline {}; results of {} × {} pixels by"
              + " {} under the same id are not mapped: give every image an id of its own",
          image.id(),
          image.status().getWidth(),
          image.status().getHeight(),
          image.pipeline(),
          result.block().getWidth(),
          result.block().getHeight(),
          result.block().getPipeline());
    }
  }

  private void enter(ImageMap image, ResultView result, boolean isNew, long now, long timestamp) {
    Active work = active(image.id());
    Wire.ImageState before = image.state();
    Map<Integer, ImageMap.TouchedTile> touched =
        image.enter(result, index -> image.tile(index, tiles.get(tileKey(image, index))), now);
    image.settle(now);
    touched.forEach(
        (index, change) -> {
          tiles.put(tileKey(image, index), change.tile.toBytes());
          if (change.becameFull()) {
            publish(image, change.tile, timestamp);
            work.changedTiles.remove(index);
          } else {
            work.changedTiles.add(index);
          }
        });
    work.statusChanged = true;
    work.deadline =
        image.isFinished() ? Long.MAX_VALUE : now + settings.timeoutMillis(image.pipeline());
    boolean stateChanged = image.state() != before;
    if (stateChanged) {
      count(before, -1);
      count(image.state(), 1);
    }
    if (stateChanged && image.isFinished()) {
      publishTiles(image, work, Integer.MAX_VALUE, timestamp);
    }
    if (stateChanged || isNew) {
      publishStatus(image, work, timestamp);
    }
    image.setPending(!work.changedTiles.isEmpty());
  }

  private void flush(long now) {
    int room = TILES_A_FLUSH;
    Iterator<Map.Entry<String, Active>> entries = active.entrySet().iterator();
    while (entries.hasNext() && room > 0) {
      Map.Entry<String, Active> entry = entries.next();
      Active work = entry.getValue();
      boolean timedOut = work.deadline <= now;
      if (work.statusChanged || !work.changedTiles.isEmpty() || timedOut) {
        byte[] key = entry.getKey().getBytes(StandardCharsets.UTF_8);
        ImageMap image = read(images.get(key));
        if (timedOut) {
          count(image.state(), -1);
          image.finish(Wire.ImageState.INCOMPLETE, now);
          count(image.state(), 1);
          work.deadline = Long.MAX_VALUE;
        }
        room -= publishTiles(image, work, room, now);
        publishStatus(image, work, now);
        image.setPending(!work.changedTiles.isEmpty());
        images.put(key, image.toBytes());
      }
      if (work.changedTiles.isEmpty() && work.deadline == Long.MAX_VALUE) {
        entries.remove();
      }
    }
    if (active.isEmpty()) {
      flushing.cancel();
      flushing = null;
    }
  }

  /** Publishes changed tiles, at most {@code room}, and returns how many. */
  private int publishTiles(ImageMap image, Active work, int room, long timestamp) {
    int published = 0;
    Iterator<Integer> indices = work.changedTiles.iterator();
    while (indices.hasNext() && published < room) {
      int index = indices.next();
      indices.remove();
      byte[] stored = tiles.get(tileKey(image, index));
      if (stored != null) {
        publish(image, image.tile(index, stored), timestamp);
        published++;
      }
    }
    return published;
  }

  private void publish(ImageMap image, TileState tile, long timestamp) {
    for (int layer = 0; layer < image.layers().size(); layer++) {
      Wire.MapTile message = tile.publish(image.id(), layer);
      forward(
          MapTopology.MAPS_SINK,
          mapKey(image, layer, message.getTileX(), message.getTileY()),
          message.toByteArray(),
          timestamp);
    }
  }

  private void publishStatus(ImageMap image, Active work, long timestamp) {
    work.statusChanged = false;
    forward(MapTopology.IMAGES_SINK, image.id(), image.status().toByteArray(), timestamp);
  }

  /** Forgets images that were finished longer than the retention ago. */
  private void forget(long now) {
    if (settings.retentionMillis() < 0) {
      return;
    }
    for (ImageMap image : storedImages()) {
      if (image.isFinished()
          && !image.isPending()
          && now - image.finishedAt() > settings.retentionMillis()) {
        erase(image, now);
        images.delete(image.id().getBytes(StandardCharsets.UTF_8));
        active.remove(image.id());
        forward(MapTopology.IMAGES_SINK, image.id(), null, now);
      }
    }
  }

  /** Deletes an image's tiles here and, by tombstones, in what was published. */
  private void erase(ImageMap image, long timestamp) {
    for (int index = 0; index < image.tileCount(); index++) {
      if (tiles.delete(tileKey(image, index)) != null) {
        for (int layer = 0; layer < image.layers().size(); layer++) {
          int tileX = index % image.tilesAcross();
          int tileY = index / image.tilesAcross();
          forward(MapTopology.MAPS_SINK, mapKey(image, layer, tileX, tileY), null, timestamp);
        }
      }
    }
    active.remove(image.id());
    count(image.state(), -1);
  }

  private void forward(String sink, String key, byte[] value, long timestamp) {
    context().forward(new Record<>(key.getBytes(StandardCharsets.UTF_8), value, timestamp), sink);
  }

  private static String mapKey(ImageMap image, int layer, int tileX, int tileY) {
    return image.id() + "/" + image.layers().get(layer).getId() + "/" + tileX + "/" + tileY;
  }

  private static byte[] tileKey(ImageMap image, int index) {
    byte[] id = image.id().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(id.length + 1 + Integer.BYTES)
        .put(id)
        .put((byte) 0)
        .putInt(index)
        .array();
  }

  private void count(Wire.ImageState state, int change) {
    counts.merge(state, change, Integer::sum);
    metrics.images(context().taskId(), Map.copyOf(counts));
  }

  @Override
  public void close() {
    metrics.images(context().taskId(), Map.of());
  }
}
