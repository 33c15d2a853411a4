package org.spectrastreams.stream.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.block.SpectrumPart;

class PartAssemblerTest {
  private static final long MINUTE = PartAssembler.TIMEOUT.toMillis();

  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore(PartAssembler.STORE),
              Serdes.String(),
              Serdes.ByteArray())
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

  private static HeldPart part(String identity, int index, int of) {
    return new HeldPart(
        new SpectrumPart(identity, index, of),
        new Record<>(
            identity.getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) index, 1, 2},
            42,
            new RecordHeaders().add("from", new byte[] {9})),
        new HeldPart.Place("spectra.raw", 3, 100 + index));
  }

  @Test
  void shouldGoOnWithWhatWasHeldBeforeARestart() {
    new PartAssembler(store, 1_000_000, 0).take(part("a", 2, 3), 0);
    new PartAssembler(store, 1_000_000, 0).take(part("a", 0, 3), 0);
    PartAssembler restarted = new PartAssembler(store, 1_000_000, 5 * MINUTE);

    assertThat(restarted.giveUp(5 * MINUTE)).as("the time without it does not count").isEmpty();
    List<HeldPart> all = restarted.take(part("a", 1, 3), 5 * MINUTE).orElseThrow();

    assertThat(all).extracting(held -> held.part().index()).containsExactly(0, 1, 2);
    HeldPart last = all.get(2);
    assertThat(last.place()).isEqualTo(new HeldPart.Place("spectra.raw", 3, 102));
    assertThat(last.record().value()).containsExactly(2, 1, 2);
    assertThat(last.record().timestamp()).isEqualTo(42);
    assertThat(last.record().headers().lastHeader("from").value()).containsExactly(9);
    assertThat(store.all().hasNext()).isFalse();
  }

  @Test
  void shouldChangeNothingForAPartThatIsHeldAlready() {
    PartAssembler parts = new PartAssembler(store, 1_000_000, 0);

    assertThat(parts.take(part("a", 0, 2), 0)).isEmpty();
    assertThat(parts.take(part("a", 0, 2), 0)).isEmpty();
    assertThat(parts.take(part("a", 1, 3), 0)).as("another number of parts").isEmpty();
    assertThat(parts.take(part("a", 1, 2), 0)).isPresent();
    assertThat(parts.giveUp(2 * MINUTE)).isEmpty();
  }

  @Test
  void shouldGiveUpTheOldestWhereTooMuchWaits() {
    int size = part("a", 0, 2).toBytes().length;
    PartAssembler parts = new PartAssembler(store, 2L * (size + PartAssembler.BYTES_BESIDE), 0);
    for (String identity : List.of("a", "b", "c")) {
      parts.take(part(identity, 0, 2), 0);
    }

    List<List<HeldPart>> given = parts.giveUp(0);

    assertThat(given).hasSize(1);
    assertThat(given.get(0).get(0).part().identity()).isEqualTo("a");
    assertThat(parts.giveUp(0)).isEmpty();
    assertThat(parts.giveUp(MINUTE)).hasSize(2);
    assertThat(store.all().hasNext()).isFalse();
  }

  @Test
  void shouldCountWhatASpectrumTakesInMemoryHoweverSmallItsPartsAre() {
    int size = part("0", 0, 2).toBytes().length;
    PartAssembler parts = new PartAssembler(store, 200L * size, 0);
    int given = 0;
    for (int i = 0; i < 150; i++) {
      parts.take(part(String.valueOf(i), 0, 2), 0);
      given += parts.giveUp(0).size();
    }

    assertThat(given).as("given up for want of room").isGreaterThan(75);
    assertThat(parts.giveUp(MINUTE)).hasSize(150 - given);
  }
}
