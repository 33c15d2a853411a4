package org.spectrastreams.network;

import java.util.List;
import java.util.stream.Stream;

/** For every operator a small network that uses it between what is explained and the classes. */
final class OperatorNetworks {
  private static final int POINTS = 24;
  private static final int CLASSES = 3;

  private OperatorNetworks() {}

  /** One operator in the middle of a network: [N, 24] to [N, width]. */
  private interface Middle {
    <T> T apply(NetworkOps<T> ops, T value);
  }

  private static Network along(String name, int width, Middle middle) {
    return new TestNetwork(
        name,
        List.of(POINTS),
        CLASSES,
        new TestNetwork.Layers() {
          @Override
          public <T> T values(NetworkOps<T> ops, T spectra) {
            T first = ops.mark("inner", ops.tanh(ops.dense("first", spectra, POINTS, POINTS)));
            return ops.dense("last", middle.apply(ops, first), width, CLASSES);
          }
        });
  }

  /** The same over planes of 8 × 6: [N, 2, 8, 6] to [N, width]. */
  private static Network plane(String name, int width, Middle middle) {
    return new TestNetwork(
        name,
        List.of(8, 6),
        CLASSES,
        new TestNetwork.Layers() {
          @Override
          public <T> T values(NetworkOps<T> ops, T spectra) {
            T image = ops.reshape(spectra, -1, 1, 8, 6);
            T maps = ops.convolution("first", image, 1, 2, Window.square(3, 1, 1));
            T first = ops.mark("inner", ops.tanh(maps));
            return ops.dense("last", middle.apply(ops, first), width, CLASSES);
          }
        });
  }

  private static <T> T channels(NetworkOps<T> ops, T value, int channels) {
    return ops.reshape(value, -1, channels, POINTS / channels);
  }

  static Stream<Network> all() {
    return Stream.of(curves(), arithmetic(), rows(), views(), windows(), planes(), whole())
        .flatMap(part -> part);
  }

