package org.spectrastreams.stream.service;

import java.util.List;

/**
 * Whether the service does its work, check by check.
 *
 * @param checks one each for {@code broker}, {@code streams}, {@code models} and {@code disk}
 */
public record Health(List<Check> checks) {
  /**
   * One check.
   *
   * @param name what was checked
   * @param up whether it is as it should be
   * @param reason what was found; never empty
   */
  public record Check(String name, boolean up, String reason) {}

  public Health {
    checks = List.copyOf(checks);
  }

  /** Whether every check is up. */
  public boolean isUp() {
    return checks.stream().allMatch(Check::up);
  }
}
