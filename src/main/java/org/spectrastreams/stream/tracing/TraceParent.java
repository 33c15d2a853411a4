package org.spectrastreams.stream.tracing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header {@code traceparent} of a record: W3C Trace Context, level 1, version 00.
 *
 * @param traceId 32 hexadecimal digits, not all 0
 * @param spanId 16 hexadecimal digits, not all 0: the span that wrote the record
 * @param sampled whether its spans are recorded
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
  /** The header's name. */
  public static final String HEADER = "traceparent";

  // A later version may be longer; what this one has stands first (§ 4.3).
  private static final Pattern FORM =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
  private static final int MOST_BYTES = 256;

  /** The last such header; empty where there is none, or it is malformed, as the W3C demands. */
  public static Optional<TraceParent> of(Headers headers) {
    Header found = headers.lastHeader(HEADER);
    return found == null || found.value() == null || found.value().length > MOST_BYTES
        ? Optional.empty()
        : parse(new String(found.value(), StandardCharsets.US_ASCII));
  }

  static Optional<TraceParent> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()
        || (form.group(1).equals("00") && form.group(5) != null)
        || form.group(2).matches("0+")
        || form.group(3).matches("0+")) {
      return Optional.empty();
    }
    int flags = Integer.parseInt(form.group(4), 16);
    return Optional.of(new TraceParent(form.group(2), form.group(3), (flags & 1) != 0));
  }

  /** The header's value. */
  @Override
  public String toString() {
    return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
  }

  /** Puts it into the headers of a record that follows from the one it came with. */
  public void addTo(Headers headers) {
    headers.add(HEADER, toString().getBytes(StandardCharsets.US_ASCII));
  }
}
