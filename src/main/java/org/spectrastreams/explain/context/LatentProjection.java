package org.spectrastreams.explain.context;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Arrays;

/**
 * How the latent space is drawn: its two directions of largest variance.
 *
 * @param mean the point that becomes the origin
 * @param axes two orthogonal unit vectors
 */
@JsonPropertyOrder({"mean", "axes"})
public record LatentProjection(
    @JsonProperty(required = true) float[] mean, @JsonProperty(required = true) float[][] axes) {
  /** Checks the sizes and copies the arrays. */
  public LatentProjection {
    mean = mean.clone();
    axes = Arrays.stream(axes).map(float[]::clone).toArray(float[][]::new);
    if (axes.length != 2 || axes[0].length != mean.length || axes[1].length != mean.length) {
      throw new IllegalArgumentException(
          "projection of "
              + mean.length
              + " dimensions by "
              + axes.length
              + " axes; expected two axes of as many dimensions");
    }
    Contexts.requireFinite("projection", mean);
    Contexts.requireFinite("projection", axes[0]);
    Contexts.requireFinite("projection", axes[1]);
  }

  @Override
  public float[] mean() {
    return mean.clone();
  }

  @Override
  public float[][] axes() {
    return Arrays.stream(axes).map(float[]::clone).toArray(float[][]::new);
  }
}
