package org.spectrastreams.train.run;

import java.util.List;
import org.spectrastreams.train.choose.Protocol;
import org.spectrastreams.train.family.Families;
import org.spectrastreams.train.family.Family;
import org.spectrastreams.train.networks.PaperNetwork;

/**
 * What is compared, and how.
 *
 * @param families what a package may be made of
 * @param networks networks of papers, which are compared with it
 * @param minutes how long the networks may take
 * @param protocol how spectra are divided for the test
 * @param seed decides folds and drawings
 * @param threads folds tried at once; has no influence on the figures
 */
public record ComparisonPlan(
    List<Family> families,
    List<PaperNetwork> networks,
    double minutes,
    Protocol protocol,
    long seed,
    int threads) {
  /** Copies the lists. */
  public ComparisonPlan {
    families = List.copyOf(families);
    networks = List.copyOf(networks);
  }

  /** All families, no network. */
  public static ComparisonPlan usual(long seed, int threads) {
    return new ComparisonPlan(Families.ALL, List.of(), 0, Protocol.usual(), seed, threads);
  }

  /** The same with another division. */
  public ComparisonPlan by(Protocol other) {
    return new ComparisonPlan(families, networks, minutes, other, seed, threads);
  }
}
