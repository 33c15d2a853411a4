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
 * @param kind what the places are
 */
record PlaceTitle(boolean horizontal, String unit, Kind kind) {
  /** What places are: positions x and y; columns and rows of pixels; longitude and latitude. */
  enum Kind {
    POSITION,
    COUNTED,
    ON_EARTH
  }

  /** A title in its parts: the one word that says something, and the unit. */
  private record Parts(String word, String unit) {}

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
          "sample",
          "idx",
          "index",
          "gps");
  private static final Pattern FUSED =
      Pattern.compile(
          "(?:map|pos|position|stage|coord|pixel|loc|sam|motor)?([xyz])(?:map|pos|position|coord"
              + "|coordinate|axis|stage|loc)?");

  /** Reads a title; empty where it names no place in the plane. */
  static Optional<PlaceTitle> of(String title) {
    Optional<Parts> parts = parts(title);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    String unit = parts.get().unit();
    Matcher fused = FUSED.matcher(parts.get().word());
    if (fused.matches() && !fused.group(1).equals("z")) {
      return Optional.of(new PlaceTitle(fused.group(1).equals("x"), unit, Kind.POSITION));
    }
    return switch (parts.get().word()) {
      case "column", "col", "columns", "ix", "xi" ->
          Optional.of(new PlaceTitle(true, unit, Kind.COUNTED));
      case "row", "line", "rows", "iy", "yi" ->
          Optional.of(new PlaceTitle(false, unit, Kind.COUNTED));
      case "lon", "long", "lng", "longitude" ->
          Optional.of(new PlaceTitle(true, "°", Kind.ON_EARTH));
      case "lat", "latitude" -> Optional.of(new PlaceTitle(false, "°", Kind.ON_EARTH));
      default -> Optional.empty();
    };
  }

  /** The unit of a place in depth, {@code z}; no title where it names none. */
  static Optional<String> depth(String title) {
    return parts(title)
        .filter(parts -> FUSED.matcher(parts.word()).matches() && parts.word().contains("z"))
        .map(Parts::unit);
  }

  private static Optional<Parts> parts(String title) {
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
    return words.size() == 1 ? Optional.of(new Parts(words.get(0), unit)) : Optional.empty();
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
