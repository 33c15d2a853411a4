package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;

/**
 * What a person says of a file, in the words of the command line; {@link OpenOptions} is what they
 * mean.
 *
 * @param axis {@code --axis}: {@code FIRST:LAST}, or a file of values
 * @param unit {@code --unit}, by its symbol
 * @param quantity {@code --quantity}, by its id
 * @param format {@code --format}, a reader's id
 * @param overrule {@code --overrule}
 * @param choices the choices that were made, as typed
 */
public record SaidOfFile(
    Optional<String> axis,
    Optional<String> unit,
    Optional<String> quantity,
    Optional<String> format,
    boolean overrule,
    Map<ReadChoice, String> choices) {

  /** Keeps the choices from being changed. */
  public SaidOfFile {
    Map<ReadChoice, String> kept = new EnumMap<>(ReadChoice.class);
    kept.putAll(choices);
    choices = kept;
  }

  /** The choices that were made, as typed; a copy. */
  @Override
  public Map<ReadChoice, String> choices() {
    return new EnumMap<>(choices);
  }

  /** Whether nothing was said. */
  public boolean isNothing() {
    return words().isEmpty() && !overrule;
  }

  /** The options that take a word, with theirs, in the order of the help. */
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    axis.ifPresent(word -> words.put("--axis", word));
    unit.ifPresent(word -> words.put("--unit", word));
    quantity.ifPresent(word -> words.put("--quantity", word));
    format.ifPresent(word -> words.put("--format", word));
    choices.forEach((choice, word) -> words.put(choice.option(), word));
    return words;
  }

  /**
   * What it means, over what holds otherwise.
   *
   * @throws IllegalArgumentException if an option has no such value; the message names both
   * @throws IOException if the file of an axis cannot be read
   */
  public OpenOptions over(OpenOptions otherwise) throws IOException {
    OpenOptions options = otherwise;
    if (axis.isPresent()) {
      options = options.withAxis(AxisHint.parse(axis.get()));
    }
    if (unit.isPresent()) {
      options =
          options.withUnit(
              AxisUnit.parse(unit.get())
                  .orElseThrow(() -> unknown("--unit", unit.get(), AxisUnit.symbols())));
    }
    if (quantity.isPresent()) {
      String known =
          Arrays.stream(Quantity.values()).map(Quantity::id).collect(Collectors.joining(", "));
      options =
          options.withQuantity(
              Quantity.parse(quantity.get())
                  .orElseThrow(() -> unknown("--quantity", quantity.get(), known)));
    }
    if (format.isPresent()) {
      options = options.withFormat(format.get());
    }
    for (Map.Entry<ReadChoice, String> choice : choices.entrySet()) {
      options = options.withChoice(choice.getKey(), choice.getValue());
    }
    return overrule ? options.overruling() : options;
  }

  private static IllegalArgumentException unknown(String option, String word, String known) {
    return new IllegalArgumentException(option + " " + word + ": expected one of " + known);
  }
}
