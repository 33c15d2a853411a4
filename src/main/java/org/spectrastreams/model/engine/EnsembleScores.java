package org.spectrastreams.model.engine;

/**
 * What an engine computes for one batch; allocated once a thread and filled again for every batch.
 *
 * <p>Arrays are row-major and may be longer than the last batch needs; {@code count} rows are
 * valid. Not thread-safe.
 */
public final class EnsembleScores {
  private final int members;
  private final int classes;
  private final int points;
  private final boolean withMaps;
  private int count;
  private float[] memberProbabilities = {};
  private float[] activationMap = {};
  private int[] predicted = {};
  private float[] distances = {};

  /** Room for scores of an ensemble of {@code members} over {@code points} wavenumbers. */
  public EnsembleScores(int members, int classes, int points) {
    this(members, classes, points, true);
  }

  private EnsembleScores(int members, int classes, int points, boolean withMaps) {
    this.members = members;
    this.classes = classes;
    this.points = points;
    this.withMaps = withMaps;
  }

  /** The same without room for activation maps. */
  static EnsembleScores withoutMaps(int members, int classes, int points) {
    return new EnsembleScores(members, classes, points, false);
  }

  /** Makes room for {@code count} rows; the content is undefined until an engine fills it. */
  public void resize(int count) {
    this.count = count;
    if (predicted.length < count) {
      predicted = new int[count];
      distances = new float[count];
      memberProbabilities = new float[count * members * classes];
      activationMap = withMaps ? new float[count * points] : activationMap;
    }
  }

  public int members() {
    return members;
  }

  public int classes() {
    return classes;
  }

  public int points() {
    return points;
  }

  /** Whether there is room for activation maps. */
  public boolean hasMaps() {
    return withMaps;
  }

  /** The number of spectra of the last batch. */
  public int count() {
    return count;
  }

  /** Softmax outputs, count × members × classes. */
  public float[] memberProbabilities() {
    return memberProbabilities;
  }

  /**
   * Activation of the predicted class at every wavenumber of the model's axis, count × points;
   * empty {@linkplain #hasMaps() without maps}.
   */
  public float[] activationMap() {
    return activationMap;
  }

  /** The class with most votes, count; ties as {@link EnsembleVote} says. */
  public int[] predicted() {
    return predicted;
  }

  /**
   * How far each spectrum is from the model's domain, count: above 1 is outside; NaN where the
   * model knows no domain, or the spectrum is not finite.
   */
  public float[] distances() {
    return distances;
  }
}
