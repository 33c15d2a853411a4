package org.spectrastreams.formats.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.text.Numbers;
import org.spectrastreams.spectrum.AxisUnit;

/**
 * The columns of a table that are named by numbers: {@code 1000}, {@code X1000} (as R writes it),
 * {@code wn_1000}, {@code 1000 cm-1}.
 *
 * @param columns their places, in file order
 * @param values the numbers in their names
 * @param prefix what stands before every number; empty for none
 * @param unit the unit behind every number
 */
record NumericTitles(int[] columns, double[] values, String prefix, Optional<AxisUnit> unit) {
  private static final Pattern DRESSED =
      Pattern.compile(
          "([A-Za-z][A-Za-z _.~-]*?[ _.-]?)?(\\d+(?:[.,]\\d+)?(?:[eE][-+]?\\d+)?)\\s*(\\D.*)?");

  /** From how many columns on a common prefix is more than chance. */
  private static final int FEWEST_DRESSED = 3;

  /** The columns of a header that are named by numbers; none where it has none. */
  static NumericTitles of(List<String> names, Numbers numbers) {
    List<Integer> plain = new ArrayList<>();
    Map<String, List<Integer>> dressed = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (numbers.number(names.get(i)).isPresent()) {
        plain.add(i);
        continue;
      }
      Matcher matcher = DRESSED.matcher(names.get(i));
      if (matcher.matches() && names.get(i).length() <= 64) {
        String dress =
            Optional.ofNullable(matcher.group(1)).orElse("")
                + '\0'
                + Optional.ofNullable(matcher.group(3)).orElse("").strip();
        dressed.computeIfAbsent(dress, key -> new ArrayList<>()).add(i);
      }
    }
    Map.Entry<String, List<Integer>> largest = null;
    for (Map.Entry<String, List<Integer>> entry : dressed.entrySet()) {
      String suffix = entry.getKey().substring(entry.getKey().indexOf('\0') + 1);
      boolean fits = suffix.isEmpty() || unit(suffix).isPresent();
      if (fits && (largest == null || entry.getValue().size() > largest.getValue().size())) {
        largest = entry;
      }
    }
    if (largest == null
        || largest.getValue().size() < FEWEST_DRESSED
        || largest.getValue().size() <= plain.size()) {
      return of(names, plain, numbers, "", Optional.empty());
    }
    String[] dress = largest.getKey().split("\0", -1);
    return of(names, largest.getValue(), numbers, dress[0], unit(dress[1]));
  }

  /** The unit behind a number: {@code cm-1}, {@code _nm}, or {@code .cm.1} as R writes it. */
  private static Optional<AxisUnit> unit(String suffix) {
    return PlotTitles.unit(suffix.replaceFirst("^[_.-]+", ""));
  }

  /** What the words before the numbers say of the axis: {@code wavelength}, {@code nm}. */
  Optional<String> title() {
    String words = prefix.replaceFirst("[\\s_.~-]+$", "");
    return Optional.of(words).filter(text -> PlotTitles.axis(text).isPresent());
  }

  private static NumericTitles of(
      List<String> names,
      List<Integer> columns,
      Numbers numbers,
      String prefix,
      Optional<AxisUnit> unit) {
    double[] values = new double[columns.size()];
    for (int i = 0; i < values.length; i++) {
      String name = names.get(columns.get(i));
      OptionalDouble number = numbers.number(name);
      if (number.isEmpty()) {
        Matcher matcher = DRESSED.matcher(name);
        number = matcher.matches() ? numbers.number(matcher.group(2)) : number;
        // A name keeps its point where the table's numbers have commas.
        number = number.isEmpty() ? Numbers.PLAIN.number(matcher.group(2)) : number;
      }
      values[i] = number.orElse(Double.NaN);
    }
    return new NumericTitles(
        columns.stream().mapToInt(Integer::intValue).toArray(), values, prefix, unit);
  }

  /** The number of such columns. */
  int count() {
    return columns.length;
  }

  /** Whether words or units stand with the numbers. */
  boolean isDressed() {
    return !prefix.isEmpty() || unit.isPresent();
  }

  /** Where the axis stands, for the report. */
  String from() {
    return prefix.isEmpty()
        ? "the column titles"
        : "the column titles after \"" + prefix.strip() + "\"";
  }
}
