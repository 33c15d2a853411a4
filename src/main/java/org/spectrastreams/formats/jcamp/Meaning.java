package org.spectrastreams.formats.jcamp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/**
 * What the values of a table are, by its header.
 *
 * @param noSpectrum why it is none that is read, and what to do; empty where it is one
 * @param unit the unit of its axis, where stated; ppm where it is in Hz and can be converted
 * @param hertz whether the axis is stored in Hz
 * @param kind what its axis is, where more is known than the unit tells
 * @param quantity what it measures, where stated
 */
record Meaning(
    Optional<String> noSpectrum,
    Optional<Stated<AxisUnit>> unit,
    boolean hertz,
    Optional<AxisKind> kind,
    Optional<Stated<Quantity>> quantity) {
  static Meaning of(Table table, OpenOptions options) {
    String type = table.header().text("DATATYPE").orElse("").toUpperCase(Locale.ROOT);
    String shape = table.form().toUpperCase(Locale.ROOT);
    if (table.kind().startsWith("PEAK")
        || shape.contains("PEAK")
        || table.header().text("DATACLASS").orElse("").matches("(?i)peak ?table|assignments")) {
      return none("a peak table, which lists bands and is no spectrum: measure or export XYDATA");
    }
    if (table.kind().equals("RADATA") || type.contains("INTERFEROGRAM")) {
      return none("an interferogram: transform it, and export the spectrum");
    }
    if (type.matches(".*\\bFID\\b.*")) {
      return none("a free induction decay: transform it, and export the spectrum");
    }
    if (type.contains("MASS")) {
      return none("a mass spectrum, which has no spectral axis read here");
    }
    boolean known = table.ordinateSymbol().equals("Y") && table.abscissaSymbol().equals("X");
    if (table.isPage() ? table.ordinateSymbol().isEmpty() : !known) {
      return none("a table of the form " + Table.shortened(table.form()) + ", which is not read");
    }
    if (type.matches("ND NMR.*|.*\\b2D\\b.*")
        || table.page().orElse("").toUpperCase(Locale.ROOT).matches("\\s*F\\d.*")) {
      return none("a row of a two-dimensional spectrum: open the instrument's own data (2rr)");
    }
    boolean page = table.isPage();
    return ofUnits(
        type,
        (page ? units(table, table.abscissaSymbol()) : table.header().text("XUNITS")),
        (page ? units(table, table.ordinateSymbol()) : table.header().text("YUNITS")),
        page ? "##UNITS=" : "##XUNITS=",
        options);
  }

  private static Optional<String> units(Table table, String symbol) {
    int column =
        table.header().list("SYMBOL").stream()
            .map(entry -> entry.toUpperCase(Locale.ROOT))
            .toList()
            .indexOf(symbol);
    List<String> entries = table.header().list("UNITS");
    return column >= 0 && column < entries.size()
        ? Optional.of(entries.get(column)).filter(text -> !text.isEmpty())
        : Optional.empty();
  }

  private static Meaning ofUnits(
      String type, Optional<String> x, Optional<String> y, String label, OpenOptions options) {
    boolean nmr = type.contains("NMR");
    boolean raman = type.contains("RAMAN");
    boolean hertz = x.filter(text -> text.matches("(?i)hz|hertz")).isPresent();
    Optional<Stated<AxisUnit>> unit =
        hertz
            ? Optional.empty()
            : x.flatMap(PlotTitles::unit)
                .or(
                    () ->
                        x.filter(text -> text.equalsIgnoreCase("WAVENUMBER"))
                            .map(text -> AxisUnit.PER_CENTIMETRE))
                .map(found -> new Stated<>(found, "record \"" + label + " " + x.get() + "\""));
    boolean foreign = x.isPresent() && unit.isEmpty() && !(hertz && nmr);
    if (foreign && !(options.unit().isPresent() && options.overrule())) {
      return none(
          "a table whose axis is in "
              + Table.shortened(x.get())
              + ": expected a spectral axis ("
              + AxisUnit.symbols()
              + "); if it is one say --unit and --overrule");
    }
    Optional<Stated<Quantity>> quantity =
        nmr
            ? Optional.of(new Stated<>(Quantity.NMR_INTENSITY, "record \"##DATA TYPE=\""))
            : y.flatMap(PlotTitles::ordinate)
                .map(ordinate -> ordinate.stated("record \"##YUNITS= " + y.get() + "\""));
    if (quantity.isEmpty() && raman) {
      quantity = Optional.of(new Stated<>(Quantity.RAMAN_INTENSITY, "record \"##DATA TYPE=\""));
    }
    boolean shifts = raman && unit.isPresent() && unit.get().value() == AxisUnit.PER_CENTIMETRE;
    return new Meaning(
        Optional.empty(),
        unit,
        hertz,
        shifts ? Optional.of(AxisKind.RAMAN_SHIFT) : Optional.empty(),
        quantity);
  }

  private static Meaning none(String why) {
    return new Meaning(
        Optional.of(why), Optional.empty(), false, Optional.empty(), Optional.empty());
  }
}
