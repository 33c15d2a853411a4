package org.spectrastreams.cli.watching;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a person is told of the files of a folder: each thing once, and again only when it is
 * something else. Not thread-safe.
 */
final class WatchTold {
  private static final String ENDS_IN_ZEROS =
      "it ends in zeros, as where room is reserved before it is written; it is sent when it has"
          + " looked the same for "
          + Stillness.LONGER_WHERE_RESERVED
          + " times --settle";

  private final Consumer<String> out;
  private final Map<String, String> waiting = new TreeMap<>();
  private final Map<String, String> refused = new TreeMap<>();
  private final Map<String, String> skipped = new TreeMap<>();
  private final Map<String, String> passedOver = new TreeMap<>();
  private long notReadAndGone;

  /** Tells it line by line. */
  WatchTold(Consumer<String> out) {
    this.out = out;
  }

  /** A file cannot be read. */
  void refused(String name, String reason) {
    forget(name);
    refused.put(name, reason);
    out.accept("not read: " + name + ": " + reason + " (tried again when it changes)");
  }

  /** A file is no measurement. */
  void passedOver(String name, String what) {
    forget(name);
    passedOver.put(name, what);
    out.accept("passed over: " + name + ": " + what);
  }

  /** A file is not finished. */
  void waiting(String name, String why) {
    refused.remove(name);
    passedOver.remove(name);
    if (waiting.put(name, why) == null) {
      out.accept("waiting for " + name + ": " + why);
    }
  }

  /** A file is not finished, or its last value is zero. */
  void endsInZeros(String name) {
    waiting(name, ENDS_IN_ZEROS);
  }

  /** Whether there is a file that must be still for longer than others. */
  boolean holdsBack() {
    return waiting.containsValue(ENDS_IN_ZEROS);
  }

  /** A file holds what was sent under another name. */
  void skipped(String name, String other) {
    forget(name);
    skipped.put(name, other);
    out.accept("skipped: " + name + ": the same content as " + other + ", which was sent");
  }

  /** A file is read: one line of what was understood. */
  void reading(String line) {
    out.accept(line);
  }

  /** Nothing is to be said of a file any more. */
  void forget(String name) {
    waiting.remove(name);
    refused.remove(name);
    passedOver.remove(name);
  }

  /** A file is there no more: nobody waits for it. */
  void gone(String name) {
    waiting.remove(name);
  }

  /** Nothing but how many were not read is remembered of files under other names. */
  void keepOnly(Set<String> there) {
    int before = refused.size();
    refused.keySet().retainAll(there);
    notReadAndGone += before - refused.size();
    skipped.keySet().retainAll(there);
    passedOver.keySet().retainAll(there);
  }

  /** Files that were not read, are gone, and are not among {@link #refused} any more. */
  long notReadAndGone() {
    return notReadAndGone;
  }

  Map<String, String> waiting() {
    return waiting;
  }

  Map<String, String> refused() {
    return refused;
  }

  Map<String, String> skipped() {
    return skipped;
  }

  Map<String, String> passedOver() {
    return passedOver;
  }
}
