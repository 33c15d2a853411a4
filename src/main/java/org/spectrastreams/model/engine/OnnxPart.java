package org.spectrastreams.model.engine;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto;
import org.spectrastreams.model.onnx.Onnx.ValueInfoProto;

/**
 * Cuts a graph down to what some of its outputs need. ONNX Runtime computes every node of a graph,
 * whichever outputs are asked for.
 */
public final class OnnxPart {
  private OnnxPart() {}

  /**
   * The graph with these outputs alone, and the inputs that they need; what it still computes, it
   * computes as before.
   *
   * @param onnx a graph without subgraphs, already checked by {@link OnnxGraphCheck}
   * @throws EngineException if the bytes are no graph or an output is not in it
   */
  public static byte[] of(byte[] onnx, Collection<String> outputs) {
    ModelProto model = parse(onnx);
    GraphProto whole = model.getGraph();
    Set<String> needed = needed(whole, outputs);
    GraphProto.Builder part =
        whole.toBuilder().clearNode().clearInitializer().clearInput().clearOutput();
    for (NodeProto node : whole.getNodeList()) {
      if (node.getOutputList().stream().anyMatch(needed::contains)) {
        part.addNode(node);
      }
    }
    for (TensorProto weights : whole.getInitializerList()) {
      if (needed.contains(weights.getName())) {
        part.addInitializer(weights);
      }
    }
    for (ValueInfoProto input : whole.getInputList()) {
      if (needed.contains(input.getName())) {
        part.addInput(input);
      }
    }
    for (ValueInfoProto output : whole.getOutputList()) {
      if (outputs.contains(output.getName())) {
        part.addOutput(output);
      }
    }
    if (part.getOutputCount() != outputs.size()) {
      throw new EngineException("the graph has not all of the outputs " + outputs);
    }
    return model.toBuilder().setGraph(part).build().toByteArray();
  }

  /** The names of what a graph reads. */
  static Set<String> inputs(byte[] onnx) {
    return parse(onnx).getGraph().getInputList().stream()
        .map(ValueInfoProto::getName)
        .collect(Collectors.toSet());
  }

  private static ModelProto parse(byte[] onnx) {
    try {
      return ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new EngineException("the graph cannot be read: " + e.getMessage(), e);
    }
  }

  private static Set<String> needed(GraphProto graph, Collection<String> outputs) {
    Map<String, NodeProto> makers = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      node.getOutputList().forEach(name -> makers.put(name, node));
    }
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      String name = open.pop();
      if (needed.add(name) && makers.containsKey(name)) {
        open.addAll(makers.get(name).getInputList());
      }
    }
    return needed;
  }
}
