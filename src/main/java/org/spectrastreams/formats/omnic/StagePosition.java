package org.spectrastreams.formats.omnic;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.formats.spi.Places;

/**
 * Where a spectrum was measured, as OMNIC writes it into the title of a spectrum that was split
 * from a map: {@code Position (X,Y): 17963.40, -3918.33}.
 *
 * @param x µm
 * @param y µm
 */
record StagePosition(double x, double y) {
  private static final String NUMBER = "(-?\\d{1,9}(?:\\.\\d{1,9})?)";
  private static final Pattern WRITTEN =
      Pattern.compile(
          "Position \\(X,Y\\):\\s*"
              + NUMBER
              + ",\\s*"
              + NUMBER
              + "|X = "
              + NUMBER
              + ".{0,3}Y = "
              + NUMBER);

  /** The position in a title; empty where it has none. */
  static Optional<StagePosition> in(String title) {
    Matcher matcher = WRITTEN.matcher(title);
    if (!matcher.find()) {
      return Optional.empty();
    }
    int first = matcher.group(1) != null ? 1 : 3;
    return Optional.of(
        new StagePosition(
            Double.parseDouble(matcher.group(first)),
            Double.parseDouble(matcher.group(first + 1))));
  }

  /** The place of this one spectrum. */
  Places places() {
    return Places.of(x, y, Double.NaN, Double.NaN, "µm", "the title");
  }
}
