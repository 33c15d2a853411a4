package org.spectrastreams.model.engine;

/**
 * What an {@link ExplainerEngine} computes for one batch; allocated once a thread and filled again
 * for every batch.
 *
 * <p>Arrays are row-major and may be longer than the last batch needs; {@code count} rows are
 * valid. Not thread-safe.
 */
public final class ExplainerOutputs {
  private final int points;
  private final int latent;
  private int count;
  private float[] limeWeights = {};
  private float[] latents = {};

  /** Room for weights over {@code points} wavenumbers and a latent space of {@code latent}. */
  public ExplainerOutputs(int points, int latent) {
    this.points = points;
    this.latent = latent;
  }

  /** Makes room for {@code count} rows; the content is undefined until an engine fills it. */
  public void resize(int count) {
    this.count = count;
    if (limeWeights.length < count * points) {
      limeWeights = new float[count * points];
      latents = new float[count * latent];
    }
  }

  /** The wavenumbers of a spectrum. */
  public int points() {
    return points;
  }

  /** The dimensions of the latent space. */
  public int latent() {
    return latent;
  }

  /** The number of spectra of the last batch. */
  public int count() {
    return count;
  }

  /** Weights of the class that was asked for at every wavenumber, count × points. */
  public float[] limeWeights() {
    return limeWeights;
  }

  /** Where each spectrum lies in the latent space, count × latent. */
  public float[] latents() {
    return latents;
  }
}
