package org.spectrastreams.formats.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * Which columns of a table hold the places of its spectra.
 *
 * @param x the column of the place in x, or −1
 * @param y the column of the place in y, or −1
 * @param unit their unit; empty for none
 * @param from where they stand, in words
 * @param tentative whether nothing but their place in the table says that they are places
 * @param notes what a user should know of the choice
 */
record PlaceColumns(int x, int y, String unit, String from, boolean tentative, List<String> notes) {
  /** No places. */
  static final PlaceColumns NONE = new PlaceColumns(-1, -1, "", "not stated", false, List.of());

  /**
   * Finds the columns.
   *
   * @param others the columns that hold something else, ascending
   * @param leading how many columns before the first of them are line numbers
   */
  static PlaceColumns of(
      TableText text, Header header, OpenOptions options, int[] others, int leading)
      throws SpectrumFileException {
    Optional<String> chosen = options.choice(ReadChoice.PLACES);
    if (chosen.isPresent()) {
      return chosen.get().equals("none") ? NONE : chosen(text, header, chosen.get());
    }
    for (PlaceTitle.Kind kind : PlaceTitle.Kind.values()) {
      PlaceColumns titled = titled(text, header, others, kind);
      boolean both = titled.x() >= 0 && titled.y() >= 0;
      if (kind == PlaceTitle.Kind.POSITION ? !titled.equals(NONE) : both) {
        return titled;
      }
    }
    refuseUnclear(text, header, others);
    PlaceColumns unnamed = leading == 0 ? unnamed(text, header, others) : NONE;
    return unnamed.equals(NONE)
        ? new PlaceColumns(-1, -1, "", NONE.from(), false, perhaps(header, others))
        : unnamed;
  }

  /** Says of two columns whose titles differ by x and y alone that they may be places. */
  private static List<String> perhaps(Header header, int[] others) {
    Map<String, String> titles = new LinkedHashMap<>();
    for (int i = 0; i < header.titles().size(); i++) {
      if (Arrays.binarySearch(others, i) < 0) {
        titles.putIfAbsent(
            header.title(i).strip().toLowerCase(Locale.ROOT), header.title(i).strip());
      }
    }
    for (String[] pair : new String[][] {{"c", "r"}, {"easting", "northing"}}) {
      if (titles.containsKey(pair[0]) && titles.containsKey(pair[1])) {
        return perhaps(titles.get(pair[0]), titles.get(pair[1]));
      }
    }
    for (Map.Entry<String, String> entry : titles.entrySet()) {
      String y = titles.get(entry.getKey().replace('x', 'y'));
      String x = entry.getValue();
      if (y != null && !y.equals(x)) {
        return perhaps(x, y);
      }
    }
    return List.of();
  }

  private static List<String> perhaps(String x, String y) {
    return List.of("\"" + x + "\" and \"" + y + "\" may be places: --places " + x + "," + y);
  }

  private static PlaceColumns chosen(TableText text, Header header, String chosen)
      throws SpectrumFileException {
    String[] names = chosen.split(",", -1);
    int x = header.column(names[0], text.columns());
    int y = names.length == 2 ? header.column(names[1], text.columns()) : -1;
    if (names.length > 2 || x < 0 || (names.length == 2 && y < 0)) {
      throw SpectrumFileException.ofFile(
          text.file(),
          "--places " + chosen,
          "none, or the titles or numbers of the two columns, as in --places pos_x,pos_y");
    }
    String unit = PlaceTitle.of(header.title(x)).map(PlaceTitle::unit).orElse("");
    return new PlaceColumns(x, y, unit, "--places", false, List.of());
  }

  /** Refuses {@code i} and {@code j}, of which either may count the rows. */
  private static void refuseUnclear(TableText text, Header header, int[] others)
      throws SpectrumFileException {
    int i = header.column("i", 0);
    int j = header.column("j", 0);
    if (i >= 0
        && j >= 0
        && Arrays.binarySearch(others, i) < 0
        && Arrays.binarySearch(others, j) < 0) {
      throw SpectrumFileException.ofFile(
          text.file(),
          header.named(i) + " and " + header.named(j) + ", either of which may count the rows",
          "one reading: say --places j,i if i counts the rows, --places i,j if j does, or --places"
              + " none");
    }
  }

