package org.spectrastreams.network.onnx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.network.graph.Traced;
import org.spectrastreams.network.graph.Value;

/** Writes the way forward of one traced network as an ONNX graph of its own inputs and outputs. */
public final class GraphWriter {
  private final OnnxGraph graph;
  private final Map<Value, Tensor> inputs = new LinkedHashMap<>();

  /** A graph without inputs so far. */
  public GraphWriter(String name) {
    graph = new OnnxGraph(name);
  }

  /** The graph, for nodes that are no part of the network. */
  public OnnxGraph graph() {
    return graph;
  }

  /** Gives an input of the trace the value of a name in the graph. */
  public void give(Value input, String name) {
    List<Integer> shape = new ArrayList<>(input.shape());
    shape.set(0, -shape.get(0));
    inputs.put(input, new Tensor(name, shape));
  }

  /**
   * The file.
   *
   * @param network one member
   * @param outputs of the graph by their names: marked inner values of the network
   */
  public byte[] write(Traced network, Map<String, String> outputs) {
    Traced arranged = network.arranged();
    Emission emission = new Emission(new Nodes(graph), arranged, inputs);
    outputs.forEach(
        (name, mark) -> {
          Value value = arranged.marked(mark).orElseThrow();
          int[] rest = value.shape().stream().skip(1).mapToInt(Integer::intValue).toArray();
          Tensor tensor = emission.in(Form.SHARED, value).only();
          graph.output(name, DataType.FLOAT, tensor.name(), rest);
        });
    return graph.toBytes();
  }
}
