package org.spectrastreams.spectrum;

import java.util.regex.Pattern;

/**
 * Why a spectrum was not judged. Models may give reasons of their own.
 *
 * @param id the name in results, metrics and JSON: 1 to {@value #ID_LENGTH} characters of {@code
 *     a-z 0-9 -}
 * @param text what it means, for people; 1 to {@value #TEXT_LENGTH} characters
 */
public record NotJudgedReason(String id, String text) {
  /** The longest id, in characters. */
  public static final int ID_LENGTH = 50;

  /** The longest text, in characters. */
  public static final int TEXT_LENGTH = 200;

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1," + ID_LENGTH + "}");

  /** A quality flag forbids it. */
  public static final NotJudgedReason QUALITY =
      new NotJudgedReason("quality", "too poor to be judged: see its quality flags");

  /** The spectrum lies outside the model's domain. */
  public static final NotJudgedReason OUTSIDE_DOMAIN =
      new NotJudgedReason("outside-domain", "unlike anything the model was trained on");

  /** There is no signal above the noise. */
  public static final NotJudgedReason NOISE = new NotJudgedReason("noise", "no signal above noise");

  /** Checks both texts. */
  public NotJudgedReason {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "reason \"" + id + "\"; expected 1 to " + ID_LENGTH + " characters of a-z, 0-9 and dash");
    }
    if (text.isBlank() || text.length() > TEXT_LENGTH) {
      throw new IllegalArgumentException(
          "the text of reason "
              + id
              + " has "
              + text.length()
              + " characters; expected 1 to "
              + TEXT_LENGTH);
    }
  }
}
