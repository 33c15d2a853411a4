package org.spectrastreams.network.context;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.spectrastreams.network.NetworkOps;

/**
 * The encoder of the auto-encoder behind a model's contexts: spectrum and explanation to a place in
 * the latent space (METHODS: CRIME of Zaki 2024; semi-supervised M2 of Hartigan 2025).
 *
 * <p>Its input is n(spectrum) ++ n(weights), 2 × points values; n maps the range of one curve onto
 * −1 … 1, a constant onto 0. Features of width {@value #FEATURES} come from one of four networks;
 * for the semi-supervised ones a classifier head (→ {@value #HEAD} → classes, ReLU) gives q(y|x),
 * and [features ++ class probabilities] → μ.
 *
 * <p>Our choices, where the published network costs more than the ensemble that it explains: the
 * convolution of kernel 3 has stride 3 and {@value #NARROW} channels, the wide one (300 cm⁻¹, as
 * kernel 300 at 1 cm⁻¹) a sixth of its width as stride and {@value #WIDE} channels; the
 * transformer's tokens are patches of {@value #PATCH} neighbouring values, {@value #TOKEN} wide, in
 * place of single values, 4 wide.
 *
 * @param kind which network
 * @param points the points of the model's axis
 * @param classes the model's classes
 * @param wideKernel the width of the wide convolution, points; a multiple of 6
 * @param latent the dimensions of the latent space
 */
public record ContextEncoder(Kind kind, int points, int classes, int wideKernel, int latent) {
  /** The width of the features before the latent space. */
  public static final int FEATURES = 64;

  /** The width of the hidden layer of the classifier head. */
  public static final int HEAD = 128;

  /** The neighbouring values that make a token. */
  public static final int PATCH = 48;

  private static final int NARROW = 4;
  private static final int WIDE = 8;
  private static final int STRIDES = 6;
  private static final int TOKEN = 16;
  private static final int TOKEN_HIDDEN = 64;
  private static final int DENSE = 256;
  private static final double LEAST_SPAN = 1e-12;

  /** The encoder and decoder pairs. */
  public enum Kind {
    /** Convolutional encoder, perceptron decoder. */
    CP,
    /** Convolutional encoder, transformer decoder. */
    CT,
    /** Transformer encoder, transformer decoder. */
    TT,
    /** Dense encoder and decoder without classes (Zaki 2024). */
    DENSE,
    /** One matrix, ours: discriminants of the predicted class and principal components. */
    LINEAR;

    /** The name in recipes and files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kind of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind parse(String id) {
      return Arrays.stream(values())
          .filter(kind -> kind.id().equals(id))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "auto-encoder '"
                          + id
                          + "'; expected one of "
                          + Arrays.stream(values())
                              .map(Kind::id)
                              .collect(Collectors.joining(", "))));
    }

    /** Whether its latent space knows of classes. */
    public boolean semiSupervised() {
      return this != DENSE && this != LINEAR;
    }
  }

  /** Checks the sizes. */
  public ContextEncoder {
    if (points < PATCH
        || classes < 2
        || wideKernel < STRIDES
        || wideKernel % STRIDES != 0
        || wideKernel > 2 * points
        || latent < 1) {
      throw new IllegalArgumentException(
          "encoder of "
              + points
              + " points, "
              + classes
              + " classes, kernel "
              + wideKernel
              + " and "
              + latent
              + " latent dimensions; expected "
              + PATCH
              + " points or more, 2 classes or more, a multiple of "
              + STRIDES
              + " within both curves, and 1 or more");
    }
  }

  /**
   * An encoder for an axis.
   *
   * @param spacing the mean spacing of the axis, cm⁻¹
   */
  public static ContextEncoder of(Kind kind, int points, double spacing, int classes, int latent) {
    int stride = (int) Math.round(300 / spacing / STRIDES);
    stride = Math.max(1, Math.min(stride, points / (2 * STRIDES)));
    return new ContextEncoder(kind, points, classes, STRIDES * stride, latent);
  }

