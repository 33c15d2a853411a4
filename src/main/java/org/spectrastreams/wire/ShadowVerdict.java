package org.spectrastreams.wire;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a version that is tried out compares with the published result of one spectrum. */
public enum ShadowVerdict {
  /** Both versions say the same: one class, or the same labels. */
  AGREES("the same"),
  /** Both judge, and say different things. */
  DIFFERS("different"),
  /** Only the version in use judges. */
  SHADOW_DOES_NOT_JUDGE("only the version in use judges"),
  /** Only the shadow judges. */
  SHADOW_ALONE_JUDGES("only the shadow judges"),
  /** Neither judges. */
  NEITHER_JUDGES("neither judges"),
  /** Both give a value; how far they are apart is a number of its own. */
  BOTH_JUDGE("both judge"),
  /** The shadow could not score the block. */
  FAILED("not compared");

  private final String title;

  ShadowVerdict(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** In metrics and JSON. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code in results and layers; {@link Sentinels#NO_CLASS} where nothing was compared. */
  public int code() {
    return this == FAILED ? Sentinels.NO_CLASS : ordinal();
  }

  /** The verdict of a code; {@link #FAILED} for any that is none. */
  public static ShadowVerdict of(int code) {
    return code >= 0 && code < FAILED.ordinal() ? values()[code] : FAILED;
  }

  /** The titles of the codes, by code. */
  public static List<String> titles() {
    return Stream.of(values()).filter(one -> one != FAILED).map(ShadowVerdict::title).toList();
  }
}
