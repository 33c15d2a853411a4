package org.spectrastreams.formats.export;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads dates that can be read in one way only: year first ({@code 2019/05/12 10:11:12}), or with
 * the month as a word ({@code Tue Jun 01 10:00:00 EDT 2010}). {@code 05/06/2019} is none.
 */
final class ExportDate {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})[ T]+(\\d{1,2}):(\\d{2}):(\\d{2}).*");
  private static final Pattern MONTH_NAMED =
      Pattern.compile(
          "[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\\d{1,2}) (\\d{1,2}):(\\d{2}):(\\d{2}) .*?(\\d{4})");

  private ExportDate() {}

  /** The time; empty where the text does not say it in one way only. */
  static Optional<LocalDateTime> of(String text) {
    try {
      Matcher first = YEAR_FIRST.matcher(text);
      if (first.matches()) {
        return Optional.of(at(number(first, 1), number(first, 2), number(first, 3), first, 4));
      }
      Matcher named = MONTH_NAMED.matcher(text);
      if (named.matches()) {
        int month = MONTHS.indexOf(named.group(1)) + 1;
        return Optional.of(at(number(named, 6), month, number(named, 2), named, 3));
      }
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private static LocalDateTime at(int year, int month, int day, Matcher time, int from) {
    return LocalDateTime.of(
        year, month, day, number(time, from), number(time, from + 1), number(time, from + 2));
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group));
  }
}
