package org.spectrastreams.export;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** How numbers read in pictures and reports: the same in every country. */
final class Figures {
  private Figures() {}

  /** A number as people read it on an axis: four digits, no noise. */
  static String text(double value) {
    double size = Math.abs(value);
    String text =
        size != 0 && (size >= 1e5 || size < 1e-3)
            ? String.format(Locale.ROOT, "%.2e", value)
            : new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    return text.replace('-', '−');
  }

  /** A whole number, its thousands apart. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share in per cent, with one digit behind the point and without a sign. */
  static String percent(double part, double all) {
    return String.format(Locale.ROOT, "%.1f", all == 0 ? 0 : 100 * part / all);
  }
}
