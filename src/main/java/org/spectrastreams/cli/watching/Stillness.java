package org.spectrastreams.cli.watching;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.spectrastreams.cli.watching.FolderScan.Stamp;

/**
 * Which files have stopped changing: those that looked the same for a while, by the clock of the
 * watcher and not by the times of the files, for a network share has a clock of its own. Time is
 * told in ms from any fixed moment. Not thread-safe.
 */
final class Stillness {
  private record Seen(Stamp stamp, long since, boolean changed, List<Size> sizes) {}

  /** How long a file was at a time, while it only grew. */
  private record Size(long bytes, long at) {}

  /** How many times as long a file must be still that ends as one with reserved room does. */
  static final int LONGER_WHERE_RESERVED = 20;

  private final long settleMillis;
  private final Map<Path, Seen> seen = new HashMap<>();
  private final Map<Path, Stamp> heldBack = new HashMap<>();

  /**
   * A watch for stillness.
   *
   * @param settleMillis how long a file must have looked the same
   */
  Stillness(long settleMillis) {
    this.settleMillis = settleMillis;
  }

  /**
   * What the folder looks like at a time.
   *
   * @return the files that are there no more
   */
  Set<Path> look(SortedMap<Path, Stamp> files, long now) {
    Set<Path> gone = new TreeSet<>(seen.keySet());
    gone.removeAll(files.keySet());
    seen.keySet().removeAll(gone);
    heldBack.keySet().removeAll(gone);
    files.forEach(
        (file, stamp) -> {
          Seen before = seen.get(file);
          if (before == null || !before.stamp().equals(stamp)) {
            seen.put(file, new Seen(stamp, now, before != null, sizes(before, stamp, now)));
          }
        });
    return gone;
  }

  private List<Size> sizes(Seen before, Stamp stamp, long now) {
    List<Size> sizes = new ArrayList<>();
    if (before != null
        && before.stamp().identity().equals(stamp.identity())
        && before.stamp().bytes() < stamp.bytes()) {
      sizes.addAll(before.sizes());
      // Of those that are old enough the newest says it all.
      while (sizes.size() > 1 && now - sizes.get(1).at() >= settleMillis) {
        sizes.remove(0);
      }
    }
    sizes.add(new Size(stamp.bytes(), now));
    return sizes;
  }

  /**
   * How many bytes of a file that only grows were there long enough; 0 for one that is written
   * over, held back or not there.
   */
  long settledBytes(Path file, long now) {
    if (isHeldBack(file, now)) {
      return 0;
    }
    long settled = 0;
    for (Size size : seen.containsKey(file) ? seen.get(file).sizes() : List.<Size>of()) {
      settled = now - size.at() >= settleMillis ? Math.max(settled, size.bytes()) : settled;
    }
    return settled;
  }

  /** Whether a file is there and has stopped changing. */
  boolean isStill(Path file, long now) {
    Seen known = seen.get(file);
    return known != null && now - known.since() >= settleMillis;
  }

  /**
   * Whether files have stopped changing for so long that room which they may have reserved would
   * have been written to.
   */
  boolean areLongStill(Collection<Path> files, long now) {
    long least = LONGER_WHERE_RESERVED * settleMillis;
    return files.stream()
        .allMatch(file -> seen.containsKey(file) && now - seen.get(file).since() >= least);
  }

  /**
   * Remembers that files as they are now may have room that is yet to be written to: until they
   * change, or have been still for long, they need not be read again.
   */
  void holdBack(Collection<Path> files) {
    files.forEach(file -> stamp(file).ifPresent(stamp -> heldBack.put(file, stamp)));
  }

  /** Whether a file is held back, and neither has changed since nor been still for long. */
  boolean isHeldBack(Path file, long now) {
    return stamp(file).filter(stamp -> stamp.equals(heldBack.get(file))).isPresent()
        && !areLongStill(List.of(file), now);
  }

  /** Whether a file was seen to change. */
  boolean hasChanged(Path file) {
    Seen known = seen.get(file);
    return known != null && known.changed();
  }

  /** A file beside this one that bears the same name but for its ending, and is not still. */
  Optional<Path> besideNotStill(Path file, long now) {
    String stem = stem(file);
    return seen.keySet().stream()
        .filter(other -> !other.equals(file) && other.getParent().equals(file.getParent()))
        .filter(other -> stem(other).equals(stem) && !isStill(other, now))
        .sorted()
        .findFirst();
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.substring(
        0, Math.max(1, name.indexOf('.') < 0 ? name.length() : name.indexOf('.')));
  }

  /** How a file looked last; empty where it is not there. */
  Optional<Stamp> stamp(Path file) {
    return Optional.ofNullable(seen.get(file)).map(Seen::stamp);
  }

  /** All files that are there. */
  Set<Path> files() {
    return new TreeSet<>(seen.keySet());
  }
}
