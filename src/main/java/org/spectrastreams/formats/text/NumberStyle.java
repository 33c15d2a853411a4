package org.spectrastreams.formats.text;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * Finds out from a table's fields whether a point or a comma marks the decimals. {@code 1.000,5}
 * and {@code 0,25} tell; {@code 1.000} beside {@code 987} does not, and is refused.
 */
public final class NumberStyle {
  private static final Pattern GROUPS_OF_THREE = Pattern.compile("[1-9]\\d{0,2}([.,])\\d{3}");
  private static final Pattern NUMERIC =
      Pattern.compile(
          "[-+−]?\\d[\\d.,'’\u00A0\u2009\u202F]*([eE][-+]?\\d+)?|[-+−]?[.,]\\d+([eE][-+]?\\d+)?");

  /** More fields tell nothing new. */
  private static final int MOST_FIELDS = 20_000;

  private boolean point;
  private boolean comma;
  private boolean grouped;
  private String pointOrGroup;
  private String commaOrGroup;
  private boolean small;
  private boolean large;

  private NumberStyle() {}

  /** Whether a field is a number in any style. */
  public static boolean isNumeric(String field) {
    return field.length() <= 64 && NUMERIC.matcher(Numbers.withE(field)).matches();
  }

  /**
   * The style of some lines' fields.
   *
   * @throws SpectrumFileException if they can be read in two ways
   */
  public static Numbers of(Path file, List<List<String>> lines, OpenOptions options)
      throws SpectrumFileException {
    NumberStyle style = new NumberStyle();
    int seen = 0;
    for (List<String> line : lines) {
      for (String field : line) {
        if (seen < MOST_FIELDS && isNumeric(field)) {
          style.see(field);
          seen++;
        }
      }
    }
    return style.decide(file, options);
  }

  private void see(String field) {
    String text =
        Numbers.withE(field).replaceFirst("^[-+−]", "").replaceFirst("[eE][-+]?\\d+$", "");
    grouped |= text.matches(".*['’\u00A0\u2009\u202F].*");
    int points = count(text, '.');
    int commas = count(text, ',');
    if (points > 0 && commas > 0) {
      boolean commaLast = text.lastIndexOf(',') > text.lastIndexOf('.');
      comma |= commaLast;
      point |= !commaLast;
      grouped = true;
    } else if (points > 1 || commas > 1) {
      comma |= points > 1;
      point |= commas > 1;
      grouped = true;
    } else if (points + commas == 1 && GROUPS_OF_THREE.matcher(text).matches()) {
      pointOrGroup = points == 1 ? field : pointOrGroup;
      commaOrGroup = commas == 1 ? field : commaOrGroup;
    } else if (points == 1) {
      point = true;
    } else if (commas == 1) {
      comma = true;
    } else {
      small |= text.length() < 4;
      large |= text.length() >= 4;
    }
  }

  private Numbers decide(Path file, OpenOptions options) throws SpectrumFileException {
    Optional<String> chosen = options.choice(ReadChoice.DECIMAL);
    if (chosen.isPresent()) {
      return switch (chosen.get()) {
        case "point" -> new Numbers('.', true);
        case "comma" -> new Numbers(',', true);
        default ->
            throw SpectrumFileException.ofFile(
                file, "--decimal " + chosen.get(), "--decimal point or --decimal comma");
      };
    }
    if (point && comma) {
      throw ambiguous(file, "numbers with decimal points as well as with decimal commas");
    }
    if (comma) {
      return new Numbers(',', grouped || pointOrGroup != null);
    }
    if (point) {
      return new Numbers('.', grouped || commaOrGroup != null);
    }
    if (commaOrGroup != null) {
      throw ambiguous(file, "\"" + commaOrGroup + "\", with a comma for decimals or for thousands");
    }
    // A writer that groups thousands groups all; one with three decimals writes them everywhere.
    if (pointOrGroup != null && small && !large) {
      throw ambiguous(file, "\"" + pointOrGroup + "\", with a point for decimals or for thousands");
    }
    return new Numbers('.', grouped);
  }

  private static SpectrumFileException ambiguous(Path file, String found) {
    return SpectrumFileException.ofFile(
        file, found, "one reading: say which with --decimal point or --decimal comma");
  }

  private static int count(String text, char wanted) {
    return (int) text.chars().filter(c -> c == wanted).count();
  }
}