  private static Stream<Network> curves() {
    return Stream.of(
        along(
            "tanh",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.tanh(value);
              }
            }),
        along(
            "relu",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.relu(value);
              }
            }),
        along(
            "leaky relu",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.leakyRelu(value, 0.2);
              }
            }),
        along(
            "leaky relu of tanh",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.leakyRelu(ops.tanh(value), 0.2);
              }
            }),
        along(
            "sigmoid",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.sigmoid(value);
              }
            }),
        along(
            "square root",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.sqrt(ops.add(ops.multiply(value, value), two(ops)));
              }
            }));
  }

  private static <T> T two(NetworkOps<T> ops) {
    return ops.constant(new float[] {2}, 1, 1);
  }

  private static Stream<Network> arithmetic() {
    return Stream.of(
        along(
            "sums and differences",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T other = ops.subtract(two(ops), ops.dense("other", value, POINTS, POINTS));
                return ops.subtract(ops.add(value, other), ops.add(ops.mean(value), other));
              }
            }),
        along(
            "products and quotients",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T positive = ops.add(ops.multiply(value, value), two(ops));
                T divided = ops.divide(ops.dense("other", value, POINTS, POINTS), positive);
                return ops.multiply(divided, ops.divide(two(ops), ops.mean(positive)));
              }
            }),
        along(
            "weights on both sides",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T scaled = ops.multiply(ops.weight("scale", 1, POINTS), value);
                T shifted = ops.subtract(ops.weight("shift", 1, POINTS), scaled);
                return ops.divide(shifted, ops.constant(new float[] {4}, 1, 1));
              }
            }),
        along(
            "a limit",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.atLeast(value, 0.1);
              }
            }));
  }

  private static Stream<Network> rows() {
    return Stream.of(
        along(
            "softmax",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.softmax(value);
              }
            }),
        along(
            "mean, least and most",
            3,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.concat(
                    1, ops.mean(value), ops.concat(1, ops.least(value), ops.most(value)));
              }
            }),
        along(
            "layer normalisation",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                // Alone it would not change with the size of what it reads: a map of zeros.
                return ops.add(value, ops.layerNorm("norm", value, POINTS));
              }
            }),
        along(
            "products of values",
            64,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T rows = ops.reshape(value, -1, 8, 3);
                return ops.reshape(ops.matmul(rows, ops.transpose(rows, 0, 2, 1)), -1, 64);
              }
            }));
  }

  private static Stream<Network> views() {
    return Stream.of(
        along(
            "another order",
            POINTS,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T turned = ops.transpose(ops.reshape(value, -1, 2, 3, 4), 0, 3, 1, 2);
                return ops.tanh(ops.reshape(turned, -1, POINTS));
              }
            }),
        along(
            "rows as a larger batch",
            16,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T rows = ops.dense("rows", ops.reshape(value, -1, 6), 6, 4);
                return ops.reshape(ops.relu(rows), -1, 16);
              }
            }),
        along(
            "parts and joins",
            30,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T left = ops.slice(value, 1, 0, 10);
                T right = ops.slice(value, 1, 10, POINTS);
                T again = ops.slice(value, 1, 4, 10);
                return ops.concat(1, ops.concat(1, ops.tanh(right), left), again);
              }
            }));
  }

  private static Stream<Network> windows() {
    return Stream.of(
        along(
            "a convolution with its normalisation",
            8 * 5,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T maps = ops.convolution("conv", channels(ops, value, 2), 2, 8, Window.along(4, 2));
                return ops.reshape(ops.relu(ops.batchNorm("norm", maps, 8)), -1, 8 * 5);
              }
            }),
        along(
            "a convolution with padding and a rest",
            3 * 5,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T maps =
                    ops.convolution("conv", channels(ops, value, 2), 2, 3, Window.along(4, 3, 2));
                return ops.reshape(ops.tanh(maps), -1, 3 * 5);
              }
            }),
        along(
            "chained convolutions",
            6 * 3,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T maps = channels(ops, value, 1);
                maps = ops.convolution("one", maps, 1, 8, Window.along(3, 1));
                maps = ops.leakyRelu(ops.batchNorm("norm", maps, 8), 0.1);
                maps = ops.convolution("two", maps, 8, 6, Window.along(7, 4));
                maps = ops.leakyRelu(ops.tanh(maps), 0.1);
                maps = ops.convolution("three", maps, 6, 6, Window.along(2, 1));
                return ops.reshape(ops.batchNorm("last-norm", maps, 6), -1, 6 * 3);
              }
            }),
        along(
            "the largest of windows",
            2 * 4,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.reshape(
                    ops.maxPool(channels(ops, value, 2), Window.along(3, 3)), -1, 2 * 4);
              }
            }),
        along(
            "the mean of windows that overlap",
            2 * 5,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.reshape(
                    ops.averagePool(channels(ops, value, 2), Window.along(4, 2)), -1, 2 * 5);
              }
            }),
        along(
            "the mean of each channel",
            4,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T maps = ops.convolution("conv", channels(ops, value, 2), 2, 4, Window.along(3, 1));
                return ops.globalAverage(ops.relu(maps), 4, 10);
              }
            }));
  }

  private static Stream<Network> planes() {
    return Stream.of(
        plane(
            "a convolution over planes",
            4 * 3 * 2,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                T maps = ops.convolution("conv", value, 2, 4, Window.square(3, 2, 0));
                return ops.reshape(ops.relu(ops.batchNorm("norm", maps, 4)), -1, 4 * 3 * 2);
              }
            }),
        plane(
            "the largest of squares",
            2 * 3 * 2,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.reshape(ops.maxPool(value, Window.square(3, 2, 0)), -1, 2 * 3 * 2);
              }
            }),
        plane(
            "the mean of squares",
            2 * 4 * 3,
            new Middle() {
              @Override
              public <T> T apply(NetworkOps<T> ops, T value) {
                return ops.reshape(ops.averagePool(value, Window.square(2, 2, 0)), -1, 2 * 4 * 3);
              }
            }));
  }

  /** A network whose explained value is a feature map and whose input is read in one place. */
  private static Stream<Network> whole() {
    return Stream.of(
        new TestNetwork(
            "a pooled convolutional network",
            List.of(60),
            4,
            new TestNetwork.Layers() {
              @Override
              public <T> T values(NetworkOps<T> ops, T spectra) {
                T maps = ops.reshape(spectra, -1, 1, 60);
                maps = ops.convolution("one", maps, 1, 8, Window.along(5, 1, 2));
                maps = ops.relu(ops.batchNorm("one-norm", maps, 8));
                maps = ops.maxPool(maps, Window.along(2, 2));
                maps = ops.convolution("two", maps, 8, 16, Window.along(3, 1));
                maps = ops.mark("inner", ops.relu(ops.batchNorm("two-norm", maps, 16)));
                return ops.dense("last", ops.globalAverage(maps, 16, 28), 16, 4);
              }
            }));
  }
}
