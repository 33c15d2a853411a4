package org.spectrastreams.explain.context;

/**
 * Finds the context of spectra and lets the linearised classifier vote.
 *
 * <p>The nearest context is the one whose centre has the smallest Euclidean distance to the
 * spectrum's place in the latent space. Where the contexts have {@linkplain LinearModels linear
 * models}, that of the nearest context votes for its class of the highest log-odds.
 *
 * <p>Where they have none, the classifier is the published one (Hartigan 2025, "Linearisation
 * Process"), which agrees with the ensemble far less often: it knows nothing of the latent space:
 * with n(v) the linear mapping of v's range onto −1 … 1 (a constant becomes 0), x̄ and w̄ the mean
 * spectrum and the mean weights of a context, it compares u = n(w̄)·n(x̄) with v = n(w̄)·n(x),
 * value by value, and votes for the label of the context with the largest cosine of u and v; of
 * equals the first. A cosine with a vector of zeros counts as 0.
 *
 * <p>Computes in float32 in a fixed order, so that the same input gives the same answer everywhere.
 * Holds room to work in and serves one thread; a batch allocates nothing.
 */
public final class ContextScorer {
  private final Contexts contexts;
  private final int count;
  private final int latent;
  private final int points;
  private final float[] centres;
  private final float[] radii;
  private final int[] labels;
  private final float[] mean;
  private final float[][] axes;
  private final float[] aligned;
  private final float[] squares;
  private final float[] dots;
  private final float[] norms;
  private final float[] scaled;
  private final float[] means;

  /** A scorer for one thread. */
  public ContextScorer(Contexts contexts) {
    this.contexts = contexts;
    this.count = contexts.count();
    this.latent = contexts.latent();
    this.points = contexts.axis().size();
    this.centres = new float[count * latent];
    this.radii = new float[count];
    this.labels = new int[count];
    this.mean = contexts.description().projection().mean();
    this.axes = contexts.description().projection().axes();
    this.aligned = new float[points * count];
    this.squares = new float[points * count];
    this.dots = new float[count];
    this.norms = new float[count];
    this.scaled = new float[points];
    this.means = new float[contexts.linear().map(known -> known.bands().count()).orElse(0)];
    for (int k = 0; k < count; k++) {
      System.arraycopy(contexts.centre(k), 0, centres, k * latent, latent);
      radii[k] = contexts.context(k).radius();
      labels[k] = contexts.context(k).label();
      prepare(k);
    }
  }

  /** Stores n(w̄)·u/|u| and n(w̄)² of a context, point by point with the contexts side by side. */
  private void prepare(int k) {
    float[] weights = new float[points];
    float[] spectrum = new float[points];
    range(contexts.meanWeights(k), 0, weights);
    range(contexts.meanSpectrum(k), 0, spectrum);
    double norm = 0;
    for (int i = 0; i < points; i++) {
      double u = (double) weights[i] * spectrum[i];
      norm += u * u;
    }
    double factor = norm == 0 ? 0 : 1 / Math.sqrt(norm);
    for (int i = 0; i < points; i++) {
      aligned[i * count + k] = (float) ((double) weights[i] * weights[i] * spectrum[i] * factor);
      squares[i * count + k] = weights[i] * weights[i];
    }
  }

  /** n(v): maps the range of {@code points} values onto −1 … 1, a constant onto 0. */
  private void range(float[] values, int offset, float[] into) {
    float least = values[offset];
    float most = least;
    for (int i = 1; i < points; i++) {
      float value = values[offset + i];
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    float span = most - least;
    if (!(span > 0)) {
      java.util.Arrays.fill(into, 0);
      return;
    }
    for (int i = 0; i < points; i++) {
      into[i] = 2 * ((values[offset + i] - least) / span) - 1;
    }
  }

  /** The contexts it assigns to. */
  public Contexts contexts() {
    return contexts;
  }

  /**
   * Assigns the spectra of a batch.
   *
   * @param prepared spectra after the model's preprocessing, rows × points
   * @param latents their places in the latent space, rows × latent
   * @param predicted the classes that the ensemble predicts
   * @param rows the number of spectra
   * @param into receives the answers
   * @throws IllegalArgumentException if an array is too short
   */
  public void assign(
      float[] prepared, float[] latents, int[] predicted, int rows, ContextAssignment into) {
    if (rows < 0
        || prepared.length < (long) rows * points
        || latents.length < (long) rows * latent
        || predicted.length < rows) {
      throw new IllegalArgumentException(
          rows
              + " spectra in "
              + prepared.length
              + " values, "
              + latents.length
              + " of the latent space and "
              + predicted.length
              + " classes; expected "
              + points
              + ", "
              + latent
              + " and 1 for each spectrum");
    }
    into.resize(rows);
    for (int row = 0; row < rows; row++) {
      int nearest = nearest(latents, row, into);
      into.label()[row] = labels[nearest];
      into.contradicts()[row] = labels[nearest] != predicted[row];
      into.linearised()[row] = vote(nearest, prepared, row * points);
      project(latents, row, into.projection());
    }
  }

  private int vote(int nearest, float[] prepared, int offset) {
    if (contexts.linear().isEmpty()) {
      return labels[mostSimilar(prepared, offset)];
    }
    LinearModels models = contexts.linear().get();
    models.bands().of(prepared, offset, means, 0);
    return models.vote(nearest, means);
  }

  private int nearest(float[] latents, int row, ContextAssignment into) {
    int best = 0;
    float bestSquare = Float.POSITIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      float square = 0;
      for (int d = 0; d < latent; d++) {
        float apart = latents[row * latent + d] - centres[k * latent + d];
        square += apart * apart;
      }
      if (square < bestSquare) {
        bestSquare = square;
        best = k;
      }
    }
    float distance = (float) Math.sqrt(bestSquare);
    into.context()[row] = best;
    into.distance()[row] = distance;
    into.outside()[row] = distance > radii[best];
    return best;
  }

  /** The context whose mean spectrum a spectrum resembles most, weighted by its mean weights. */
  private int mostSimilar(float[] prepared, int offset) {
    range(prepared, offset, scaled);
    java.util.Arrays.fill(dots, 0);
    java.util.Arrays.fill(norms, 0);
    for (int i = 0; i < points; i++) {
      float value = scaled[i];
      float square = value * value;
      int from = i * count;
      for (int k = 0; k < count; k++) {
        dots[k] += aligned[from + k] * value;
        norms[k] += squares[from + k] * square;
      }
    }
    int best = 0;
    float bestCosine = Float.NEGATIVE_INFINITY;
    for (int k = 0; k < count; k++) {
      float cosine = norms[k] > 0 ? (float) (dots[k] / Math.sqrt(norms[k])) : 0;
      if (cosine > bestCosine) {
        bestCosine = cosine;
        best = k;
      }
    }
    return best;
  }

  private void project(float[] latents, int row, float[] into) {
    for (int axis = 0; axis < 2; axis++) {
      float sum = 0;
      for (int d = 0; d < latent; d++) {
        sum += (latents[row * latent + d] - mean[d]) * axes[axis][d];
      }
      into[2 * row + axis] = sum;
    }
  }
}
