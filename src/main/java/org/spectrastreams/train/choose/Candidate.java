package org.spectrastreams.train.choose;

import java.util.Comparator;
import java.util.Optional;
import org.spectrastreams.train.family.Family;
import org.spectrastreams.train.family.Task;

/**
 * A family under a view with the setting that cross-validation liked best.
 *
 * @param setting the number of the setting
 * @param score balanced accuracy of the cross-validation, mean over its repetitions
 * @param loss cross-entropy of its probabilities there, in nats a spectrum
 * @param factor of the values whose softmax are the probabilities
 */
public record Candidate(
    View view, Family family, int setting, double score, double loss, double factor) {
  /** The best first. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparingDouble(Candidate::loss);

  /** What was chosen, in words. */
  public String described() {
    return family.name() + " on " + view.name() + ", " + family.settings().get(setting);
  }

  /** The classifier fitted to some rows. */
  Member fit(Material material, int[] rows) {
    Optional<float[]> reference = material.reference(view, rows);
    Turning.Turned turned = turned(material, reference, rows);
    Task task = new Task(turned.rows(), material.labels(rows), material.classes());
    var fits = family.fits(task);
    int supported = Math.min(setting, fits.size() - 1);
    return new Member(
        this,
        reference,
        Correction.of(view.scatter(), reference, material.chain().grid()),
        turned.turning(),
        fits.get(supported).times(factor));
  }

  private Turning.Turned turned(Material material, Optional<float[]> reference, int[] rows) {
    double[][] seen = view.of(material.before(view, reference, rows).values(), material.points());
    return Turning.of(seen, family.ofPatterns());
  }

  /**
   * The importance of every point of the view in the projection (VIP) that is fitted to some rows;
   * empty where the family makes none.
   */
  Optional<double[]> importance(Material material, int[] rows) {
    if (family.ofPatterns()) {
      return Optional.empty();
    }
    Turning.Turned turned = turned(material, material.reference(view, rows), rows);
    return family.importance(
        new Task(turned.rows(), material.labels(rows), material.classes()),
        setting,
        turned.turning().rotation());
  }
}
