package org.spectrastreams.model.engine;

import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.OperatorSetIdProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.model.onnx.Onnx.TensorShapeProto;
import org.spectrastreams.model.onnx.Onnx.TypeProto;
import org.spectrastreams.model.onnx.Onnx.ValueInfoProto;

/** The smallest graph there is, to ask whether a device works. */
final class OneNode {
  /** y = x. */
  static final byte[] ONNX =
      ModelProto.newBuilder()
          .setIrVersion(8)
          .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
          .setGraph(
              GraphProto.newBuilder()
                  .setName("one-node")
                  .addInput(value("x"))
                  .addOutput(value("y"))
                  .addNode(
                      NodeProto.newBuilder().setOpType("Identity").addInput("x").addOutput("y")))
          .build()
          .toByteArray();

  private OneNode() {}

  private static ValueInfoProto value(String name) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(DataType.FLOAT.getNumber())
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1)))))
        .build();
  }
}
