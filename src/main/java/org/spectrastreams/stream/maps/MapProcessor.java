package org.spectrastreams.stream.maps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.maps.MapPublisher.Cause;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.tracing.Trace;
import org.spectrastreams.stream.tracing.TraceParent;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileState;

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
  /** The longest time a change waits to be published. */
  public static final Duration FLUSH = Duration.ofMillis(250);

  /** The time between two searches for images to forget. */
  static final Duration FORGET = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(MapProcessor.class);

  // A flush must stay far shorter than its interval: this many tiles take about 20 ms.
  private static final int TILES_A_FLUSH = 32;

  private static final int MOST_WARNED = 1_000;

  private final MapSettings settings;
  private final StreamMetrics metrics;
  private final Map<String, OpenImage> open = new LinkedHashMap<>();
  private final Set<String> warned = new HashSet<>();
  private final Map<Wire.ImageState, Integer> counts = new EnumMap<>(Wire.ImageState.class);
  private ImageStore store;
  private MapPublisher publisher;
  private Cancellable flushing;

  MapProcessor(MapSettings settings, StreamMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    store =
        new ImageStore(
            context.getStateStore(ImageStore.IMAGES),
            context.getStateStore(ImageStore.TILES),
            settings.layers());
    publisher = new MapPublisher(context);
    for (ImageMap image : store.all()) {
      count(image.state(), 1);
      if (!image.isFinished() || image.isPending()) {
        OpenImage work = open(image);
        work.changed(store.storedTiles(image));
        if (!image.isFinished()) {
          // The time without the service does not count.
          work.expectUntil(now() + settings.timeoutMillis(image.pipeline()));
        }
      }
    }
    context.schedule(FORGET, PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  private long now() {
    return context().currentSystemTimeMs();
  }

  /** The work on an image; as long as there is any, the flush is scheduled. */
  private OpenImage open(ImageMap image) {
    if (flushing == null) {
      flushing = context().schedule(FLUSH, PunctuationType.WALL_CLOCK_TIME, this::flush);
    }
    return open.computeIfAbsent(image.id(), id -> new OpenImage());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Trace trace = settings.tracer().take(record, context().recordMetadata().orElseThrow());
    try {
      ResultView result = ResultView.parse(record.value());
      trace.put("spectra.image", result.block().getImageId());
      trace.put("spectra.count", result.count());
      if (result.hasImage()) {
        map(result, new Cause(record.timestamp(), trace.onward()));
      }
    } catch (RejectedRecordException rejected) {
      trace.failed(rejected.reason().id(), rejected.getMessage());
      context()
          .forward(
              DeadLetters.record(
                  record, context().recordMetadata().orElseThrow(), rejected, settings.version()),
              MapTopology.DEAD_LETTER_SINK);
    } finally {
      trace.end();
    }
  }

  private void map(ResultView result, Cause cause) throws RejectedRecordException {
    Optional<ImageMap> found = store.find(result.block().getImageId());
    if (found.isEmpty()) {
      enter(begin(result, now()), result, cause);
      return;
    }
    switch (found.get().meet(result)) {
      case PART -> enter(found.get(), result, cause);
      case SUCCESSOR -> {
        ImageMap successor = begin(result, Math.max(now(), found.get().begunAt() + 1));
        erase(found.get(), cause);
        enter(successor, result, cause);
      }
      case STRANGER -> refuse(found.get(), result);
      case OUTDATED -> refuseOutdated(found.get(), result);
    }
  }

  private ImageMap begin(ResultView result, long begun) throws RejectedRecordException {
    ImageMap image =
        ImageMap.begin(
            settings.layers(),
            result,
            settings.pipelines().find(result.block().getPipeline()),
            begun);
    image.requireRoom();
    count(image.state(), 1);
    return image;
  }

  /** A warning is worth one line an image, however long its results go on. */
  private boolean warnOnce(ImageMap image) {
    if (warned.size() >= MOST_WARNED) {
      warned.clear();
    }
    return warned.add(image.id() + "/" + image.begunAt());
  }

  private void refuse(ImageMap image, ResultView result) {
    metrics.unmapped(result.count());
    if (warnOnce(image)) {
      if (image.pipeline().equals(result.block().getPipeline())
          && image.status().getWidth() == result.block().getWidth()
          && image.status().getHeight() == result.block().getHeight()) {
        LOG.warn(
            "image {} is mapped as pipeline {} was when its scan began; results of the same"
                + " pipeline with other classes, layers or bands, as after a change of it, are not"
                + " mapped, as two kinds of values would stand in one map: scan the image again",
            image.id(),
            image.pipeline());
        return;
      }
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

  private void refuseOutdated(ImageMap image, ResultView result) {
    metrics.unmapped(result.count());
    if (warnOnce(image)) {
      LOG.warn(
          "image {} shows the scan of generation {}; results of the earlier generation {} are not"
              + " mapped: give every scan a higher generation, or an id of its own",
          image.id(),
          Long.toUnsignedString(image.status().getGeneration()),
          Long.toUnsignedString(result.block().getGeneration()));
    }
  }

  private void enter(ImageMap image, ResultView result, Cause cause) {
    long now = now();
    OpenImage work = open(image);
    if (image.isOutgrownBy(result)) {
      ImageMap before = ImageMap.of(settings.layers(), image.toRecord());
      image.growTo(result);
      Set<Integer> larger = store.moveTiles(before, image);
      work.moveTiles(index -> image.indexAfter(before, index), larger, cause.trace());
    }
    image.enteredRecordOf(cause.timestamp());
    ImageMap.Update update = image.enter(result, index -> store.tile(image, index), now);
    for (ImageMap.ChangedTile changed : update.tiles()) {
      store.putTile(image, changed.index(), changed.tile());
      if (changed.becameFull()) {
        publisher.tile(image, changed.tile(), cause);
        work.publishedTile(changed.index());
      } else {
        work.changedTile(changed.index(), cause.trace());
      }
    }
    work.changedStatus(cause.trace());
    if (image.isFinished()) {
      work.expectNothing();
    } else {
      work.expectUntil(now + settings.timeoutMillis(image.pipeline()));
    }
    if (update.changedState()) {
      count(update.before(), -1);
      count(update.after(), 1);
      if (image.isFinished()) {
        publishTiles(image, work, Integer.MAX_VALUE, cause.timestamp());
      }
    }
    if (update.changedState() || update.isNew()) {
      publishStatus(image, work, cause.timestamp());
      tell(image, update.isNew());
    }
    putAfterWork(image, work);
  }

  /** One line where an image begins and one where it ends, for whoever watches the log. */
  private static void tell(ImageMap image, boolean isNew) {
    Wire.ImageStatus status = image.status();
    if (isNew) {
      LOG.info(
          "image {} started: {} × {} pixels, pipeline {}",
          image.id(),
          status.getWidth(),
          status.getHeight(),
          image.pipeline());
    }
    if (image.isFinished()) {
      int notJudged =
          status.getNotJudgedList().stream().mapToInt(Wire.NotJudgedCount::getPixels).sum();
      LOG.info(
          "image {} {}: {} pixels with a result, {} flagged, {} not judged",
          image.id(),
          status.getState().name().toLowerCase(Locale.ROOT),
          status.getSeen(),
          status.getFlagged(),
          notJudged);
    }
  }

  private void flush(long now) {
    int room = TILES_A_FLUSH;
    List<String> served = new ArrayList<>();
    Iterator<Map.Entry<String, OpenImage>> entries = open.entrySet().iterator();
    while (entries.hasNext() && room > 0) {
      Map.Entry<String, OpenImage> entry = entries.next();
      OpenImage work = entry.getValue();
      if (work.isDue(now)) {
        ImageMap image = store.find(entry.getKey()).orElseThrow();
        if (work.isOverdue(now)) {
          count(image.state(), -1);
          image.finish(Wire.ImageState.INCOMPLETE, now);
          count(image.state(), 1);
          work.expectNothing();
          tell(image, false);
        }
        room -= publishTiles(image, work, room, now);
        publishStatus(image, work, now);
        putAfterWork(image, work);
        served.add(entry.getKey());
      }
      if (work.isDone()) {
        entries.remove();
      }
    }
    served.forEach(this::lineUpAgain);
    if (open.isEmpty()) {
      flushing.cancel();
      flushing = null;
    }
  }

  /**
   * The others come first at the next flush: one image alone may change more than a flush takes.
   */
  private void lineUpAgain(String image) {
    OpenImage work = open.remove(image);
    if (work != null) {
      open.put(image, work);
    }
  }

  private void putAfterWork(ImageMap image, OpenImage work) {
    image.setPending(work.hasTilesToPublish());
    store.put(image);
  }

  /** Publishes changed tiles, at most {@code room}, and returns how many. */
  private int publishTiles(ImageMap image, OpenImage work, int room, long timestamp) {
    int published = 0;
    Iterator<Map.Entry<Integer, Optional<TraceParent>>> tiles = work.tilesToPublish();
    while (tiles.hasNext() && published < room) {
      Map.Entry<Integer, Optional<TraceParent>> next = tiles.next();
      Optional<TileState> tile = store.storedTile(image, next.getKey());
      Cause cause = new Cause(timestamp, next.getValue());
      tiles.remove();
      if (tile.isPresent()) {
        publisher.tile(image, tile.get(), cause);
        published++;
      }
    }
    return published;
  }

  private void publishStatus(ImageMap image, OpenImage work, long timestamp) {
    work.publishedStatus();
    publisher.status(image, new Cause(timestamp, work.statusTrace()));
  }

  /** Forgets images that were finished longer than the retention ago. */
  private void forget(long now) {
    if (settings.retentionMillis() < 0) {
      return;
    }
    for (ImageMap image : store.all()) {
      if (image.isFinished()
          && !image.isPending()
          && now - image.finishedAt() > settings.retentionMillis()) {
        erase(image, Cause.clock(now));
        store.delete(image);
        publisher.noStatus(image, Cause.clock(now));
      }
    }
  }

  /** Deletes an image's tiles here and, by tombstones, in what was published. */
  private void erase(ImageMap image, Cause cause) {
    for (int index : store.storedTiles(image)) {
      store.deleteTile(image, index);
      publisher.noTile(image, index, cause);
    }
    open.remove(image.id());
    count(image.state(), -1);
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
