package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.stream.tracing.Tracer;
import org.spectrastreams.wire.block.BlockEncoder;

/** When the scoring processor, with the real engine, asks for its results to be committed. */
class ScoringCommitsIT {
  /** Later than what other tests of this thread did. */
  private static final long NOW = Instant.parse("2031-01-01T00:00:00Z").toEpochMilli();

  @TempDir Path folder;

  private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
  private long offset;

  private void addStore(String name) {
    KeyValueStore<String, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    store.init(context.getStateStoreContext(), store);
    context.addStateStore(store);
  }

  /** Whether a commit is asked for as a record is taken up that has waited so long. */
  private boolean commitsFor(ScoringProcessor processor, byte[] value, long now, long waited) {
    context.resetCommit();
    context.setCurrentSystemTimeMs(now);
    context.setRecordMetadata("spectra.raw", 0, offset++);
    processor.process(new Record<>("key".getBytes(StandardCharsets.UTF_8), value, now - waited));
    return context.committed();
  }

  private static byte[] block(int x) {
    return BlockEncoder.encode(TestModels.line("scored", "img", 40, 3, x, 1, 4));
  }

  @Test
  void shouldAskForACommitOfWhatHardlyWaitedAndOfNothingElse() {
    try (TestTopology topology = new TestTopology(TestModels.write(folder), folder)) {
      ScoringProcessor processor =
          new ScoringProcessor(
              topology.pool,
              new StreamMetrics(topology.registry, topology.deployment),
              Optional.empty(),
              new ResultEvents(false),
              "test",
              1_000,
              new RejectionLog(),
              Tracer.OFF);
      addStore(PartAssembler.STORE);
      addStore(ScoredBlocks.STORE);
      context.setCurrentSystemTimeMs(NOW);
      processor.init(context);
      int scheduled = context.scheduledPunctuators().size();

      assertThat(commitsFor(processor, block(0), NOW, 5)).as("a result").isTrue();
      assertThat(commitsFor(processor, new byte[] {1}, NOW + 100, 5)).as("a dead letter").isTrue();
      assertThat(commitsFor(processor, block(4), NOW + 200, 10_000)).as("blocks wait").isFalse();
      assertThat(context.scheduledPunctuators()).hasSize(scheduled);

      assertThat(commitsFor(processor, block(8), NOW + 300, 5)).isTrue();
      assertThat(commitsFor(processor, block(12), NOW + 310, 5)).as("too soon").isFalse();
      List<CapturedPunctuator> due =
          context.scheduledPunctuators().subList(scheduled, scheduled + 1);
      due.get(0).getPunctuator().punctuate(NOW + 300 + CommitPace.GAP_MILLIS);
      assertThat(context.committed()).as("once it is time").isTrue();
      assertThat(context.forwarded()).hasSize(5);
    }
  }
}
