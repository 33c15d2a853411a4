package org.spectrastreams.formats.jcamp;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a spectrum was measured: {@code LONGDATE}, or else {@code DATE} with {@code TIME}. A date
 * whose year is not written out can be read in several ways and is left out.
 */
record Acquired(LocalDateTime time, String from) {
  private static final Pattern DATE = Pattern.compile("(\\d{4})[/-](\\d{1,2})[/-](\\d{1,2})(.*)");
  private static final Pattern TIME = Pattern.compile("\\D*(\\d{1,2}):(\\d{2})(?::(\\d{2}))?.*");

  static Optional<Acquired> of(Header header) {
    for (String label : new String[] {"LONGDATE", "DATE"}) {
      Optional<String> text = header.text(label);
      Matcher date = DATE.matcher(text.orElse(""));
      if (date.matches()) {
        Matcher time = TIME.matcher(date.group(4));
        if (!time.matches()) {
          time = TIME.matcher(header.text("TIME").orElse(""));
        }
        try {
          return Optional.of(
              new Acquired(
                  LocalDateTime.of(
                      LocalDate.of(number(date, 1), number(date, 2), number(date, 3)),
                      time.matches()
                          ? LocalTime.of(number(time, 1), number(time, 2), number(time, 3))
                          : LocalTime.MIDNIGHT),
                  "record \"##" + label + "=\""));
        } catch (DateTimeException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static int number(Matcher matcher, int group) {
    return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
  }
}
