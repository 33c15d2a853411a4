package org.spectrastreams.export;

import java.util.Map;
import java.util.TreeMap;

/** What the numbers of a coded layer mean where it is written as a channel of numbers. */
final class ChannelCodes {
  private ChannelCodes() {}

  /** The names by number, of flags by the number that has that bit alone; empty for numbers. */
  static Map<Integer, String> of(SnapshotLayer layer) {
    Map<Integer, String> codes = new TreeMap<>();
    if (layer.isFlags()) {
      codes.put(0, layer.noneTitle());
    }
    for (int i = 0; i < layer.names().size(); i++) {
      codes.put(layer.isFlags() ? 1 << i : i, layer.nameOf(i));
    }
    return codes;
  }
}
