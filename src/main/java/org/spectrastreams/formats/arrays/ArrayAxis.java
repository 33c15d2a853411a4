package org.spectrastreams.formats.arrays;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PlotTitles;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.Stated;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * Which array of a file is the spectral axis, and what it says. An array is taken for it by its
 * name or its unit, or because it is the only line of numbers that runs one way along a side of the
 * intensities and is called by no place, time or number.
 *
 * @param array the array
 * @param stored its values
 * @param reading how it is reported
 */
record ArrayAxis(NumberArray array, StoredAxis stored, Understood.Axis reading) {
  /** Names for an axis that are no words of a plot's title. */
  private static final Pattern SHORT_NAME =
      Pattern.compile(
          "wns?|wvn|wavs?|waves?|wavenum(ber)?s?|wave_?numbers?_?(cm1?)?|wavelengths?|wls?|lambdas?"
              + "|nu|freqs?|ramanshifts?|shifts?|(x|spectral|spec)_?(axis|values|scale)|axis|bands"
              + "|cm_?1|rs");

  private static final Pattern ANOTHER_NAME =
      Pattern.compile(
          "[xyzt]|[xyzt]_?(pos|position|coord|coords|positions|um|mm|stage)|pos.*|time.*|depth.*"
              + "|index|idx|ids?|rows?|cols?|labels?|class(es)?|groups?|y_?.*|targets?|samples?"
              + "|patients?|temp.*|conc.*|mean.*|std.*|weights?|sizes?|shape|dims?");

  /** No axis in cm⁻¹ ends so low, but axes in µm, THz and eV do. */
  private static final double LOWEST_END = 25;

  /** Where not even a name says that it is an axis of spectra, it may be one of angles or times. */
  private static final double LOWEST_UNNAMED_END = 200;

  /** The arrays that can be the axis of some intensities. */
  static List<NumberArray> fitting(List<NumberArray> all, NumberArray data) {
    return all.stream()
        .filter(array -> !array.equals(data) && array.isVector())
        .filter(array -> array.count() > 1 && array.count() <= SpectralAxis.MAX_POINTS)
        .filter(array -> data.hasSide(array.count()))
        .toList();
  }

  /** Whether an array says that it is a spectral axis, by its name or its unit. */
  static boolean saysSo(NumberArray array) {
    String name = array.shortName();
    return array.isVector()
        && (SHORT_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()
            || PlotTitles.axis(name).isPresent()
            || (array.fact("units", "unit").flatMap(AxisUnit::parse).isPresent()
                && !isLength(array)));
  }

