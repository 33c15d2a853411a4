package org.spectrastreams.train.dl4j;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What a {@link FunctionVertex} computes, and how its gradient comes back. */
sealed interface VertexFunction {
  /** The value of some inputs, the batch first. */
  INDArray forward(INDArray[] inputs);

  /** The gradient by each input. */
  INDArray[] backward(INDArray[] inputs, INDArray gradient);

  /** The kinds of {@link Pair}. */
  enum Sign {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE
  }

  /** Another shape; the lengths are those after the batch. */
  record Shape(List<Integer> lengths) implements VertexFunction {
    @Override
    public INDArray forward(INDArray[] inputs) {
      long[] shape = new long[lengths.size() + 1];
      shape[0] = inputs[0].size(0);
      for (int d = 0; d < lengths.size(); d++) {
        shape[d + 1] = lengths.get(d);
      }
      return inputs[0].dup('c').reshape('c', shape);
    }

    @Override
    public INDArray[] backward(INDArray[] inputs, INDArray gradient) {
      return new INDArray[] {gradient.dup('c').reshape('c', inputs[0].shape())};
    }
  }

  /** Values one after the other along a dimension. */
  record Join(int axis) implements VertexFunction {
    @Override
    public INDArray forward(INDArray[] inputs) {
      return Nd4j.concat(axis, inputs);
    }

    @Override
    public INDArray[] backward(INDArray[] inputs, INDArray gradient) {
      INDArray[] gradients = new INDArray[inputs.length];
      long from = 0;
      for (int i = 0; i < inputs.length; i++) {
        long to = from + inputs[i].size(axis);
        gradients[i] = gradient.get(part(gradient, axis, from, to)).dup('c');
        from = to;
      }
      return gradients;
    }
  }

  /** Part of a dimension. */
  record Cut(int axis, int from, int to) implements VertexFunction {
    @Override
    public INDArray forward(INDArray[] inputs) {
      return inputs[0].get(part(inputs[0], axis, from, to)).dup('c');
    }

    @Override
    public INDArray[] backward(INDArray[] inputs, INDArray gradient) {
      INDArray whole = Nd4j.zeros(gradient.dataType(), inputs[0].shape());
      whole.put(part(whole, axis, from, to), gradient);
      return new INDArray[] {whole};
    }
  }

  private static INDArrayIndex[] part(INDArray of, int axis, long from, long to) {
    INDArrayIndex[] part = new INDArrayIndex[of.rank()];
    Arrays.fill(part, NDArrayIndex.all());
    part[axis] = NDArrayIndex.interval(from, to);
    return part;
  }

  /** Two values of the same shape, element by element. */
  record Pair(Sign sign) implements VertexFunction {
    @Override
    public INDArray forward(INDArray[] inputs) {
      return switch (sign) {
        case ADD -> inputs[0].add(inputs[1]);
        case SUBTRACT -> inputs[0].sub(inputs[1]);
        case MULTIPLY -> inputs[0].mul(inputs[1]);
        case DIVIDE -> inputs[0].div(inputs[1]);
      };
    }

    @Override
    public INDArray[] backward(INDArray[] inputs, INDArray gradient) {
      return switch (sign) {
        case ADD -> new INDArray[] {gradient.dup(), gradient.dup()};
        case SUBTRACT -> new INDArray[] {gradient.dup(), gradient.neg()};
        case MULTIPLY -> new INDArray[] {gradient.mul(inputs[1]), gradient.mul(inputs[0])};
        case DIVIDE ->
            new INDArray[] {
              gradient.div(inputs[1]),
              gradient.mul(inputs[0]).divi(inputs[1]).divi(inputs[1]).negi()
            };
      };
    }
  }

  /** A factor and a summand for all elements. */
  record Line(double factor, double summand) implements VertexFunction {
    /** What arithmetic with a known number does to a value; no number is divided by a value. */
    static Line of(Sign sign, double number, boolean numberFirst) {
      return switch (sign) {
        case ADD -> new Line(1, number);
        case SUBTRACT -> numberFirst ? new Line(-1, number) : new Line(1, -number);
        case MULTIPLY -> new Line(number, 0);
        case DIVIDE -> new Line(1 / number, 0);
      };
    }

    boolean isNothing() {
      return factor == 1 && summand == 0;
    }

    @Override
    public INDArray forward(INDArray[] inputs) {
      return inputs[0].mul(factor).addi(summand);
    }

    @Override
    public INDArray[] backward(INDArray[] inputs, INDArray gradient) {
      return new INDArray[] {gradient.mul(factor)};
    }
  }

  /** The mean over the last dimension, which stays with length 1. */
  record Mean() implements VertexFunction {
    @Override
    public INDArray forward(INDArray[] inputs) {
      long[] shape = inputs[0].shape().clone();
      long width = shape[shape.length - 1];
      shape[shape.length - 1] = 1;
      // Over rows: the mean over the last of several dimensions is wrong in ND4J M2.1 for batches.
      INDArray rows = inputs[0].dup('c').reshape('c', inputs[0].length() / width, width);
      return rows.mean(true, 1).dup('c').reshape('c', shape);
    }

    @Override
    public INDArray[] backward(INDArray[] inputs, INDArray gradient) {
      long width = inputs[0].size(inputs[0].rank() - 1);
      long rows = inputs[0].length() / width;
      INDArray column = gradient.dup('c').reshape('c', rows, 1).divi(width);
      return new INDArray[] {
        Nd4j.ones(gradient.dataType(), rows, width)
            .muliColumnVector(column)
            .reshape('c', inputs[0].shape())
      };
    }
  }
}
