package org.spectrastreams.formats.table;

import java.nio.file.Path;
import java.util.Optional;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.SpectralAxis;

/** Finds the unit of a table's axis: from a title, from comments, from the user, or cm⁻¹. */
public final class UnitReading {
  /**
   * No infrared or Raman axis in cm⁻¹ ends so low, but axes in µm, THz and eV do: where nobody says
   * the unit, such an axis is refused.
   */
  private static final double LOWEST_END = 25;

  /**
   * Where not even a title says that it is a spectral axis, one that ends below this is as likely
   * one of angles (X-ray diffraction ends at 160° at most), times, mass or energies in eV.
   */
  private static final double LOWEST_UNTITLED_END = 200;

  /**
   * Interferometers end at the wavenumber of their laser, 15 798 cm⁻¹; beyond it, where no title
   * says that it is a spectral axis, one is as likely of energies in eV (X-ray absorption).
   */
  private static final double HIGHEST_UNTITLED_END = 16_000;

  private static final Stated<AxisUnit> ASSUMED =
      new Stated<>(AxisUnit.PER_CENTIMETRE, "taken for it, as no unit is stated");

  private static final Stated<AxisUnit> ASSUMED_UNDER_TITLE =
      new Stated<>(AxisUnit.PER_CENTIMETRE, "taken for it, as the title states no unit");

  private UnitReading() {}

  /** Whether a table's axis in cm⁻¹ is taken for one only where the table says so. */
  public static boolean mustBeSaid(SpectralAxis axis) {
    return isDoubtful(axis, false);
  }

  /**
   * The unit of an axis.
   *
   * @param title the title of the axis, and where it stands; empty for none
   * @param titled a unit that the column titles themselves bear
   * @param line the number of the title's line; 0 for none
   */
  static Stated<AxisUnit> of(
      Path file,
      TablePreamble preamble,
      OpenOptions options,
      Optional<Stated<String>> title,
      Optional<Stated<AxisUnit>> titled,
      long line)
      throws SpectrumFileException {
    Optional<PlotTitles.AxisTitle> axis = title.flatMap(text -> PlotTitles.axis(text.value()));
    if (axis.isPresent() && axis.get().foreign().isPresent() && !options.overrule()) {
      throw SpectrumFileException.ofFile(
          file,
          "an axis \"" + title.get().value() + "\" (" + title.get().from() + ")",
          "a unit that is known ("
              + AxisUnit.symbols()
              + "): convert the axis, or say --unit and --overrule");
    }
    Optional<Stated<AxisUnit>> stated =
        axis.flatMap(PlotTitles.AxisTitle::unit)
            .map(unit -> new Stated<>(unit, title.get().from()))
            .or(() -> titled);
    Optional<Stated<AxisUnit>> commented = preamble.unit();
    if (stated.isPresent()
        && commented.isPresent()
        && stated.get().value() != commented.get().value()) {
      throw SpectrumFileException.ofFile(
          file,
          commented.get().value().symbol()
              + " ("
              + commented.get().from()
              + ") beside "
              + stated.get().value().symbol()
              + " ("
              + stated.get().from()
              + ")",
          "one unit of the axis: correct the file");
    }
    Optional<Stated<AxisUnit>> unit = options.unit(file, stated.isPresent() ? stated : commented);
    if (unit.isPresent()) {
      return unit.get();
    }
    Optional<String> open =
        axis.filter(PlotTitles.AxisTitle::needsUnit)
            .map(needing -> title.get().value())
            .or(preamble::unitlessAxis);
    if (open.isPresent()) {
      String found = "\"" + open.get() + "\"";
      String expected = "its unit: give it with --unit um, nm or another";
      throw line > 0
          ? SpectrumFileException.atLine(file, line, found, expected)
          : SpectrumFileException.ofFile(file, found, expected);
    }
    if (preamble.isOfFacts()) {
      throw SpectrumFileException.ofFile(
          file,
          "numbers below lines of which none says what the first column is",
          "its unit: give it with --unit (" + AxisUnit.symbols() + ")");
    }
    return axis.isPresent() || preamble.kind().isPresent() ? ASSUMED_UNDER_TITLE : ASSUMED;
  }

  /**
   * Checks that an axis can be in the unit that was taken for it.
   *
   * @throws SpectrumFileException if no unit is stated and cm⁻¹ makes no sense
   */
  static void requirePlausible(Path file, Stated<AxisUnit> unit, SpectralAxis axis)
      throws SpectrumFileException {
    boolean titled = unit.equals(ASSUMED_UNDER_TITLE);
    if ((titled || unit.equals(ASSUMED)) && isDoubtful(axis, titled)) {
      throw SpectrumFileException.ofFile(
          file,
          "an axis from " + axis.min() + " to " + axis.max() + " without a unit",
          "the unit: give it with --unit ("
              + AxisUnit.symbols()
              + "); angles of diffraction, energies of X-rays, times and the like are not read");
    }
  }

  /** Whether an axis in cm⁻¹ is more likely to be in another unit, or of another kind. */
  private static boolean isDoubtful(SpectralAxis axis, boolean titled) {
    return axis.size() > 1
        && (axis.max() <= (titled ? LOWEST_END : LOWEST_UNTITLED_END)
            || (!titled && (axis.min() == 0 || axis.max() > HIGHEST_UNTITLED_END)));
  }
}