  private static boolean isLength(NumberArray array) {
    return array.fact("units", "unit").flatMap(AxisUnit::parse).stream()
            .anyMatch(unit -> unit == AxisUnit.MICROMETRE || unit == AxisUnit.NANOMETRE)
        && ANOTHER_NAME.matcher(array.shortName().toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Finds the axis.
   *
   * @return empty where no array can be one, so that the user must give it
   * @throws SpectrumFileException if several can be, or the one cannot be read as one
   */
  static Optional<ArrayAxis> of(ArrayFile file, NumberArray data, OpenOptions options)
      throws IOException {
    Optional<String> asked = options.choice(ReadChoice.AXIS_DATASET);
    if (asked.isPresent()) {
      NumberArray array =
          ArrayChoice.named(file, ReadChoice.AXIS_DATASET, asked.get(), NumberArray::isVector);
      if (!data.hasSide(array.count()) || array.count() > SpectralAxis.MAX_POINTS) {
        throw SpectrumFileException.ofFile(
            file.path(), array + " as axis of " + data, "as many values as a side has");
      }
      return Optional.of(read(file, array, ReadChoice.AXIS_DATASET.option(), options));
    }
    List<NumberArray> fitting = fitting(file.arrays(), data);
    List<NumberArray> named = fitting.stream().filter(ArrayAxis::saysSo).toList();
    if (named.size() == 1) {
      return Optional.of(read(file, named.get(0), "by its name or unit", options));
    }
    if (named.isEmpty() && fitting.size() == 1) {
      NumberArray only = fitting.get(0);
      boolean another = ANOTHER_NAME.matcher(only.shortName().toLowerCase(Locale.ROOT)).matches();
      if (!another && runsOneWay(file.values(only))) {
        return Optional.of(read(file, only, "the only one that fits", options));
      }
    }
    if (!fitting.isEmpty() && options.axis().isEmpty()) {
      throw SpectrumFileException.ofFile(
          file.path(),
          (named.size() > 1 ? "several axes for " : "no array that is surely the axis of ")
              + data
              + ": "
              + listed(named.size() > 1 ? named : fitting),
          "one: say which with --axis-dataset NAME, or give it with --axis");
    }
    return Optional.empty();
  }

  private static String listed(List<NumberArray> arrays) {
    return arrays.stream().limit(12).map(NumberArray::toString).collect(Collectors.joining(", "));
  }

  /** Whether values rise or fall throughout, are positive, and do more than count. */
  private static boolean runsOneWay(double[] values) {
    boolean counts = values[0] == 0 || values[0] == 1;
    double sign = Math.signum(values[1] - values[0]);
    for (int i = 1; i < values.length; i++) {
      double step = values[i] - values[i - 1];
      if (!(step * sign > 0) || !Double.isFinite(values[i])) {
        return false;
      }
      counts &= step == 1;
    }
    return !counts && Math.min(values[0], values[values.length - 1]) > 0;
  }

  private static ArrayAxis read(ArrayFile file, NumberArray array, String why, OpenOptions options)
      throws IOException {
    Path path = file.path();
    options.requireNoAxis(path);
    String name = array.shortName();
    String where = "\"" + array.name() + "\"";
    Optional<PlotTitles.AxisTitle> title = PlotTitles.axis(name);
    Optional<Stated<AxisUnit>> stated =
        array
            .fact("units", "unit")
            .flatMap(AxisUnit::parse)
            .map(unit -> new Stated<>(unit, "the unit of " + where))
            .or(
                () ->
                    title
                        .flatMap(PlotTitles.AxisTitle::unit)
                        .map(unit -> new Stated<>(unit, "the name " + where)));
    Optional<String> foreign = array.fact("units", "unit").filter(text -> stated.isEmpty());
    if (foreign.isPresent() && options.unit().isEmpty()) {
      throw SpectrumFileException.ofFile(
          path,
          "the axis " + where + " in \"" + foreign.get() + "\"",
          "a unit that is known (" + AxisUnit.symbols() + "), or --unit");
    }
    Optional<Stated<AxisUnit>> unit = options.unit(path, stated);
    boolean open = title.isPresent() && title.get().needsUnit();
    if (unit.isEmpty() && (open || name.toLowerCase(Locale.ROOT).matches("wls?|lambdas?|freqs?"))) {
      throw SpectrumFileException.ofFile(
          path, "the axis " + where + " without a unit", "its unit: give it with --unit");
    }
    double[] values = file.values(array);
    Stated<AxisUnit> taken =
        unit.orElse(new Stated<>(AxisUnit.PER_CENTIMETRE, "taken for it, as no unit is stated"));
    boolean shift =
        taken.value() == AxisUnit.PER_CENTIMETRE
            && (title.filter(PlotTitles.AxisTitle::ramanShift).isPresent()
                || name.toLowerCase(Locale.ROOT).matches("ramanshifts?"));
    try {
      StoredAxis stored =
          shift
              ? StoredAxis.monotonic(values, taken.value(), AxisKind.RAMAN_SHIFT)
              : StoredAxis.monotonic(values, taken.value());
      SpectralAxis axis = stored.axis();
      if (unit.isEmpty() && axis.max() <= (saysSo(array) ? LOWEST_END : LOWEST_UNNAMED_END)) {
        throw SpectrumFileException.ofFile(
            path,
            "an axis from " + axis.min() + " to " + axis.max() + " without a unit",
            "the unit: give it with --unit (" + AxisUnit.symbols() + ")");
      }
      return new ArrayAxis(
          array,
          stored,
          new Understood.Axis(axis, "the array " + where + ", " + why, taken, false));
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          path,
          "the axis " + array + ": " + e.getMessage(),
          "values that rise or fall throughout: another --axis-dataset, or --axis");
    }
  }
}
