package org.spectrastreams.network.onnx;

import static org.spectrastreams.network.onnx.OnnxGraph.attribute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.model.engine.GraphContract.Meaning;
import org.spectrastreams.model.engine.GraphContract.Port;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.MapRule;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.graph.Fields;
import org.spectrastreams.network.graph.Trace;
import org.spectrastreams.network.graph.Traced;
import org.spectrastreams.network.graph.Value;
import org.spectrastreams.spectrum.OutcomeKind;

/**
 * Writes all members of an ensemble, their vote, its activation map and its gradient by the input
 * as one ONNX graph of standard operators. The graph computes what the network says, rearranged for
 * speed by passes that every network gets.
 */
public final class EnsembleWriter {
  private final Network network;
  private final GraphContract contract;
  private final Traced traced;
  private final Nodes nodes;

  private EnsembleWriter(
      Network network, GraphContract contract, List<Map<String, float[]>> members) {
    this.network = network;
    this.contract = contract;
    Trace trace = new Trace(members);
    Value input = trace.input(port(contract, Meaning.SPECTRA).name(), network.inputShape());
    Value values = network.values(trace, input);
    if (!values.shape().equals(List.of(1, network.classes()))) {
      throw new IllegalArgumentException(
          "the network gives " + values + "; expected one value for each class");
    }
    this.traced = new Traced(input, values, members.size()).arranged();
    this.nodes = new Nodes(new OnnxGraph("ensemble"));
  }

  private boolean labels() {
    return network.outcome() == OutcomeKind.LABELS;
  }

  private static Port port(GraphContract contract, Meaning meaning) {
    return meaning == Meaning.SPECTRA ? contract.input(meaning) : contract.output(meaning);
  }

  /**
   * The ONNX file of an ensemble; the same members give the same bytes.
   *
   * @param contract what it must read and give
   * @param members the trained arrays of each member by their names
   * @throws IllegalArgumentException if there is no member or one does not fit the network
   */
  public static byte[] write(
      Network network, GraphContract contract, List<Map<String, float[]>> members) {
    if (members.isEmpty() || members.size() > ModelManifest.MAX_MEMBERS) {
      throw new IllegalArgumentException(
          members.size() + " members; expected 1 to " + ModelManifest.MAX_MEMBERS);
    }
    return new EnsembleWriter(network, contract, members).write();
  }

  private byte[] write() {
    OnnxGraph graph = nodes.graph();
    int[] shape = network.inputShape().stream().mapToInt(Integer::intValue).toArray();
    String name = port(contract, Meaning.SPECTRA).name();
    graph.input(name, shape);
    List<Integer> batch = new ArrayList<>(network.inputShape());
    batch.add(0, -1);
    Emission emission =
        new Emission(nodes, traced, Map.of(traced.input(), new Tensor(name, batch)));

    int members = traced.members();
    int classes = network.classes();
    Tensor stacked =
        members == 1
            ? nodes.reshape(
                emission.in(Form.SHARED, traced.output()).only(), List.of(-1, 1, classes))
            : emission.in(Form.STACKED, traced.output()).only();
    String probabilities =
        labels()
            ? graph.node("Sigmoid", stacked.name())
            : graph.node("Softmax", List.of(stacked.name()), attribute("axis", -1));
    output(Meaning.MEMBER_PROBABILITIES, DataType.FLOAT, probabilities);
    VoteNodes votes = new VoteNodes(graph, members, classes);
    String predicted = votes.vote(probabilities);
    output(
        Meaning.PREDICTED_CLASS,
        DataType.INT32,
        graph.node("Cast", List.of(predicted), attribute("to", DataType.INT32.getNumber())));
    Tensor chosen = new Tensor(votes.oneHot(predicted, 1.0 / members), List.of(-1, classes));
    maps(emission, seed(chosen, emission.form(traced.output())));
    if (contract.gives(Meaning.LOG_ODDS_GRADIENT)) {
      logOdds(emission, new Tensor(probabilities, List.of(-1, members, classes)), votes);
    }
    return graph.toBytes();
  }