  private static PlaceColumns titled(
      TableText text, Header header, int[] others, PlaceTitle.Kind kind)
      throws SpectrumFileException {
    List<Integer> depths = new ArrayList<>();
    List<Integer> xs = new ArrayList<>();
    List<Integer> ys = new ArrayList<>();
    for (int i = 0; i < header.titles().size(); i++) {
      Optional<PlaceTitle> title =
          PlaceTitle.of(header.title(i)).filter(found -> found.kind() == kind);
      if (kind == PlaceTitle.Kind.POSITION
          && PlaceTitle.depth(header.title(i)).isPresent()
          && Arrays.binarySearch(others, i) < 0) {
        depths.add(i);
      }
      if (title.isPresent() && Arrays.binarySearch(others, i) < 0) {
        (title.get().horizontal() ? xs : ys).add(i);
      }
    }
    if (xs.size() > 1 || ys.size() > 1) {
      List<String> names = new ArrayList<>();
      xs.forEach(column -> names.add(header.named(column)));
      ys.forEach(column -> names.add(header.named(column)));
      throw SpectrumFileException.ofFile(
          text.file(),
          "several places: " + String.join(", ", names),
          "one x and one y: say which with --places X,Y, or --places none");
    }
    if (xs.isEmpty() && ys.isEmpty()) {
      return NONE;
    }
    int x = xs.isEmpty() ? -1 : xs.get(0);
    int y = ys.isEmpty() ? -1 : ys.get(0);
    int one = x >= 0 ? x : y;
    if ((x < 0 || y < 0) && depths.size() == 1) {
      return inDepth(header, one, depths.get(0));
    }
    String unit = PlaceTitle.of(header.title(one)).orElseThrow().unit();
    if (x < 0 || y < 0) {
      boolean bare = header.title(one).strip().length() == 1;
      return bare
          ? NONE
          : new PlaceColumns(
              x,
              y,
              unit,
              header.named(one),
              false,
              List.of("only " + (x >= 0 ? "x" : "y") + " is stated, so the spectra are one line"));
    }
    String unitOfY = PlaceTitle.of(header.title(y)).orElseThrow().unit();
    if (!unit.equals(unitOfY)) {
      throw SpectrumFileException.ofFile(
          text.file(),
          header.named(x) + " and " + header.named(y),
          "places in one unit, or --places none");
    }
    return new PlaceColumns(
        x,
        y,
        unit,
        "columns \"" + header.title(x) + "\", \"" + header.title(y) + "\"",
        kind == PlaceTitle.Kind.ON_EARTH,
        kind == PlaceTitle.Kind.ON_EARTH
            ? List.of("longitude and latitude are read as x and y")
            : List.of());
  }

  /** A section in depth: its places run along x or y, and along z. */
  private static PlaceColumns inDepth(Header header, int along, int depth) {
    String unit = PlaceTitle.of(header.title(along)).orElseThrow().unit();
    String unitOfDepth = PlaceTitle.depth(header.title(depth)).orElseThrow();
    return new PlaceColumns(
        along,
        depth,
        unit.equals(unitOfDepth) ? unit : "",
        "columns \"" + header.title(along) + "\", \"" + header.title(depth) + "\"",
        false,
        List.of("a section in depth: " + header.named(depth) + " is shown as y"));
  }

  /** What else may be said of places that repeat in x and y. */
  String otherwise(Header header) {
    if (x < 0 || y < 0) {
      return "";
    }
    for (int i = 0; i < header.titles().size(); i++) {
      if (i != x && i != y && PlaceTitle.depth(header.title(i)).isPresent()) {
        return ", or which two of the three the map has, as in --places "
            + header.title(x).strip()
            + ","
            + header.title(i).strip();
      }
    }
    return "";
  }

  /** LabSpec writes a map's places into columns without titles before the spectra. */
  private static PlaceColumns unnamed(TableText text, Header header, int[] others) {
    int leading = others.length == 0 ? 0 : others[0];
    for (int i = 0; i < leading; i++) {
      if (!header.title(i).isBlank()) {
        return NONE;
      }
    }
    List<String> axes =
        text.preamble().leadingAxes().stream().map(axis -> axis.toLowerCase(Locale.ROOT)).toList();
    if (!axes.isEmpty()) {
      int x = axes.indexOf("x");
      int y = axes.indexOf("y");
      return axes.size() == leading && (x >= 0 || y >= 0)
          ? new PlaceColumns(
              x, y, text.preamble().placeUnit(), "LabSpec's X and Y", false, List.of())
          : NONE;
    }
    if (leading != 2) {
      return NONE;
    }
    return new PlaceColumns(
        0,
        1,
        "",
        "the two columns without titles",
        true,
        List.of("the two columns without titles are read as x and y, as LabSpec writes them"));
  }
}
