package org.spectrastreams.network.context;

import org.spectrastreams.network.NetworkOps;

/**
 * A layer of a transformer over a fixed number of tokens: attention, then a perceptron, each added
 * to its input and normalised (Vaswani 2017).
 *
 * @param tokens the number of tokens
 * @param width the width of a token, a multiple of {@code heads}
 * @param heads the number of attention heads
 * @param hidden the width of the perceptron's hidden layer
 * @param causal whether a token sees only those before it and itself
 */
public record TransformerBlock(int tokens, int width, int heads, int hidden, boolean causal) {
  private static final float MASKED = -1e9f;

  /** Adds sinusoidal positions to tokens, [N, tokens, width]. */
  public <T> T withPositions(NetworkOps<T> ops, T value) {
    float[] positions = new float[tokens * width];
    for (int t = 0; t < tokens; t++) {
      for (int d = 0; d < width; d++) {
        int pair = d - d % 2;
        double angle = t / Math.pow(10_000, (double) pair / width);
        positions[t * width + d] = (float) (d % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return ops.add(value, ops.constant(positions, 1, tokens, width));
  }

  /** The layer's output, [N, tokens, width]. */
  public <T> T apply(NetworkOps<T> ops, String name, T value) {
    int narrow = width / heads;
    T flat = ops.reshape(value, -1, width);
    T query = split(ops, ops.dense(name + ".query", flat, width, width));
    T key = split(ops, ops.dense(name + ".key", flat, width, width));
    T content = split(ops, ops.dense(name + ".value", flat, width, width));
    T scores =
        ops.multiply(
            ops.matmul(query, ops.transpose(key, 0, 1, 3, 2)),
            ops.constant(new float[] {(float) (1 / Math.sqrt(narrow))}, 1, 1, 1, 1));
    if (causal) {
      float[] mask = new float[tokens * tokens];
      for (int i = 0; i < tokens; i++) {
        for (int j = i + 1; j < tokens; j++) {
          mask[i * tokens + j] = MASKED;
        }
      }
      scores = ops.add(scores, ops.constant(mask, 1, 1, tokens, tokens));
    }
    T mixed = ops.transpose(ops.matmul(ops.softmax(scores), content), 0, 2, 1, 3);
    T attended = ops.dense(name + ".out", ops.reshape(mixed, -1, width), width, width);
    T first = ops.layerNorm(name + ".norm1", ops.add(flat, attended), width);
    T inner = ops.relu(ops.dense(name + ".up", first, width, hidden));
    T second =
        ops.layerNorm(
            name + ".norm2",
            ops.add(first, ops.dense(name + ".down", inner, hidden, width)),
            width);
    return ops.reshape(second, -1, tokens, width);
  }

  /** [N × tokens, width] to [N, heads, tokens, width / heads]. */
  private <T> T split(NetworkOps<T> ops, T flat) {
    return ops.transpose(ops.reshape(flat, -1, tokens, heads, width / heads), 0, 2, 1, 3);
  }
}
