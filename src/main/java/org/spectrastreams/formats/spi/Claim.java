package org.spectrastreams.formats.spi;

/**
 * How sure a reader is that a file is of its format.
 *
 * <p>The surest claim wins. Two readers that are equally sure are one too many: the file is
 * refused, and the message names the option that decides.
 *
 * @param certainty how sure
 * @param evidence what it is seen by, for instance {@code the word ENVI on its first line}; empty
 *     for {@link #NONE}
 */
public record Claim(Certainty certainty, String evidence) {
  /** The file is not of the reader's format. */
  public static final Claim NONE = new Claim(Certainty.NO, "");

  /** How sure, from not at all to beyond doubt. */
  public enum Certainty {
    /** Not of this format. */
    NO,
    /** The file can be read so, as any text with numbers can as a table. */
    POSSIBLE,
    /** Several signs fit, none is a mark of this format alone. */
    LIKELY,
    /** The file bears the format's own mark (a magic number, a first line). */
    CERTAIN
  }

  /** The file can be read so. */
  public static Claim possible(String evidence) {
    return new Claim(Certainty.POSSIBLE, evidence);
  }

  /** Several signs fit. */
  public static Claim likely(String evidence) {
    return new Claim(Certainty.LIKELY, evidence);
  }

  /** The file bears the format's own mark. */
  public static Claim certain(String evidence) {
    return new Claim(Certainty.CERTAIN, evidence);
  }

  /** A certain claim where a mark is found, else none. */
  public static Claim certainIf(boolean marked, String evidence) {
    return marked ? certain(evidence) : NONE;
  }

  /** Whether the reader claims the file at all. */
  public boolean isMade() {
    return certainty != Certainty.NO;
  }
}
