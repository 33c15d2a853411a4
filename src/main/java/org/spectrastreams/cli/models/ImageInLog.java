package org.spectrastreams.cli.models;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.stream.broker.RecordReader;
import org.spectrastreams.stream.broker.TopicEnd;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.control.RefusedChangeException;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.scoring.ResultEvents;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.BlockDecoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** The blocks of one image that have a result, read back from the log. For one thread. */
final class ImageInLog implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Wire.ImageStatus status;
  private final Set<BlockScorer.Place> places;
  private final RecordReader reader;
  private final BlockDecoder decoder = new BlockDecoder(BlockLimits.DEFAULT);

  private ImageInLog(Wire.ImageStatus status, Set<BlockScorer.Place> places, RecordReader reader) {
    this.status = status;
    this.places = places;
    this.reader = reader;
  }

  /**
   * Finds where the blocks lie that the image's map was made from.
   *
   * @throws RefusedChangeException if there is no such image, it is being scanned, or its clients
   *     do not say which scan a block is of
   */
  static ImageInLog find(Map<String, Object> client, Topics topics, String image)
      throws RefusedChangeException {
    List<Wire.ImageStatus> statuses = new ArrayList<>();
    Set<BlockScorer.Place> places = new LinkedHashSet<>();
    try (KafkaConsumer<String, byte[]> consumer = CommittedConsumer.open(client, Map.of())) {
      read(
          consumer,
          topics.images(),
          record -> {
            if (image.equals(record.key())) {
              statuses.clear();
              if (record.value() != null) {
                statuses.add(status(record.value()));
              }
            }
          });
      Wire.ImageStatus status = require(image, statuses);
      read(
          consumer,
          topics.results(),
          record -> {
            if (image.equals(record.key()) && record.value() != null) {
              placeOf(record.value(), status.getGeneration()).ifPresent(places::add);
            }
          });
      return new ImageInLog(status, places, new RecordReader(client, "spectra-rescore", 1, LIMIT));
    }
  }

  private static Wire.ImageStatus require(String image, List<Wire.ImageStatus> found)
      throws RefusedChangeException {
    if (found.isEmpty()) {
      throw new RefusedChangeException("there is no image " + image + " on the topic of images");
    }
    Wire.ImageStatus status = found.get(0);
    if (status.getState() == Wire.ImageState.SCANNING) {
      throw new RefusedChangeException(
          "image "
              + image
              + " is being scanned: what comes of this scan would not be mapped any more; wait"
              + " until it is complete");
    }
    if (status.getGeneration() == 0) {
      throw new RefusedChangeException(
          "the blocks of image "
              + image
              + " do not say which scan they are of (generation 0): its next scan would not be"
              + " mapped after this; send the spectra again under another image id");
    }
    return status;
  }

  private static Wire.ImageStatus status(byte[] value) {
    try {
      return Wire.ImageStatus.parseFrom(value);
    } catch (InvalidProtocolBufferException e) {
      throw new KafkaException(
          "what the topic of images says of it is no message of this service: " + e.getMessage(),
          e);
    }
  }

  /** Where the block of a result lies; empty for another scan, and for what is no result. */
  private static Optional<BlockScorer.Place> placeOf(byte[] value, long generation) {
    try {
      Wire.ResultBlock result = ResultView.parse(value).block();
      Wire.Provenance from = result.getProvenance();
      return result.getGeneration() != generation
          ? Optional.empty()
          : Optional.of(
              new BlockScorer.Place(
                  from.getSourceTopic(), from.getSourcePartition(), from.getSourceOffset()));
    } catch (RejectedRecordException notOfThisService) {
      return Optional.empty();
    }
  }

  private static void read(
      KafkaConsumer<String, byte[]> consumer,
      String topic,
      Consumer<ConsumerRecord<String, byte[]>> each) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    TopicEnd end = new TopicEnd(consumer, partitions);
    while (!end.isReached()) {
      consumer.poll(POLL).forEach(each);
    }
  }

  /** The pipeline that scored the image. */
  String pipeline() {
    return status.getPipeline();
  }

  /** Under which generation the new results come: above that of the scan, below any later scan. */
  long nextGeneration() {
    return status.getGeneration() + 1;
  }

  /**
   * Scores every block.
   *
   * @param each takes the results
   * @return how many spectra it were
   * @throws RefusedChangeException if a block is not in the log any more, or cannot be scored
   */
  long score(BlockScorer scorer, Consumer<Wire.ResultBlock> each)
      throws RefusedChangeException, InterruptedException {
    long spectra = 0;
    for (BlockScorer.Place place : places) {
      try {
        byte[] value = reader.read(place.topic(), place.partition(), place.offset());
        if (!(decoder.read(value) instanceof RawBlock block)) {
          throw new RefusedChangeException(
              "image "
                  + status.getImageId()
                  + " has spectra that came in parts; such images cannot be scored again from the"
                  + " log");
        }
        Wire.ResultBlock result = scorer.score(block.ofGeneration(nextGeneration()), place);
        if (result.getSerializedSize() > TopicSetup.RESULT_BYTES) {
          throw new RefusedChangeException(
              "a result would have "
                  + result.getSerializedSize()
                  + " bytes; expected at most "
                  + TopicSetup.RESULT_BYTES);
        }
        each.accept(result);
        spectra += result.getXCount();
      } catch (RecordReader.RecordGoneException
          | RecordReader.LogUnavailableException
          | RejectedRecordException e) {
        throw new RefusedChangeException(e.getMessage());
      }
    }
    return spectra;
  }

  /**
   * Scores every block and writes its result; errors as {@link #score}.
   *
   * @param events what results carry in their headers
   */
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of it
  long writeAll(BlockScorer scorer, Map<String, Object> client, Topics topics, ResultEvents events)
      throws RefusedChangeException, InterruptedException {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "spectra-rescore");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSetup.RESULT_BYTES + (1 << 20));
    List<Exception> failed = new ArrayList<>();
    byte[] key = status.getImageId().getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      long spectra =
          score(
              scorer,
              result -> {
                long now = System.currentTimeMillis();
                producer.send(
                    new ProducerRecord<>(
                        topics.results(),
                        null,
                        now,
                        key,
                        result.toByteArray(),
                        events.of(result, now)),
                    (written, failure) -> {
                      if (failure != null) {
                        failed.add(failure);
                      }
                    });
              });
      producer.flush();
      if (!failed.isEmpty()) {
        throw new KafkaException(
            failed.size()
                + " results could not be written: "
                + failed.get(0).getMessage()
                + "; run rescore again",
            failed.get(0));
      }
      return spectra;
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
