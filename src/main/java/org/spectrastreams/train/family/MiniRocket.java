package org.spectrastreams.train.family;

import java.util.List;

/**
 * Ridge regression on the {@linkplain PatternFeatures patterns} of a spectrum (Dempster, Schmidt,
 * Webb 2021, KDD, 248).
 */
final class MiniRocket implements Family {
  private final Ridge ridge = new Ridge();

  @Override
  public String name() {
    return "minirocket";
  }

  @Override
  public boolean ofPatterns() {
    return true;
  }

  @Override
  public List<String> settings() {
    return ridge.settings();
  }

  @Override
  public List<Fitted> fits(Task task) {
    return ridge.fits(task);
  }
}
