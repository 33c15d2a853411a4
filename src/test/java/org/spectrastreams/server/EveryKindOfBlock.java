package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * An instrument that sends a block every 100 ms, over and over: scored ones, one with a dead pixel,
 * explained ones, and bytes that are no block, so that every counter moves all the time. It pauses
 * while a slow machine has too many of them still to do.
 */
final class EveryKindOfBlock implements AutoCloseable {
  private static final double MOST_WAITING = 20;

  /** The axis of the model that explains. */
  static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 201);

  private final KafkaProducer<String, byte[]> instrument;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> replay;
  private final AtomicReference<Future<RecordMetadata>> lastSent = new AtomicReference<>();

  /**
   * Begins to send to the raw topic.
   *
   * @param waiting how many blocks wait there
   */
  EveryKindOfBlock(Map<String, Object> client, String raw, DoubleSupplier waiting)
      throws IOException {
    instrument = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    List<EncodedBlock> blocks = new ArrayList<>();
    blocks.addAll(blocks("cartilage", "cartilage"));
    blocks.addAll(blocks("diamond-co2", "survey"));
    blocks.add(withDeadPixel(blocks.get(0)));
    blocks.addAll(explainedBlocks());
    AtomicLong sent = new AtomicLong();
    replay =
        clock.scheduleWithFixedDelay(
            () -> {
              if (waiting.getAsDouble() > MOST_WAITING) {
                return;
              }
              int n = (int) (sent.getAndIncrement() % (blocks.size() + 1));
              lastSent.set(
                  instrument.send(
                      n == blocks.size()
                          ? new ProducerRecord<>(raw, "noise", new byte[] {1, 2, 3})
                          : new ProducerRecord<>(raw, blocks.get(n).key(), blocks.get(n).value())));
            },
            0,
            100,
            TimeUnit.MILLISECONDS);
  }

  /** Enough spectra that drift can be told within seconds. */
  private static List<EncodedBlock> explainedBlocks() {
    List<EncodedBlock> blocks = new ArrayList<>();
    int count = 200;
    int[] x = IntStream.range(0, count).toArray();
    for (int y = 0; y < 6; y++) {
      int[] row = new int[count];
      Arrays.fill(row, y);
      RawBlock block =
          new RawBlock(
              "untrained",
              "it-untrained",
              Optional.of(ImageGeometry.of(count, 6)),
              y,
              new SpectrumBlock(
                  AXIS, Quantity.ABSORBANCE, x, row, RandomModels.spectra(count, AXIS.size(), y)),
              "test",
              true,
              0);
      blocks.add(new EncodedBlock(block.key(), BlockEncoder.encode(block), count));
    }
    return blocks;
  }

  private static List<EncodedBlock> blocks(String sample, String pipeline) throws IOException {
    List<EncodedBlock> blocks = new ArrayList<>();
    try (SpectrumSource source = Samples.open(sample)) {
      BlockEncoder encoder = new BlockEncoder(source, pipeline, "it-" + sample, 35);
      for (EncodedBlock block = encoder.next(); block != null; block = encoder.next()) {
        blocks.add(block);
      }
    }
    return blocks;
  }

  private static EncodedBlock withDeadPixel(EncodedBlock block)
      throws InvalidProtocolBufferException {
    Wire.SpectrumBlock wire = Wire.SpectrumBlock.parseFrom(block.value());
    byte[] intensities = wire.getIntensities().toByteArray();
    Arrays.fill(intensities, 0, Float.BYTES * wire.getPoints(), (byte) 0);
    return new EncodedBlock(
        block.key(),
        wire.toBuilder().setIntensities(ByteString.copyFrom(intensities)).build().toByteArray(),
        block.spectra());
  }

  /** Stops sending, and fails if what was sent last did not arrive. */
  @Override
  public void close() throws Exception {
    replay.cancel(false);
    clock.shutdown();
    assertThat(clock.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
    assertThat(lastSent.get().get(2, TimeUnit.MINUTES).hasOffset()).isTrue();
    instrument.close();
  }
}
