package org.spectrastreams.stream.score;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was prepared for the axes seen last; one thread. */
final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private static final int KEPT = 8;

  RecentlyUsed() {
    super(16, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > KEPT;
  }
}
