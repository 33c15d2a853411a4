package org.spectrastreams.server.exports;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.spectrastreams.export.MapSnapshot;
import org.spectrastreams.export.ResultRecords;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.server.maps.ImageMaps;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.PixelWindow;
import org.spectrastreams.server.maps.ResultLocator;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.stream.config.Topics;

/**
 * One image read from the topics, for whoever has no viewer: by the same classes, in the same way.
 * For one thread.
 */
public final class TopicExport {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Map<String, Object> client;
  private final Topics topics;
  private final String image;
  private final MapView maps = new MapView(Long.MAX_VALUE, new NobodyListens());
  private final ResultLocator locator = new ResultLocator(Long.MAX_VALUE);

  private static final class NobodyListens implements MapView.Listener {
    @Override
    public void imageChanged(String imageId) {}

    @Override
    public void tileChanged(String imageId, String layer, PixelWindow changed) {}
  }

  /**
   * Of one image; nothing is read yet.
   *
   * @param client how to reach the broker
   */
  public TopicExport(Map<String, Object> client, Topics topics, String image) {
    this.client = client;
    this.topics = topics;
    this.image = image;
  }

  /**
   * Reads the image's status, tiles and rejections as they are now.
   *
   * @throws IOException if there is no such image, or no such topic
   */
  public MapSnapshot snapshot(ModelStore models) throws IOException {
    read(topics.images(), record -> acceptStatus(record));
    read(topics.maps(), this::acceptTile);
    read(
        topics.deadLetter(), record -> maps.acceptDeadLetter(record.headers(), record.timestamp()));
    ImageMaps found =
        maps.image(image)
            .orElseThrow(
                () ->
                    new IOException(
                        "there is no image "
                            + image
                            + " on topic "
                            + topics.images()
                            + "; ./spectra consume images --from-beginning --until-end lists"
                            + " them"));
    return Snapshots.of(
        found, maps.rejections().of(found.status()), new ModelNotes(models).of(found.status()));
  }

  private void acceptStatus(ConsumerRecord<String, byte[]> record) {
    if (image.equals(record.key())) {
      maps.acceptStatus(record.key(), record.value());
    }
  }

  private void acceptTile(ConsumerRecord<String, byte[]> record) {
    if (record.key() != null && record.key().startsWith(image + "/")) {
      maps.acceptTile(record.key(), record.value());
    }
  }

  /** The results that the map of the snapshot shows. */
  public ResultRecords results(MapSnapshot snapshot) throws IOException {
    read(
        topics.results(),
        record -> {
          if (image.equals(record.key())) {
            locator.accept(record.partition(), record.offset(), record.value());
          }
        });
    return new LoggedResults(
        client,
        topics.results(),
        locator,
        snapshot.status(),
        LIMIT,
        "they have left the log, which keeps records for so long (retention.ms of the topic)");
  }

  private void read(String topic, Consumer<ConsumerRecord<String, byte[]>> each)
      throws IOException {
    try (KafkaConsumer<String, byte[]> consumer = CommittedConsumer.open(client, Map.of())) {
      List<PartitionInfo> known = consumer.partitionsFor(topic);
      if (known == null || known.isEmpty()) {
        throw new IOException("topic " + topic + " does not exist: is the service running?");
      }
      List<TopicPartition> partitions =
          known.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long heard = System.nanoTime();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          heard = System.nanoTime();
          each.accept(record);
        }
        if (System.nanoTime() - heard > LIMIT.toNanos()) {
          throw new IOException(
              "topic %s said nothing for %d s: is the broker up?"
                  .formatted(topic, LIMIT.toSeconds()));
        }
      }
    }
  }
}