  /** The gradient of the mean over the members of their values of the chosen class. */
  private Placed seed(Tensor chosen, Form form) {
    int members = traced.members();
    int classes = network.classes();
    double[] ones = new double[members];
    Arrays.fill(ones, 1);
    return switch (form) {
      case SHARED, EACH ->
          new Placed(form, java.util.Collections.nCopies(form == Form.EACH ? members : 1, chosen));
      case STACKED ->
          Placed.of(
              form,
              nodes.elementwise(
                  "Mul",
                  nodes.reshape(chosen, List.of(-1, 1, classes)),
                  nodes.numbers(ones, members, 1)));
      case FIRST ->
          Placed.of(
              form,
              nodes.elementwise(
                  "Mul",
                  nodes.reshape(chosen, List.of(1, -1, classes)),
                  nodes.numbers(ones, members, 1, 1)));
    };
  }

  private void maps(Emission emission, Placed seed) {
    Value explained = explained();
    Set<Value> targets = new LinkedHashSet<>(Set.of(explained));
    boolean byInput = contract.gives(Meaning.INPUT_GRADIENT);
    if (byInput) {
      targets.add(traced.input());
    }
    Map<Value, Placed> gradients = emission.backward(seed, targets);
    Tensor map = map(emission, network.map(), found(gradients, explained));
    output(Meaning.ACTIVATION_MAP, DataType.FLOAT, map.name());
    if (byInput) {
      output(
          Meaning.INPUT_GRADIENT,
          DataType.FLOAT,
          emission.timesValue(traced.input(), gradients.get(traced.input())).name());
    }
  }

  private Value explained() {
    return traced
        .marked(network.explained())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no inner value is marked '"
                        + network.explained()
                        + "'; there are "
                        + traced.marks()));
  }

  private Placed found(Map<Value, Placed> gradients, Value explained) {
    Placed found = gradients.get(explained);
    if (found == null) {
      throw new IllegalArgumentException(
          "the class values do not hang on the value marked '" + network.explained() + "'");
    }
    return found;
  }

  /** A map in the shape of the input. */
  private Tensor map(Emission emission, MapRule rule, Placed gradient) {
    Value explained = explained();
    List<Integer> shape = network.inputShape();
    if (!rule.isSpread()) {
      return new ChannelMaps(nodes, emission, explained, shape, traced.members())
          .map(rule, gradient);
    }
    Fields fields = Fields.of(traced, explained);
    Tensor shares =
        nodes.reshape(emission.timesValue(explained, gradient), List.of(-1, fields.size()));
    MapNodes spreading = new MapNodes(nodes, fields, network.points(), shape.get(shape.size() - 1));
    return MapNodes.shaped(nodes, spreading.spread(shares), shape);
  }

  /** The log-odds of a class that is asked for, and their gradient by the input. */
  private void logOdds(Emission emission, Tensor probabilities, VoteNodes votes) {
    OnnxGraph graph = nodes.graph();
    String asked = graph.input(contract.input(Meaning.CHOSEN_CLASS).name(), DataType.INT32);
    String index = graph.node("Cast", List.of(asked), attribute("to", DataType.INT64.getNumber()));
    Tensor chosen = new Tensor(votes.oneHot(index, 1), List.of(-1, network.classes()));
    LogOddsNodes odds =
        new LogOddsNodes(
            nodes,
            probabilities,
            nodes.reshape(chosen, List.of(-1, 1, network.classes())),
            labels());
    output(Meaning.LOG_ODDS, DataType.FLOAT, odds.value().name());
    Value input = traced.input();
    Placed seed = odds.gradient(emission.form(traced.output()));
    Placed gradient = emission.backward(seed, Set.of(input)).get(input);
    output(Meaning.LOG_ODDS_GRADIENT, DataType.FLOAT, emission.summed(input, gradient).name());
    askedMaps(emission, new Tensor(votes.oneHot(index, 1.0 / traced.members()), chosen.shape()));
  }

  /** Maps of the class that is asked for. */
  private void askedMaps(Emission emission, Tensor chosen) {
    Map<Meaning, MapRule> rules = new TreeMap<>(network.maps());
    rules.keySet().removeIf(meaning -> !contract.gives(meaning));
    if (rules.isEmpty()) {
      return;
    }
    Value explained = explained();
    Placed seed = seed(chosen, emission.form(traced.output()));
    Placed gradient = found(emission.backward(seed, Set.of(explained)), explained);
    rules.forEach(
        (meaning, rule) -> output(meaning, DataType.FLOAT, map(emission, rule, gradient).name()));
  }

  private void output(Meaning meaning, DataType type, String source) {
    Port port = port(contract, meaning);
    nodes
        .graph()
        .output(
            port.name(), type, source, port.shape().stream().mapToInt(Integer::intValue).toArray());
  }
}