  /** n(v) over the last dimension. */
  static <T> T range(NetworkOps<T> ops, T value) {
    T least = ops.least(value);
    T most = ops.most(value);
    T half = ops.constant(new float[] {0.5f}, 1, 1);
    T middle = ops.multiply(ops.add(least, most), half);
    T reach = ops.multiply(ops.subtract(most, least), half);
    return ops.divide(ops.subtract(value, middle), ops.atLeast(reach, LEAST_SPAN));
  }

  /** The network's input, [N, 2 × points]. */
  public <T> T input(NetworkOps<T> ops, T spectra, T weights) {
    return ops.concat(1, range(ops, spectra), range(ops, weights));
  }

  /** The width of what {@link #features} gives. */
  public int featureWidth() {
    return switch (kind) {
      case CP, CT, TT -> FEATURES;
      case DENSE -> DENSE;
      case LINEAR -> 2 * points;
    };
  }

  /** Features of an input, [N, featureWidth]. */
  public <T> T features(NetworkOps<T> ops, T input) {
    return switch (kind) {
      case CP, CT -> convolutions(ops, input);
      case TT -> tokens(ops, input);
      case DENSE -> ops.relu(ops.dense("encoder", input, 2 * points, DENSE));
      case LINEAR -> input;
    };
  }

  private <T> T convolutions(NetworkOps<T> ops, T input) {
    int values = 2 * points;
    int narrow = values / 3;
    T fine =
        ops.reshape(
            ops.relu(
                ops.dense(
                    "narrow", ops.reshape(ops.slice(input, 1, 0, 3 * narrow), -1, 3), 3, NARROW)),
            -1,
            narrow * NARROW);
    int stride = wideKernel / STRIDES;
    int blocks = values / stride;
    int places = blocks - STRIDES + 1;
    T blocked = ops.reshape(ops.slice(input, 1, 0, blocks * stride), -1, blocks, stride);
    T windows = ops.slice(blocked, 1, 0, places);
    for (int i = 1; i < STRIDES; i++) {
      windows = ops.concat(2, windows, ops.slice(blocked, 1, i, i + places));
    }
    T coarse =
        ops.reshape(
            ops.relu(ops.dense("wide", ops.reshape(windows, -1, wideKernel), wideKernel, WIDE)),
            -1,
            places * WIDE);
    int width = narrow * NARROW + places * WIDE;
    return ops.relu(ops.dense("encoder", ops.concat(1, fine, coarse), width, FEATURES));
  }

  private <T> T tokens(NetworkOps<T> ops, T input) {
    int count = 2 * points / PATCH;
    T tokens =
        ops.dense(
            "embed", ops.reshape(ops.slice(input, 1, 0, count * PATCH), -1, PATCH), PATCH, TOKEN);
    TransformerBlock block = new TransformerBlock(count, TOKEN, 4, TOKEN_HIDDEN, false);
    T value = block.withPositions(ops, ops.reshape(tokens, -1, count, TOKEN));
    for (int layer = 0; layer < 3; layer++) {
      value = block.apply(ops, "encoder" + layer, value);
    }
    return ops.relu(
        ops.dense("encoder", ops.reshape(value, -1, count * TOKEN), count * TOKEN, FEATURES));
  }

  /** The class probabilities q(y|x) of the classifier head, [N, classes]. */
  public <T> T classProbabilities(NetworkOps<T> ops, T features) {
    T hidden = ops.relu(ops.dense("head", features, FEATURES, HEAD));
    return ops.softmax(ops.dense("class", hidden, HEAD, classes));
  }

  /**
   * One of the two outputs of the encoder: {@code mu} or {@code log-variance}, [N, latent].
   *
   * @param probabilities of the classes, or one-hot classes; not used without classes
   */
  public <T> T moment(NetworkOps<T> ops, String name, T features, T probabilities) {
    T moment = ops.dense(name, features, featureWidth(), latent);
    return kind.semiSupervised()
        ? ops.add(moment, ops.matmul(probabilities, ops.weight(name + ".classes", classes, latent)))
        : moment;
  }

  /** The place in the latent space of an input, [N, latent]. */
  public <T> T place(NetworkOps<T> ops, T input) {
    T features = features(ops, input);
    return moment(
        ops, "mu", features, kind.semiSupervised() ? classProbabilities(ops, features) : features);
  }
}
