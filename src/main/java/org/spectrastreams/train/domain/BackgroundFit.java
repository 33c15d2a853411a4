package org.spectrastreams.train.domain;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.spectrastreams.network.domain.Background;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.measure.PcaLda;

/**
 * The discriminants of a background, and what they do to groups that had no part in them.
 *
 * @param background the discriminants
 * @param alarms of the spectra to be judged, whether discriminants without their group take them
 *     for background
 * @param judged of the background's spectra, whether such discriminants let them through
 */
public record BackgroundFit(Background background, boolean[] alarms, boolean[] judged) {
  /** Principal components that the discriminants work on, where the spectra support as many. */
  static final int COMPONENTS = 40;

  /**
   * Fits the discriminants.
   *
   * @param own spectra to be judged
   * @param ownGroups the group of each
   * @param other spectra of the background, their labels its kinds
   * @param otherGroups the group of each, by the same numbers
   */
  public static BackgroundFit of(
      PreparedSpectra own, int[] ownGroups, PreparedSpectra other, int[] otherGroups) {
    int rows = own.count() + other.count();
    float[] values = Arrays.copyOf(own.values(), rows * own.points());
    System.arraycopy(other.values(), 0, values, own.values().length, other.values().length);
    int[] labels = new int[rows];
    int[] groups = Arrays.copyOf(ownGroups, rows);
    for (int i = 0; i < other.count(); i++) {
      labels[own.count() + i] = 1 + other.labels()[i];
      groups[own.count() + i] = otherGroups[i];
    }
    PreparedSpectra both = new PreparedSpectra(own.points(), 1 + other.classes(), values, labels);
    boolean[] taken = new boolean[rows];
    int folds = DomainFit.FOLDS;
    int[] names = Arrays.stream(groups).distinct().sorted().toArray();
    int[] foldOf =
        Arrays.stream(groups).map(group -> Arrays.binarySearch(names, group) % folds).toArray();
    for (int fold = 0; fold < folds; fold++) {
      int out = fold;
      int[] seen = IntStream.range(0, rows).filter(i -> foldOf[i] != out).toArray();
      if (seen.length == rows) {
        continue;
      }
      Background inner = fit(both.select(seen));
      for (int i = 0; i < rows; i++) {
        if (foldOf[i] == fold) {
          taken[i] = inner.odds(values, i * own.points()) > 1;
        }
      }
    }
    boolean[] judged = new boolean[other.count()];
    for (int i = 0; i < judged.length; i++) {
      judged[i] = !taken[own.count() + i];
    }
    return new BackgroundFit(fit(both), Arrays.copyOf(taken, own.count()), judged);
  }

  private static Background fit(PreparedSpectra spectra) {
    PcaLda.Axes axes = new PcaLda.Axes(spectra, COMPONENTS);
    PcaLda found = axes.classifier(Math.min(COMPONENTS, axes.available()));
    return new Background(found.mean(), found.weights(), found.offsets());
  }
}
