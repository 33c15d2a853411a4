package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
   * @param times of processors meanwhile
   * @param committed seen by a reader of committed results
   * @param uncommitted seen by one who does not wait for the commit
   */
  record Measured(
      double rate,
      int block,
      int blocks,
      ProcessorTimes times,
      Latencies committed,
      Latencies uncommitted) {
    void write(ObjectNode answer, ServiceConfig config) {
      answer.put("spectraPerSecond", Math.round(rate));
      answer.put("spectraPerRecord", block);
      answer.put("records", blocks);
      answer.put("commitMillis", config.commitMillis());
      times.write(answer.putObject("processorTime"), (long) block * blocks, config.streamThreads());
      committed.write(answer.putObject("committed"));
      uncommitted.write(answer.putObject("uncommitted"));
    }
  }

  private final Subject subject;
  private final double rate;
  private final int block;
  private final AtomicInteger numbers = new AtomicInteger();
  private int image;

  /**
   * Sends at a rate.
   *
   * @param rate spectra a second
   * @param block spectra of a record
   */
  PacedRun(Subject subject, double rate, int block) {
    this.subject = subject;
    this.rate = rate;
    this.block = block;
  }

  /**
   * Sends until Java has compiled what records of this size need, then once more: what is measured
   * is what stays.
   *
   * @throws IOException if results are missing a minute after the last block
   */
  Measured warmedUp(String pipeline) throws IOException, InterruptedException, ExecutionException {
    return Quiet.warmedUp(
        System.nanoTime() + subject.warmUp().toNanos(), () -> run(pipeline), Measured::times);
  }

  private Measured run(String pipeline)
      throws IOException, InterruptedException, ExecutionException {
    ServiceConfig config = subject.config();
    image++;
    String id = "bench-paced-" + image;
    PhantomSettings settings =
        PhantomSettings.of(
            block,
            (int) Math.ceil(rate * subject.seconds() / block),
            1_000 + image,
            TissueClass.CANCEROUS);
    List<EncodedBlock> blocks = Sending.blocks(settings, pipeline, id);
    Quiet.afterSimulating();
    ExecutorService readers =
        Executors.newFixedThreadPool(
            2, task -> new Thread(task, Worker.READER + numbers.incrementAndGet()));
    try (Reader committed = new Reader("read_committed", id, blocks.size());
        Reader uncommitted = new Reader("read_uncommitted", id, blocks.size());
        Replay replay = Sending.replay(subject.service(), config)) {
      Future<long[]> first = readers.submit(committed::read);
      Future<long[]> second = readers.submit(uncommitted::read);
      ProcessorTimes.Moment before = ProcessorTimes.now(Worker.scoringThreads(config));
      long start = System.nanoTime();
      double gap = 1e9 * block / rate;
      for (int i = 0; i < blocks.size(); i++) {
        long due = start + (long) (i * gap);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        replay.send(blocks.get(i));
      }
      long[] seenCommitted = first.get();
      long[] seenUncommitted = second.get();
      return new Measured(
          rate,
          block,
          blocks.size(),
          before.untilNow(),
          since(start, gap, seenCommitted),
          since(start, gap, seenUncommitted));
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
      Map<String, Object> properties = new HashMap<>(subject.service().clientProperties());
      properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
      properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
      this.consumer =
          new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      CommittedConsumer.assignFromNow(consumer, List.of(subject.config().topics().results()));
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
