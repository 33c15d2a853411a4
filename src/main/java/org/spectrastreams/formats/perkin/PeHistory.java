package org.spectrastreams.formats.perkin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.records.BinaryFile;

/**
 * What the history of a spectrum says of its measurement.
 *
 * @param instrument empty text where it does not say
 * @param acquired when it was measured
 */
record PeHistory(String instrument, Optional<LocalDateTime> acquired) {
  /** A file without a history. */
  static final PeHistory NONE = new PeHistory("", Optional.empty());

  /** The upper byte of the codes of types: a block that begins otherwise holds blocks. */
  private static final int TYPES = 0x75;

  private static final int DATE = 35_700;
  private static final int INSTRUMENT = 35_837;
  private static final int MOST_BLOCKS = 20_000;
  private static final int DEEPEST = 8;
  private static final Pattern TIME =
      Pattern.compile(
          "[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\\d{1,2}) (\\d{2}):(\\d{2}):(\\d{2}) (\\d{4})");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  /** Reads a history; where it is built in another way it says nothing. */
  static PeHistory read(BinaryFile file, PeBlocks.Block history) throws IOException {
    Map<Integer, List<String>> texts = new HashMap<>();
    collect(file, history, texts, 0);
    // What was done later has its own date; the measurement came first.
    return new PeHistory(
        texts.getOrDefault(INSTRUMENT, List.of("")).get(0),
        texts.getOrDefault(DATE, List.of()).stream()
            .map(PeHistory::time)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder()));
  }

  private static void collect(
      BinaryFile file, PeBlocks.Block list, Map<Integer, List<String>> texts, int depth)
      throws IOException {
    long at = list.offset();
    int count = 0;
    while (at + PeBlocks.HEAD <= list.end() && count++ < MOST_BLOCKS) {
      ByteBuffer head = file.read(at, PeBlocks.HEAD, "a block of the history");
      PeBlocks.Block block =
          new PeBlocks.Block(head.getShort(0) & 0xFFFF, at + PeBlocks.HEAD, head.getInt(2));
      if (block.length() < 0 || block.end() > list.end()) {
        return;
      }
      boolean value =
          block.length() < PeBlocks.HEAD
              || file.read(block.offset() + 1, 1, "a block of the history").get(0) == TYPES;
      if (!value && depth < DEEPEST) {
        collect(file, block, texts, depth + 1);
      } else {
        PeBlocks.text(file, block)
            .filter(text -> !text.isEmpty())
            .ifPresent(
                text -> texts.computeIfAbsent(block.kind(), kind -> new ArrayList<>()).add(text));
      }
      at = block.end();
    }
  }

  private static Optional<LocalDateTime> time(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              Integer.parseInt(time.group(6)),
              MONTHS.indexOf(time.group(1).toLowerCase(Locale.ROOT)) + 1,
              Integer.parseInt(time.group(2)),
              Integer.parseInt(time.group(3)),
              Integer.parseInt(time.group(4)),
              Integer.parseInt(time.group(5))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
