package org.spectrastreams.explain.context;

/**
 * Where the spectra of one batch lie among a model's contexts; allocated once a thread and filled
 * again for every batch by {@link ContextScorer}.
 *
 * <p>Arrays may be longer than the last batch needs; {@code count} entries are valid. Not
 * thread-safe.
 */
public final class ContextAssignment {
  private int count;
  private int[] context = {};
  private float[] distance = {};
  private int[] label = {};
  private int[] linearised = {};
  private boolean[] contradicts = {};
  private boolean[] outside = {};
  private float[] projection = {};

  void resize(int wanted) {
    count = wanted;
    if (context.length < wanted) {
      context = new int[wanted];
      distance = new float[wanted];
      label = new int[wanted];
      linearised = new int[wanted];
      contradicts = new boolean[wanted];
      outside = new boolean[wanted];
      projection = new float[2 * wanted];
    }
  }

  /** The number of spectra of the last batch. */
  public int count() {
    return count;
  }

  /** The number of the nearest context; of equals the first. */
  public int[] context() {
    return context;
  }

  /** The distance to its centre, in the latent space. */
  public float[] distance() {
    return distance;
  }

  /** The label of the nearest context, a class. */
  public int[] label() {
    return label;
  }

  /** The class that the linearised classifier votes for, see {@link ContextScorer}. */
  public int[] linearised() {
    return linearised;
  }

  /** Whether the context's label is another class than the ensemble predicted. */
  public boolean[] contradicts() {
    return contradicts;
  }

  /** Whether the distance is larger than the context's radius. */
  public boolean[] outside() {
    return outside;
  }

  /** Where the spectrum is drawn: x and y of each spectrum in turn, count × 2. */
  public float[] projection() {
    return projection;
  }
}
