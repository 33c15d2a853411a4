package org.spectrastreams.formats.agilent;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The named properties of a description. A name stands behind its length; a text follows 40 bytes
 * behind it, behind its own length; a number follows behind the word {@code PropType} and {@code
 * "1.00"}. The bytes are owned by the properties and not copied.
 */
final class Properties {
  private static final int TEXT_AFTER = 44;
  private static final int NUMBER_AFTER = 40;
  private static final int LONGEST_TEXT = 256;
  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final Pattern TIME =
      Pattern.compile("\\w+, (\\w+) (\\d{1,2}), (\\d{4}) (\\d{1,2}):(\\d{2}):(\\d{2})");

  private final byte[] bytes;
  private final ByteBuffer buffer;

  Properties(byte[] bytes) {
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The first text of that name that is not empty. */
  Optional<String> text(String name) {
    for (int end = end(name, 0); end >= 0; end = end(name, end)) {
      if (end + TEXT_AFTER <= bytes.length) {
        int length = buffer.getInt(end + TEXT_AFTER - 4);
        if (length > 0
            && length <= LONGEST_TEXT
            && length == buffer.getInt(end + 28)
            && end + TEXT_AFTER + length <= bytes.length) {
          return Optional.of(
              new String(bytes, end + TEXT_AFTER, length, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return Optional.empty();
  }

  /** The number of that name; NaN where there is none. */
  double number(String name) {
    int end = end(name, 0);
    boolean there =
        end >= 0
            && end + NUMBER_AFTER + 24 <= bytes.length
            && new String(bytes, end + NUMBER_AFTER, 4, StandardCharsets.ISO_8859_1).equals("1.00");
    return there ? buffer.getDouble(end + NUMBER_AFTER + 16) : Double.NaN;
  }

  /** When the measurement was made. */
  Optional<LocalDateTime> time() {
    Matcher time = TIME.matcher(text("Time Stamp").orElse(""));
    if (!time.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
              Integer.parseInt(time.group(3)),
              MONTHS.indexOf(time.group(1)) + 1,
              Integer.parseInt(time.group(2)),
              Integer.parseInt(time.group(4)),
              Integer.parseInt(time.group(5)),
              Integer.parseInt(time.group(6))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The byte behind a name that stands behind its length, from an offset on; −1 for none. */
  private int end(String name, int from) {
    byte[] wanted = name.getBytes(StandardCharsets.ISO_8859_1);
    for (int at = Math.max(4, from); at + wanted.length <= bytes.length; at++) {
      if (bytes[at] == wanted[0]
          && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)
          && buffer.getInt(at - 4) == wanted.length) {
        return at + wanted.length;
      }
    }
    return -1;
  }
}
