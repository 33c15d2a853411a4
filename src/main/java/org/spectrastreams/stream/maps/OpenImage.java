package org.spectrastreams.stream.maps;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/**
 * What is known of an image beside its stored record as long as something is to be done: tiles and
 * a status to publish, a time after which it is incomplete.
 */
final class OpenImage {
  private final Set<Integer> changedTiles = new LinkedHashSet<>();
  private boolean statusChanged;
  private long deadline = Long.MAX_VALUE;

  /** The status and these tiles are to be published, as after a restart. */
  void changed(Collection<Integer> tiles) {
    statusChanged = true;
    changedTiles.addAll(tiles);
  }

  void changedTile(int index) {
    changedTiles.add(index);
  }

  void publishedTile(int index) {
    changedTiles.remove(index);
  }

  /** Its frame has grown: tiles have other indices, and some are larger. */
  void moveTiles(IntUnaryOperator moved, Set<Integer> larger) {
    List<Integer> before = List.copyOf(changedTiles);
    changedTiles.clear();
    before.forEach(index -> changedTiles.add(moved.applyAsInt(index)));
    changedTiles.addAll(larger);
    changedStatus();
  }

  void changedStatus() {
    statusChanged = true;
  }

  void publishedStatus() {
    statusChanged = false;
  }

  /** The indices of tiles to publish, which the caller removes as it does so. */
  Iterator<Integer> tilesToPublish() {
    return changedTiles.iterator();
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
