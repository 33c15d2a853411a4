package org.spectrastreams.stream.scoring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the parts of spectra that are larger than a record until all of a spectrum have come. What
 * is held lies in the store, whose changes are part of the same transaction as the results: a
 * spectrum is scored exactly once. Bounded in bytes and in time. For one task.
 */
final class PartAssembler {
  static final String STORE = "parts";

  /** The longest time that a spectrum waits for its parts. */
  static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** The most bytes that wait in one task. */
  static final long MAX_BYTES = 64L << 20;

  /** What a spectrum that waits takes in memory beside its stored parts, an estimate. */
  static final int BYTES_BESIDE = 512;

  private final KeyValueStore<String, byte[]> store;
  private final long maxBytes;
  private final Map<String, Open> open = new LinkedHashMap<>();
  private long bytes;

  /** What is known of a spectrum that waits, beside its stored parts. */
  private static final class Open {
    private final int of;
    private final long since;
    private final BitSet held = new BitSet();
    private long bytes;

    Open(int of, long since) {
      this.of = of;
      this.since = since;
    }
  }

  /**
   * Goes on with what the store holds; the time without the service does not count.
   *
   * @param maxBytes what may wait at most
   */
  PartAssembler(KeyValueStore<String, byte[]> store, long maxBytes, long now) {
    this.store = store;
    this.maxBytes = maxBytes;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        enter(HeldPart.of(entry.value), entry.value.length, now);
      }
    }
  }

  private Open enter(HeldPart part, int size, long now) {
    Open spectrum = open.get(part.part().identity());
    int taken = size;
    if (spectrum == null) {
      spectrum = new Open(part.part().of(), now);
      open.put(part.part().identity(), spectrum);
      taken += BYTES_BESIDE; // small parts would cost next to nothing, and there is no end of them
    }
    spectrum.held.set(part.part().index());
    spectrum.bytes += taken;
    bytes += taken;
    return spectrum;
  }

  /**
   * Takes a part; one that is held already, or that says another number of parts, changes nothing.
   *
   * @return all parts of its spectrum in their order, which are not held any more; empty as long as
   *     some are missing
   */
  Optional<List<HeldPart>> take(HeldPart part, long now) {
    Open known = open.get(part.part().identity());
    if (known != null && (known.of != part.part().of() || known.held.get(part.part().index()))) {
      return Optional.empty();
    }
    byte[] stored = part.toBytes();
    store.put(key(part.part().identity(), part.part().index()), stored);
    Open spectrum = enter(part, stored.length, now);
    return spectrum.held.cardinality() == spectrum.of
        ? Optional.of(release(part.part().identity()))
        : Optional.empty();
  }

  /** The parts of the spectra that have waited too long, or longest where too much waits. */
  List<List<HeldPart>> giveUp(long now) {
    List<List<HeldPart>> given = new ArrayList<>();
    while (!open.isEmpty()) {
      Map.Entry<String, Open> oldest = open.entrySet().iterator().next();
      if (bytes <= maxBytes && now - oldest.getValue().since < TIMEOUT.toMillis()) {
        break; // those behind it have waited less
      }
      given.add(release(oldest.getKey()));
    }
    return given;
  }

  private List<HeldPart> release(String identity) {
    Open spectrum = open.remove(identity);
    List<HeldPart> parts = new ArrayList<>();
    spectrum.held.stream()
        .forEach(index -> parts.add(HeldPart.of(store.delete(key(identity, index)))));
    bytes -= spectrum.bytes;
    return parts;
  }

  private static String key(String identity, int index) {
    return identity + "#" + index;
  }
}
