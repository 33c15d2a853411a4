package org.spectrastreams.formats.opus;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.Understood;

/** Adds instrument and date: {@code INS}, and {@code DAT} with {@code TIM}. */
final class Measurement {
  private static final Pattern DAY_FIRST = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
  private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})/(\\d{1,2})/(\\d{1,2})");
  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2}):(\\d{2})\\b.*");

  private Measurement() {}

  static Understood add(Understood understood, Directory directory, Parameters parameters)
      throws IOException {
    Optional<Parameters> instrument = directory.instrument();
    Optional<String> name = instrument.flatMap(found -> found.text("INS"));
    Understood named = name.map(understood::measuredBy).orElse(understood);
    return time(parameters.text("DAT").orElse(""), parameters.text("TIM").orElse(""))
        .map(time -> named.acquiredAt(time, "parameters DAT and TIM"))
        .orElse(named);
  }

  /** The time; empty unless both are whole. OPUS writes days before months. */
  static Optional<LocalDateTime> time(String date, String time) {
    Matcher day = DAY_FIRST.matcher(date);
    Matcher year = YEAR_FIRST.matcher(date);
    Matcher clock = TIME.matcher(time);
    if (!clock.matches() || (!day.matches() && !year.matches())) {
      return Optional.empty();
    }
    boolean dayFirst = day.matches();
    Matcher parts = dayFirst ? day : year;
    try {
      return Optional.of(
          LocalDateTime.of(
              Integer.parseInt(parts.group(dayFirst ? 3 : 1)),
              Integer.parseInt(parts.group(2)),
              Integer.parseInt(parts.group(dayFirst ? 1 : 3)),
              Integer.parseInt(clock.group(1)),
              Integer.parseInt(clock.group(2)),
              Integer.parseInt(clock.group(3))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
