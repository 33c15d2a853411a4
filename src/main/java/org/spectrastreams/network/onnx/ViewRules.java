package org.spectrastreams.network.onnx;

import java.util.List;
import org.spectrastreams.network.graph.Op.Filled;
import org.spectrastreams.network.graph.Op.Joined;
import org.spectrastreams.network.graph.Op.Part;
import org.spectrastreams.network.graph.Op.Transposed;
import org.spectrastreams.network.graph.Value;

/** Operators that compute nothing: another shape or order, values joined, cut or made longer. */
final class ViewRules {
  private ViewRules() {}

  static final class Reshape implements Rule {
    @Override
    public Result forward(Place place, Value value, List<Tensor> in) {
      return new Result(place.nodes().reshape(in.get(0), place.shape(value)));
    }

    @Override
    public Tensor backward(
        Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
      return place.nodes().reshape(gradient, place.shape(value.input(0)));
    }
  }

  static final class Transpose implements Rule {
    @Override
    public Result forward(Place place, Value value, List<Tensor> in) {
      List<Integer> order = ((Transposed) value.op()).order();
      int[] all = lead(place, order.size());
      for (int d = 1; d < order.size(); d++) {
        all[place.axis(d)] = place.axis(order.get(d));
      }
      return new Result(place.nodes().transpose(in.get(0), all));
    }

    @Override
    public Tensor backward(
        Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
      List<Integer> order = ((Transposed) value.op()).order();
      int[] all = lead(place, order.size());
      for (int d = 1; d < order.size(); d++) {
        all[place.axis(order.get(d))] = place.axis(d);
      }
      return place.nodes().transpose(gradient, all);
    }

    private static int[] lead(Place place, int rank) {
      int[] all = new int[rank + place.lead() - 1];
      for (int d = 0; d < place.lead(); d++) {
        all[d] = d;
      }
      return all;
    }
  }

  static final class Join implements Rule {
    @Override
    public Result forward(Place place, Value value, List<Tensor> in) {
      return new Result(place.nodes().concat(place.axis(((Joined) value.op()).axis()), in));
    }

    @Override
    public Tensor backward(
        Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
      int axis = ((Joined) value.op()).axis();
      int from = 0;
      for (int before = 0; before < input; before++) {
        from += value.input(before).length(axis);
      }
      int to = from + value.input(input).length(axis);
      return place.nodes().slice(gradient, place.axis(axis), from, to);
    }
  }

  static final class Cut implements Rule {
    @Override
    public Result forward(Place place, Value value, List<Tensor> in) {
      Part part = (Part) value.op();
      return new Result(
          place.nodes().slice(in.get(0), place.axis(part.axis()), part.from(), part.to()));
    }

    @Override
    public Tensor backward(
        Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
      Part part = (Part) value.op();
      int behind = value.input(0).length(part.axis()) - part.to();
      return place.nodes().pad(gradient, place.axis(part.axis()), part.from(), behind);
    }
  }

  static final class Fill implements Rule {
    @Override
    public Result forward(Place place, Value value, List<Tensor> in) {
      int axis = place.axis(value.rank() - 1);
      return new Result(place.nodes().pad(in.get(0), axis, 0, ((Filled) value.op()).extra()));
    }

    @Override
    public Tensor backward(
        Place place, Value value, int input, List<Tensor> in, Result result, Tensor gradient) {
      int axis = place.axis(value.rank() - 1);
      return place.nodes().slice(gradient, axis, 0, value.input(0).length(-1));
    }
  }
}
