package org.spectrastreams.stream.maps;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.spectrastreams.stream.broker.GuardedProcessor;
import org.spectrastreams.stream.broker.RecordSource;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.metrics.StreamMetrics;

/** Results → map tiles and image states. */
public final class MapTopology {
  static final String MAPS_SINK = "publish-maps";
  static final String IMAGES_SINK = "publish-images";
  static final String DEAD_LETTER_SINK = "reject-result";

  private static final String SOURCE = "read-results";
  private static final String PROCESSOR = "map";

  // Tiles are rewritten all the time; small segments let compaction keep up.
  private static final Map<String, String> CHANGELOG =
      Map.of(
          "segment.bytes",
          String.valueOf(32 << 20),
          "max.message.bytes",
          String.valueOf(ImageMap.MOST_TILE_BYTES + (64 << 10)));

  private MapTopology() {}

  /** Adds the map's nodes to a topology. */
  public static void addTo(
      Topology topology,
      Topics topics,
      MapSettings settings,
      StreamMetrics metrics,
      SetAside setAside) {
    GuardedProcessor.Guard guard =
        new GuardedProcessor.Guard(
            setAside,
            failed -> false,
            rejected -> metrics.unmapped(rejected.spectra()),
            DEAD_LETTER_SINK,
            settings.version());
    ByteArraySerializer out = new ByteArraySerializer();
    RecordSource.addTo(topology, SOURCE, topics.results())
        .addProcessor(
            PROCESSOR,
            () -> new GuardedProcessor(new MapProcessor(settings, metrics), guard),
            SOURCE)
        .addStateStore(store(ImageStore.TILES), PROCESSOR)
        .addStateStore(store(ImageStore.IMAGES), PROCESSOR)
        .addSink(MAPS_SINK, topics.maps(), out, out, PROCESSOR)
        .addSink(IMAGES_SINK, topics.images(), out, out, PROCESSOR)
        .addSink(DEAD_LETTER_SINK, topics.deadLetter(), out, out, PROCESSOR);
  }

  private static StoreBuilder<KeyValueStore<byte[], byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(CHANGELOG);
  }
}
