package org.spectrastreams.formats.galactic;

import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/** What the codes and titles of a header say about its axes. */
final class SpcUnits {
  private static final int RAMAN_SHIFT = 13;
  private static final int RAMAN = 11;
  private static final int NMR = 10;

  private static final Map<Integer, AxisUnit> UNITS =
      Map.of(
          1,
          AxisUnit.PER_CENTIMETRE,
          2,
          AxisUnit.MICROMETRE,
          3,
          AxisUnit.NANOMETRE,
          10,
          AxisUnit.PARTS_PER_MILLION,
          RAMAN_SHIFT,
          AxisUnit.PER_CENTIMETRE,
          14,
          AxisUnit.ELECTRONVOLT);

  /** What the other codes of an axis mean. */
  private static final Map<Integer, String> OTHERS =
      Map.ofEntries(
          Map.entry(4, "seconds"),
          Map.entry(5, "minutes"),
          Map.entry(6, "Hz"),
          Map.entry(7, "kHz"),
          Map.entry(8, "MHz"),
          Map.entry(9, "mass (m/z)"),
          Map.entry(11, "days"),
          Map.entry(12, "years"),
          Map.entry(16, "numbers of diodes"),
          Map.entry(17, "channels"),
          Map.entry(18, "degrees"),
          Map.entry(19, "°F"),
          Map.entry(20, "°C"),
          Map.entry(21, "K"),
          Map.entry(22, "numbers of points"),
          Map.entry(23, "ms"),
          Map.entry(24, "µs"),
          Map.entry(25, "ns"),
          Map.entry(26, "GHz"),
          Map.entry(27, "cm"),
          Map.entry(28, "m"),
          Map.entry(29, "mm"),
          Map.entry(30, "hours"),
          Map.entry(255, "the path of an interferogram"));

  private SpcUnits() {}

  /** The unit of the axis; empty where the file says none that is read here. */
  static Optional<Stated<AxisUnit>> unit(SpcHeader header) {
    Optional<AxisUnit> titled =
        Optional.of(header.label(0)).filter(text -> !text.isEmpty()).flatMap(PlotTitles::unit);
    return titled.isPresent()
        ? titled.map(unit -> new Stated<>(unit, "the axis title \"" + header.label(0) + "\""))
        : Optional.ofNullable(UNITS.get(header.xType()))
            .map(unit -> new Stated<>(unit, "the code " + header.xType() + " of the axis"));
  }

  /** What an axis is in, where that is no unit of a spectral axis; empty where nothing is said. */
  static Optional<String> foreign(SpcHeader header) {
    return unit(header).isPresent()
        ? Optional.empty()
        : Optional.ofNullable(OTHERS.get(header.xType()))
            .or(() -> Optional.of(header.label(0)).filter(text -> !text.isEmpty()));
  }

  /** What differs from spectrum to spectrum, for a note. */
  static String third(SpcHeader header) {
    return Optional.ofNullable(OTHERS.get(header.zType()))
        .or(() -> Optional.ofNullable(UNITS.get(header.zType())).map(AxisUnit::symbol))
        .map(unit -> " " + unit)
        .orElse("");
  }

  /** Whether the axis holds Raman shifts. */
  static boolean isShift(SpcHeader header) {
    return header.xType() == RAMAN_SHIFT
        || PlotTitles.axis(header.label(0)).filter(PlotTitles.AxisTitle::ramanShift).isPresent();
  }

  /** What the ordinate is; empty where the file does not say. */
  static Optional<Stated<Quantity>> quantity(SpcHeader header) {
    Optional<Stated<Quantity>> titled =
        Optional.of(header.label(1))
            .filter(text -> !text.isEmpty())
            .flatMap(PlotTitles::ordinate)
            .map(ordinate -> ordinate.stated("the axis title \"" + header.label(1) + "\""));
    if (titled.isPresent()) {
      return titled;
    }
    String code = "the code " + header.yType() + " of the ordinate";
    return switch (header.yType()) {
      case 2 -> Optional.of(new Stated<>(Quantity.ABSORBANCE, code));
      case 128 -> Optional.of(new Stated<>(Quantity.TRANSMITTANCE, code));
      case 0, 4, 12, 13 -> {
        if (isShift(header) || header.technique() == RAMAN) {
          yield Optional.of(new Stated<>(Quantity.RAMAN_INTENSITY, code + " of a Raman spectrum"));
        }
        yield header.technique() == NMR
            ? Optional.of(new Stated<>(Quantity.NMR_INTENSITY, code + " of an NMR spectrum"))
            : header.yType() == 0
                ? Optional.empty()
                : Optional.of(new Stated<>(Quantity.UNSPECIFIED, code + ", an intensity"));
      }
      default ->
          Optional.of(
              new Stated<>(Quantity.UNSPECIFIED, code + ", which names no quantity read here"));
    };
  }
}
