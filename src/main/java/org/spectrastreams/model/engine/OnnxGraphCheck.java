package org.spectrastreams.model.engine;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.spectrastreams.model.onnx.Onnx.AttributeProto;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.OperatorSetIdProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.model.onnx.Onnx.TensorShapeProto.Dimension;
import org.spectrastreams.model.onnx.Onnx.ValueInfoProto;

/**
 * Looks through an ONNX file before ONNX Runtime gets it: only known operator sets, no weights in
 * other files, and exactly the inputs and outputs that the manifest promises.
 */
public final class OnnxGraphCheck {
  private static final int OLDEST_OPSET = 13;
  private static final int NEWEST_OPSET = 21;
  private static final int NEWEST_IR_VERSION = 10;

  /** The set of the operators of classical machine learning. */
  public static final String CLASSICAL = "ai.onnx.ml";

  /** Those of it that a graph may have. */
  public static final Set<String> KNOWN_CLASSICAL =
      Set.of(
          "ArrayFeatureExtractor",
          "FeatureVectorizer",
          "Imputer",
          "LinearClassifier",
          "LinearRegressor",
          "Normalizer",
          "SVMClassifier",
          "SVMRegressor",
          "Scaler",
          "TreeEnsembleClassifier",
          "TreeEnsembleRegressor");

  private static final int NEWEST_CLASSICAL = 4;

  private OnnxGraphCheck() {}

  /**
   * Checks the bytes of a graph.
   *
   * @param file its name in the package, for messages
   * @param contract the inputs and outputs that it must have
   * @throws EngineException naming the first thing that is not as promised
   */
  public static void check(byte[] onnx, String file, GraphContract contract) {
    ModelProto model;
    try {
      model = ModelProto.parseFrom(onnx);
    } catch (InvalidProtocolBufferException e) {
      throw new EngineException("not an ONNX file: " + e.getMessage(), e);
    }
    requireKnown(model);
    GraphProto graph = model.getGraph();
    requireSelfContained(graph);
    requireKnownClassical(graph);
    require(file + " inputs", graph.getInputList(), contract.describedInputs());
    require(file + " outputs", graph.getOutputList(), contract.describedOutputs());
  }

  /**
   * Looks through a file from elsewhere, whatever its inputs and outputs are.
   *
   * @throws IllegalArgumentException naming the first thing that is not accepted
   */
  public static void checkForeign(ModelProto model) {
    try {
      requireKnown(model);
      requireSelfContained(model.getGraph());
    } catch (EngineException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    if (model.getFunctionsCount() > 0) {
      throw new IllegalArgumentException(
          "ONNX file with "
              + model.getFunctionsCount()
              + " functions of its own; expected standard operators alone: export without custom"
              + " operators");
    }
  }

  private static void requireKnownClassical(GraphProto graph) {
    for (NodeProto node : graph.getNodeList()) {
      if (node.getDomain().equals(CLASSICAL) && !KNOWN_CLASSICAL.contains(node.getOpType())) {
        throw new EngineException(
            "operator " + node.getOpType() + "; expected one of " + new TreeSet<>(KNOWN_CLASSICAL));
      }
    }
  }

  private static void requireKnown(ModelProto model) {
    if (!model.hasGraph() || model.getIrVersion() > NEWEST_IR_VERSION) {
      throw new EngineException(
          "ONNX file of IR version "
              + model.getIrVersion()
              + (model.hasGraph() ? "" : " without a graph")
              + "; expected a graph of IR version "
              + NEWEST_IR_VERSION
              + " or older");
    }
    if (model.getOpsetImportCount() == 0) {
      throw new EngineException("ONNX file names no operator set; expected one");
    }
    for (OperatorSetIdProto set : model.getOpsetImportList()) {
      boolean standard = set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx");
      boolean fits =
          standard
              ? set.getVersion() >= OLDEST_OPSET && set.getVersion() <= NEWEST_OPSET
              : set.getDomain().equals(CLASSICAL) && set.getVersion() <= NEWEST_CLASSICAL;
      if (!fits) {
        throw new EngineException(
            "ONNX file needs operator set '"
                + set.getDomain()
                + "' version "
                + set.getVersion()
                + "; known are the standard operators, version "
                + OLDEST_OPSET
                + " to "
                + NEWEST_OPSET
                + ", and those of "
                + CLASSICAL
                + " up to "
                + NEWEST_CLASSICAL
                + ": export the model again with one of those");
      }
    }
  }

  private static void requireSelfContained(GraphProto graph) {
    graph.getInitializerList().forEach(OnnxGraphCheck::requireSelfContained);
    graph
        .getSparseInitializerList()
        .forEach(
            sparse -> {
              requireSelfContained(sparse.getValues());
              requireSelfContained(sparse.getIndices());
            });
    for (NodeProto node : graph.getNodeList()) {
      for (AttributeProto attribute : node.getAttributeList()) {
        requireSelfContained(attribute.getT());
        attribute.getTensorsList().forEach(OnnxGraphCheck::requireSelfContained);
        if (attribute.hasG() || attribute.getGraphsCount() > 0) {
          throw new EngineException(
              "ONNX node "
                  + node.getOpType()
                  + " holds a graph of its own; expected a flat graph without control flow");
        }
      }
    }
  }

  private static void requireSelfContained(TensorProto tensor) {
    if (tensor.getDataLocation() != TensorProto.DataLocation.DEFAULT
        || tensor.getExternalDataCount() > 0) {
      throw new EngineException(
          "ONNX tensor '"
              + tensor.getName()
              + "' lies in another file; expected all weights inside the graph's own");
    }
  }

  private static void require(
      String what, List<ValueInfoProto> values, Map<String, String> expected) {
    Map<String, String> found = new TreeMap<>();
    values.forEach(value -> found.put(value.getName(), describe(value)));
    if (!found.equals(expected)) {
      throw new EngineException(
          what + " are " + found + "; the manifest expects " + new TreeMap<>(expected));
    }
  }

  private static String describe(ValueInfoProto value) {
    List<String> dimensions = new ArrayList<>();
    for (Dimension dimension : value.getType().getTensorType().getShape().getDimList()) {
      dimensions.add(dimension.hasDimValue() ? "" + dimension.getDimValue() : "N");
    }
    DataType type = DataType.forNumber(value.getType().getTensorType().getElemType());
    return type + dimensions.toString();
  }
}
