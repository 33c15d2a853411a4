package org.spectrastreams.network.foreign;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.model.onnx.Onnx.AttributeProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;

/** A node of a graph with its attributes by their names. */
record ForeignNode(NodeProto node) {
  /** The operator. */
  String operator() {
    return node.getOpType();
  }

  /** The names of the inputs; empty text for one that is left out. */
  List<String> inputs() {
    return node.getInputList();
  }

  /** Whether an input is there. */
  boolean has(int input) {
    return input < node.getInputCount() && !node.getInput(input).isEmpty();
  }

  private Optional<AttributeProto> attribute(String name) {
    return node.getAttributeList().stream().filter(one -> one.getName().equals(name)).findFirst();
  }

  long whole(String name, long otherwise) {
    return attribute(name).map(AttributeProto::getI).orElse(otherwise);
  }

  double number(String name, double otherwise) {
    return attribute(name).map(found -> (double) found.getF()).orElse(otherwise);
  }

  String text(String name, String otherwise) {
    return attribute(name).map(found -> found.getS().toStringUtf8()).orElse(otherwise);
  }

  /** Whole numbers; those given here where the node says nothing. */
  int[] wholes(String name, int... otherwise) {
    return attribute(name)
        .map(found -> found.getIntsList().stream().mapToInt(Math::toIntExact).toArray())
        .orElse(otherwise);
  }

  /** Numbers; none where the node says nothing. */
  double[] numbers(String name) {
    return attribute(name)
        .map(found -> found.getFloatsList().stream().mapToDouble(Float::doubleValue).toArray())
        .orElse(new double[0]);
  }

  /** The constant of a node that is one. */
  ForeignTensor tensor(String name) {
    return ForeignTensor.of(
        attribute(name)
            .orElseThrow(() -> new IllegalArgumentException(this + " without " + name))
            .getT());
  }

  /**
   * Refuses an attribute that is not as the way back knows it.
   *
   * @throws IllegalArgumentException naming it
   */
  void require(boolean fits, String what) {
    if (!fits) {
      throw new IllegalArgumentException(this + " with " + what);
    }
  }

  @Override
  public String toString() {
    return "operator " + operator();
  }
}
