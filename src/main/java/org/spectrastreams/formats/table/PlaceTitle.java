package org.spectrastreams.formats.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The title of a column of places: {@code x}, {@code pos_x}, {@code map x}, {@code mC#map_x},
 * {@code x (µm)}, {@code Xposition}, {@code column}.
 *
 * @param horizontal whether it holds the place in x
 * @param unit the unit in the title: {@code µm}, {@code mm}, {@code nm} or {@code m}; empty for
 *     none
 * @param counted whether it is called a column, row or line of pixels, not x or y
 */
record PlaceTitle(boolean horizontal, String unit, boolean counted) {
  private static final Pattern UNIT =
      Pattern.compile(
          "[\\s_(\\[/.]+(um|µm|μm|microns?|micromet(?:er|re)s?|mm|millimet(?:er|re)s?|nm"
              + "|nanomet(?:er|re)s?|m|px|pixels?)[)\\]]?\\.?$");
  private static final Pattern OTHER_UNIT = Pattern.compile("[(\\[]([^)\\]]*)[)\\]]$");
  private static final Set<String> FILLERS =
      Set.of(
          "map",
          "pos",
          "position",
          "positions",
          "stage",
          "coord",
          "coordinate",
          "coordinates",
          "loc",
          "location",
          "pixel",
          "px",
          "axis",
          "motor",
          "abs",
          "spatial",
          "sample");
  private static final Pattern FUSED =
      Pattern.compile(
          "(?:map|pos|position|stage|coord|pixel|loc|sam|motor)?([xy])(?:map|pos|position|coord"
              + "|coordinate|axis|stage|loc)?");

  /** Reads a title; empty where it names no place. */
  static Optional<PlaceTitle> of(String title) {
    String text = title.strip().toLowerCase(Locale.ROOT).replaceFirst("^[a-z]{0,2}#\\s*", "");
    String unit = "";
    Matcher known = UNIT.matcher(text);
    if (known.find()) {
      unit = unit(known.group(1));
      text = text.substring(0, known.start());
    } else if (OTHER_UNIT.matcher(text).find()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (String word : text.split("[^a-z0-9]+")) {
      if (!word.isEmpty() && !FILLERS.contains(word)) {
        words.add(word);
      }
    }
    if (words.size() != 1) {
      return Optional.empty();
    }
    String word = words.get(0);
    Matcher fused = FUSED.matcher(word);
    if (fused.matches()) {
      return Optional.of(new PlaceTitle(fused.group(1).equals("x"), unit, false));
    }
    return switch (word) {
      case "column", "col", "columns" -> Optional.of(new PlaceTitle(true, unit, true));
      case "row", "line", "rows" -> Optional.of(new PlaceTitle(false, unit, true));
      default -> Optional.empty();
    };
  }

  private static String unit(String written) {
    return switch (written.charAt(0)) {
      case 'n' -> "nm";
      case 'p' -> "";
      case 'm' ->
          written.equals("m")
              ? "m"
              : written.startsWith("mm") || written.startsWith("milli") ? "mm" : "µm";
      default -> "µm";
    };
  }

  /** How many µm a unit has; NaN for a unit that is none. */
  static double micrometres(String unit) {
    return switch (unit) {
      case "µm" -> 1;
      case "mm" -> 1e3;
      case "nm" -> 1e-3;
      case "m" -> 1e6;
      default -> Double.NaN;
    };
  }
}
