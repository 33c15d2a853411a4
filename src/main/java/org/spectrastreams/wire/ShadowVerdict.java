package org.spectrastreams.wire;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How a version that is tried out compares with the published result of one spectrum. */
public enum ShadowVerdict {
  /** Both versions say the same: one class, or the same labels. */
  AGREES(0, "the same"),
  /** Both judge, and say different things. */
  DIFFERS(1, "different"),
  /** Only the version in use judges. */
  SHADOW_DOES_NOT_JUDGE(2, "only the version in use judges"),
  /** Only the shadow judges. */
  SHADOW_ALONE_JUDGES(3, "only the shadow judges"),
  /** Neither judges. */
  NEITHER_JUDGES(4, "neither judges"),
  /** Both give a value; how far they are apart is a number of its own. */
  BOTH_JUDGE(5, "both judge"),
  /** The shadow could not score the block. */
  FAILED(Sentinels.NO_CLASS, "not compared");

  private static final List<ShadowVerdict> ALL = List.of(values());

  private final int code;
  private final String title;

  ShadowVerdict(int code, String title) {
    this.code = code;
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
    return code;
  }

  /** The verdict of a code; {@link #FAILED} for any that is none. */
  public static ShadowVerdict of(int code) {
    for (ShadowVerdict one : ALL) {
      if (one.code == code) {
        return one;
      }
    }
    return FAILED;
  }

  /** The titles of the codes, by code. */
  public static List<String> titles() {
    return Stream.of(values()).filter(one -> one != FAILED).map(ShadowVerdict::title).toList();
  }
}
