package org.spectrastreams.stream.maps;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.spectrastreams.stream.tracing.TraceParent;

/**
 * What is known of an image beside its stored record as long as something is to be done: tiles and
 * a status to publish, a time after which it is incomplete.
 */
final class OpenImage {
  // By the trace of the last result that changed each.
  private final Map<Integer, Optional<TraceParent>> changedTiles = new LinkedHashMap<>();
  private Optional<TraceParent> statusTrace = Optional.empty();
  private boolean statusChanged;
  private long deadline = Long.MAX_VALUE;

  /** The status and these tiles are to be published, as after a restart. */
  void changed(Collection<Integer> tiles) {
    statusChanged = true;
    tiles.forEach(index -> changedTile(index, Optional.empty()));
  }

  /** A tile is to be published as part of a trace, where there is one. */
  void changedTile(int index, Optional<TraceParent> trace) {
    changedTiles.put(index, trace);
  }

  void publishedTile(int index) {
    changedTiles.remove(index);
  }

  /** Its frame has grown: tiles have other indices, and some are larger. */
  void moveTiles(IntUnaryOperator moved, Set<Integer> larger, Optional<TraceParent> trace) {
    Map<Integer, Optional<TraceParent>> before = new LinkedHashMap<>(changedTiles);
    changedTiles.clear();
    before.forEach((index, changed) -> changedTile(moved.applyAsInt(index), changed));
    larger.forEach(index -> changedTile(index, trace));
    changedStatus(trace);
  }

  /** The status is to be published as part of a trace, where there is one. */
  void changedStatus(Optional<TraceParent> trace) {
    statusChanged = true;
    statusTrace = trace;
  }

  void publishedStatus() {
    statusChanged = false;
  }

  /** The trace of the last result that changed the status. */
  Optional<TraceParent> statusTrace() {
    return statusTrace;
  }

  /** The indices of tiles to publish and their traces; the caller removes what it publishes. */
  Iterator<Map.Entry<Integer, Optional<TraceParent>>> tilesToPublish() {
    return changedTiles.entrySet().iterator();
  }

  boolean hasTilesToPublish() {
    return !changedTiles.isEmpty();
  }

  /** The image is incomplete unless something comes before {@code millis}. */
  void expectUntil(long millis) {
    deadline = millis;
  }

  /** Nothing more is expected of it. */
  void expectNothing() {
    deadline = Long.MAX_VALUE;
  }

  boolean isOverdue(long now) {
    return deadline <= now;
  }

  /** Whether a flush at {@code now} has something to do. */
  boolean isDue(long now) {
    return statusChanged || hasTilesToPublish() || isOverdue(now);
  }

  /** Whether nothing is left to be done, ever. */
  boolean isDone() {
    return changedTiles.isEmpty() && deadline == Long.MAX_VALUE;
  }
}
