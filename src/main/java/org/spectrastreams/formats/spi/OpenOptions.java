package org.spectrastreams.formats.spi;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * What the user says about a file that does not say it itself. Nothing here overrides what a file
 * states, a contradiction is refused, unless the user says {@code --overrule}.
 *
 * @param format the reader's id, where several claim the file or none does
 * @param unit the unit of the spectral axis
 * @param quantity what the intensities measure
 * @param axis the spectral axis of a file without one, in {@code unit}, or cm⁻¹ where no unit is
 *     given
 * @param overrule whether unit and quantity hold against what the file states
 * @param choices which of several possible readings is meant
 * @param thisPart whether only the part that the file is shall be read, see {@link PartedFile}
 * @param firstBytes how many bytes of the spectra's file are to be trusted, the rest is being
 *     written; empty: all. For readers that {@link SpectrumReader#readsBeginnings}
 */
public record OpenOptions(
    Optional<String> format,
    Optional<AxisUnit> unit,
    Optional<Quantity> quantity,
    Optional<AxisHint> axis,
    boolean overrule,
    Map<ReadChoice, String> choices,
    boolean thisPart,
    OptionalLong firstBytes) {
  /** Nothing said: a file that leaves something open is refused. */
  public static final OpenOptions NONE =
      new OpenOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Map.of(),
          false,
          OptionalLong.empty());

  /** Keeps the map from being changed. */
  public OpenOptions {
    choices = Map.copyOf(choices);
  }

  /** What the user chose; empty where nothing. */
  public Optional<String> choice(ReadChoice choice) {
    return Optional.ofNullable(choices.get(choice));
  }

  /** The column of a table that holds the labels, where the user named one. */
  public Optional<String> labelColumn() {
    return choice(ReadChoice.LABEL_COLUMN);
  }

  /**
   * The unit of the axis: what the file states, or else what the user gives.
   *
   * @return empty where nobody says; a reader then refuses, or applies the format's own rule
   * @throws SpectrumFileException if they contradict each other
   */
  public Optional<Stated<AxisUnit>> unit(Path file, Optional<Stated<AxisUnit>> stated)
      throws SpectrumFileException {
    return agree(file, "axis unit", "--unit", unit, stated, AxisUnit::symbol);
  }

  /**
   * The quantity of the intensities: what the file states, or else what the user gives, or else
   * unspecified.
   *
   * @throws SpectrumFileException if they contradict each other
   */
  public Stated<Quantity> quantity(Path file, Optional<Stated<Quantity>> stated)
      throws SpectrumFileException {
    return agree(file, "quantity", "--quantity", quantity, stated, Quantity::id)
        .orElse(new Stated<>(Quantity.UNSPECIFIED, "not stated"));
  }

  private <T> Optional<Stated<T>> agree(
      Path file,
      String what,
      String option,
      Optional<T> given,
      Optional<Stated<T>> stated,
      Function<T, String> words)
      throws SpectrumFileException {
    if (given.isEmpty()) {
      return stated;
    }
    if (stated.isPresent() && !stated.get().value().equals(given.get())) {
      if (!overrule) {
        throw SpectrumFileException.ofFile(
            file,
            what
                + " "
                + words.apply(given.get())
                + " given for a file that states "
                + words.apply(stated.get().value())
                + " ("
                + stated.get().from()
                + ")",
            "no contradiction: leave "
                + option
                + " away, correct the file, or say --overrule to hold against it");
      }
      return Optional.of(
          new Stated<>(
              given.get(),
              option + " against " + words.apply(stated.get().value()) + " in the file"));
    }
    return stated.isPresent() ? stated : Optional.of(new Stated<>(given.get(), option));
  }

  /** Whether only the points are to be numbered where a file has no axis. */
  public boolean numbersPoints() {
    return axis.isPresent() && axis.get() instanceof AxisHint.Numbered;
  }

  /**
   * Checks that no axis was given for a file that has one.
   *
   * @throws SpectrumFileException if one was
   */
  public void requireNoAxis(Path file) throws SpectrumFileException {
    if (axis.isPresent() && !numbersPoints()) {
      throw SpectrumFileException.ofFile(
          file, "an axis of its own beside the given one", "one: leave --axis away");
    }
  }

  /**
   * The given axis, for a file that has none.
   *
   * @throws SpectrumFileException if none was given, or it does not fit
   */
  public StoredAxis requireAxis(Path file, int points) throws SpectrumFileException {
    if (axis.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file,
          "no axis",
          "the wavenumbers of the "
              + points
              + " points: give them with --axis FIRST:LAST, or --axis and a file of them");
    }
    try {
      return StoredAxis.monotonic(axis.get().values(points), givenAxisUnit());
    } catch (IllegalArgumentException e) {
      throw SpectrumFileException.ofFile(
          file, "an unsuitable given axis (" + e.getMessage() + ")", points + " axis values");
    }
  }

  private AxisUnit givenAxisUnit() {
    return numbersPoints() ? AxisUnit.PER_CENTIMETRE : unit.orElse(AxisUnit.PER_CENTIMETRE);
  }

  /** The report of an axis that {@link #requireAxis} gave. */
  public Understood.Axis givenAxis(StoredAxis required) {
    return new Understood.Axis(
        required.axis(),
        "--axis",
        new Stated<>(givenAxisUnit(), unit.isPresent() ? "--unit" : "as --axis is read"),
        numbersPoints());
  }

  /** These options with the format. */
  public OpenOptions withFormat(String given) {
    return new OpenOptions(
        Optional.of(given), unit, quantity, axis, overrule, choices, thisPart, firstBytes);
  }

  /** These options with the unit of the spectral axis. */
  public OpenOptions withUnit(AxisUnit given) {
    return new OpenOptions(
        format, Optional.of(given), quantity, axis, overrule, choices, thisPart, firstBytes);
  }

  /** These options with the quantity of the intensities. */
  public OpenOptions withQuantity(Quantity given) {
    return new OpenOptions(
        format, unit, Optional.of(given), axis, overrule, choices, thisPart, firstBytes);
  }

  /** These options with an axis. */
  public OpenOptions withAxis(AxisHint given) {
    return new OpenOptions(
        format, unit, quantity, Optional.of(given), overrule, choices, thisPart, firstBytes);
  }

  /** These options, holding against what the file states. */
  public OpenOptions overruling() {
    return new OpenOptions(format, unit, quantity, axis, true, choices, thisPart, firstBytes);
  }

  /** These options for one part of a measurement. */
  public OpenOptions ofThisPart() {
    return new OpenOptions(format, unit, quantity, axis, overrule, choices, true, firstBytes);
  }

  /** These options for the beginning of a file that is being written. */
  public OpenOptions ofFirst(long bytes) {
    return new OpenOptions(
        format, unit, quantity, axis, overrule, choices, thisPart, OptionalLong.of(bytes));
  }

  /** These options with a choice. */
  public OpenOptions withChoice(ReadChoice choice, String value) {
    Map<ReadChoice, String> more = new EnumMap<>(ReadChoice.class);
    more.putAll(choices);
    more.put(choice, value);
    return new OpenOptions(format, unit, quantity, axis, overrule, more, thisPart, firstBytes);
  }

  /** These options with the name of the label column. */
  public OpenOptions withLabelColumn(String given) {
    return withChoice(ReadChoice.LABEL_COLUMN, given);
  }
}
