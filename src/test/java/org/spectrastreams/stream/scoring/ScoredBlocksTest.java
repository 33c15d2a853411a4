package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.RawBlock;

class ScoredBlocksTest {
  private static final byte[] VALUE = {1, 2, 3};

  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(ScoredBlocks.STORE), Serdes.String(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();

  @BeforeEach
  void openStore() {
    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  private static RawBlock block(String image, long generation, int sequence) {
    return TestModels.line("scored", image, 40, 3, sequence, 0, 1).ofGeneration(generation);
  }

  @Test
  void shouldKnowABlockByImageScanNumberAndContent() {
    ScoredBlocks blocks = new ScoredBlocks(store, 100, 1000);
    blocks.add(block("a", 5, 7), VALUE, 0);

    assertThat(blocks.contain(block("a", 5, 7), VALUE, 999)).isTrue();
    assertThat(blocks.contain(block("a", 5, 7), new byte[] {1, 2, 4}, 0)).isFalse();
    assertThat(blocks.contain(block("a", 5, 8), VALUE, 0)).isFalse();
    assertThat(blocks.contain(block("a", 6, 7), VALUE, 0)).isFalse();
    assertThat(blocks.contain(block("b", 5, 7), VALUE, 0)).isFalse();
    assertThat(blocks.contain(block("a", 5, 7), VALUE, 1000)).as("too long ago").isFalse();
  }

  @Test
  void shouldKnowNoBlockThatDoesNotTellItsScan() {
    ScoredBlocks blocks = new ScoredBlocks(store, 100, 1000);
    blocks.add(block("a", 0, 7), VALUE, 0);

    assertThat(blocks.contain(block("a", 0, 7), VALUE, 0)).isFalse();
  }

  @Test
  void shouldForgetTheScanThatWasTouchedLongestAgoAlsoAfterARestart() {
    ScoredBlocks before = new ScoredBlocks(store, 5, 1000);
    for (int sequence = 0; sequence < 3; sequence++) {
      before.add(block("a", 1, sequence), VALUE, 0);
      before.add(block("a.b", 1, sequence), VALUE, 0);
    }
    ScoredBlocks blocks = new ScoredBlocks(store, 5, 1000);
    for (int sequence = 0; sequence < 3; sequence++) {
      blocks.add(block("c", 1, sequence), VALUE, 0);
    }

    assertThat(blocks.contain(block("c", 1, 2), VALUE, 0)).isTrue();
    int left = 0;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        all.next();
        left++;
      }
    }
    assertThat(left).isBetween(3, 5);
  }
}
