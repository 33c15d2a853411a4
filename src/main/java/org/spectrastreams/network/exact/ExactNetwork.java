package org.spectrastreams.network.exact;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.spectrastreams.model.ExactEnsemble;
import org.spectrastreams.network.MapRule;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.graph.Fields;
import org.spectrastreams.network.graph.Trace;
import org.spectrastreams.network.graph.Traced;
import org.spectrastreams.network.graph.Value;
import org.spectrastreams.spectrum.OutcomeKind;

/**
 * An ensemble in double precision: every member as its network is written. Slow; safe for any
 * number of threads.
 */
public final class ExactNetwork implements ExactEnsemble {
  /** More values at kinks than this are not looked at one by one. */
  private static final int MANY = 64;

  private final Network network;
  private final List<Map<String, float[]>> members;
  private final Fields fields;

  /** An ensemble of trained arrays by their names. */
  public ExactNetwork(Network network, List<Map<String, float[]>> members) {
    this.network = network;
    this.members = List.copyOf(members);
    this.fields = network.map().isSpread() ? fields(network, members) : null;
  }

  private static Fields fields(Network network, List<Map<String, float[]>> members) {
    Trace trace = new Trace(members.subList(0, 1));
    Value input = trace.input("spectra", network.inputShape());
    Traced traced = new Traced(input, network.values(trace, input), 1);
    return Fields.of(
        traced,
        traced
            .marked(network.explained())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no inner value is marked '" + network.explained() + "'")));
  }

  /** One forward pass of a member. */
  private record Pass(ExactOps ops, Exact input, Exact values) {}

  private Pass pass(int member, double[] prepared) {
    ExactOps ops = new ExactOps(members.get(member));
    Exact input =
        ops.input(prepared, network.inputShape().stream().mapToInt(Integer::intValue).toArray());
    return new Pass(ops, input, network.values(ops, input));
  }

  /** The values of every class before the softmax, members × classes. */
  public double[][] values(double[] prepared) {
    double[][] values = new double[members.size()][];
    for (int member = 0; member < values.length; member++) {
      values[member] = pass(member, prepared).values.values().clone();
    }
    return values;
  }

  @Override
  public double[][] probabilities(double[] prepared) {
    double[][] rows = values(prepared);
    if (network.outcome() == OutcomeKind.LABELS) {
      for (double[] row : rows) {
        Arrays.setAll(row, k -> 1 / (1 + Math.exp(-row[k])));
      }
      return rows;
    }
    for (double[] row : rows) {
      double highest = Double.NEGATIVE_INFINITY;
      for (double value : row) {
        highest = Math.max(highest, value);
      }
      double sum = 0;
      for (int k = 0; k < row.length; k++) {
        row[k] = Math.exp(row[k] - highest);
        sum += row[k];
      }
      for (int k = 0; k < row.length; k++) {
        row[k] /= sum;
      }
    }
    return rows;
  }

  @Override
  public Answer activationMap(double[] prepared, int k) {
    return map(network.map(), prepared, k);
  }

  /** The map of class {@code k} by any rule. */
  public Answer map(MapRule rule, double[] prepared, int k) {
    ExactMaps maps = rule.isSpread() ? null : new ExactMaps(rule, network);
    double[] map = null;
    double[] doubts = null;
    int[] shape = null;
    boolean uncountable = false;
    for (int member = 0; member < members.size(); member++) {
      Pass pass = pass(member, prepared);
      pass.ops.derive(pass.values, k);
      double[] own = places(maps, pass);
      shape = pass.ops.marks().get(network.explained()).shape();
      if (map == null) {
        map = new double[own.length];
        doubts = new double[own.length];
      }
      int kinks = pass.ops.kinks();
      uncountable |= kinks > MANY;
      for (int kink = 0; kink < Math.min(kinks, MANY); kink++) {
        pass.ops.deriveAcross(kink, pass.values, k);
        double[] other = places(maps, pass);
        for (int i = 0; i < map.length; i++) {
          doubts[i] += Math.abs(other[i] - own[i]) / members.size();
        }
      }
      for (int i = 0; i < map.length; i++) {
        map[i] += own[i] / members.size();
      }
    }
    if (maps == null) {
      return new Answer(map, largest(uncountable ? map : doubts));
    }
    double scale = maps.scale(map);
    double doubt = scale * largest(uncountable ? map : doubts);
    return new Answer(maps.points(map, shape, scale), doubt);
  }

  /** One member's map before it is laid out; over fields, laid out. */
  private double[] places(ExactMaps maps, Pass pass) {
    return maps == null ? spread(pass) : maps.places(pass.ops.marks().get(network.explained()));
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private double[] spread(Pass pass) {
    Exact explained = pass.ops.marks().get(network.explained());
    int width = network.inputShape().get(network.inputShape().size() - 1);
    double[] map = new double[network.points()];
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.isEmpty(i)) {
        fields.spread(i, explained.values()[i] * explained.gradient()[i], width, map, 0);
      }
    }
    return map;
  }

  /** The mean over the members of their values' gradient of class {@code k} by the input × it. */
  public double[] inputGradient(double[] prepared, int k) {
    double[] map = new double[network.points()];
    for (int member = 0; member < members.size(); member++) {
      Pass pass = pass(member, prepared);
      pass.ops.derive(pass.values, k);
      for (int i = 0; i < map.length; i++) {
        map[i] += pass.input.gradient()[i] * prepared[i] / members.size();
      }
    }
    return map;
  }
}
