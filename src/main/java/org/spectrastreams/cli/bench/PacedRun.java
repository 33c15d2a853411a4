package org.spectrastreams.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.spectrastreams.cli.sending.Replay;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.stream.broker.CommittedConsumer;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.EncodedBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * Blocks sent at a fixed rate, whatever becomes of them, and how long each result takes: for a
 * reader of committed results, which are there exactly once, and for one who does not wait for the
 * commit and may see a result again, as under at-least-once.
 */
final class PacedRun {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  /**
   * What was measured.
   *
   * @param rate spectra a second
   * @param block spectra of a record
   * @param blocks how many were sent
   * @param committed seen by a reader of committed results
   * @param uncommitted seen by one who does not wait for the commit
   */
  record Measured(double rate, int block, int blocks, Latencies committed, Latencies uncommitted) {}

  private final StreamService service;
  private final ServiceConfig config;
  private int image;

  PacedRun(StreamService service, ServiceConfig config) {
    this.service = service;
    this.config = config;
  }

  /**
   * Sends for a while and waits for every result.
   *
   * @param rate spectra a second
   * @param block spectra of a record
   * @throws IOException if results are missing a minute after the last block
   */
  Measured run(String pipeline, double rate, int block, int seconds)
      throws IOException, InterruptedException, ExecutionException {
    image++;
    String id = "bench-paced-" + image;
    PhantomSettings settings =
        PhantomSettings.of(
            block, (int) Math.ceil(rate * seconds / block), 1_000 + image, TissueClass.CANCEROUS);
    List<EncodedBlock> blocks = Sending.blocks(settings, pipeline, id);
    ExecutorService readers = Executors.newFixedThreadPool(2);
    try (Reader committed = new Reader("read_committed", id, blocks.size());
        Reader uncommitted = new Reader("read_uncommitted", id, blocks.size());
        Replay replay = Sending.replay(service, config)) {
      Future<long[]> first = readers.submit(committed::read);
      Future<long[]> second = readers.submit(uncommitted::read);
      long start = System.nanoTime();
      double gap = 1e9 * block / rate;
      for (int i = 0; i < blocks.size(); i++) {
        long due = start + (long) (i * gap);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        replay.send(blocks.get(i));
      }
      return new Measured(
          rate,
          block,
          blocks.size(),
          since(start, gap, first.get()),
          since(start, gap, second.get()));
    } finally {
      readers.shutdownNow();
    }
  }

  private static Latencies since(long start, double gap, long[] seen) throws IOException {
    long[] latencies = new long[seen.length];
    for (int i = 0; i < seen.length; i++) {
      if (seen[i] == 0) {
        throw new IOException("block " + i + " of " + seen.length + " has no result");
      }
      latencies[i] = seen[i] - start - (long) (i * gap);
    }
    return new Latencies(latencies);
  }

  /** Notes when the result of each block is there. */
  private final class Reader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String image;
    private final long[] seen;

    Reader(String isolation, String image, int blocks) {
      this.image = image;
      this.seen = new long[blocks];
      Map<String, Object> properties = new HashMap<>(service.clientProperties());
      properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
      properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
      this.consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      CommittedConsumer.assignFromNow(consumer, List.of(config.topics().results()));
    }

    /** By {@link System#nanoTime}, a value a block; 0 where none came in time. */
    long[] read() throws IOException {
      int left = seen.length;
      long last = System.nanoTime();
      while (left > 0 && System.nanoTime() - last < LONGEST_WAIT.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          long now = System.nanoTime();
          Wire.ResultBlock result = Wire.ResultBlock.parseFrom(record.value());
          int block = (int) result.getSequence();
          if (result.getImageId().equals(image) && seen[block] == 0) {
            seen[block] = now;
            last = now;
            left--;
          }
        }
      }
      return seen;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
