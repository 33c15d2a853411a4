package org.spectrastreams.train.family;

import java.util.List;

/** The families that there are. */
public final class Families {
  /** All families, the simplest first. */
  public static final List<Family> ALL =
      List.of(
          new PlsDa(),
          new ComponentLda(),
          new ShrinkageLda(),
          new Ridge(),
          new SupportVectors(),
          new MiniRocket());

  private Families() {}
}
