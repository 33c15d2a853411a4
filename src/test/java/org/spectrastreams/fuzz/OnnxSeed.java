package org.spectrastreams.fuzz;

import com.google.protobuf.ByteString;
import org.spectrastreams.model.onnx.Onnx.AttributeProto;
import org.spectrastreams.model.onnx.Onnx.GraphProto;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.NodeProto;
import org.spectrastreams.model.onnx.Onnx.OperatorSetIdProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto;
import org.spectrastreams.model.onnx.Onnx.TensorShapeProto;
import org.spectrastreams.model.onnx.Onnx.TypeProto;
import org.spectrastreams.model.onnx.Onnx.ValueInfoProto;

/** A linear classifier of four points as ONNX, which fuzzing begins with. */
final class OnnxSeed {
  static final int POINTS = 4;
  static final int CLASSES = 2;
  private static final int FLOATS = TensorProto.DataType.FLOAT_VALUE;

  private OnnxSeed() {}

  static byte[] graph() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .setGraph(
            GraphProto.newBuilder()
                .setName("linear")
                .addInitializer(
                    TensorProto.newBuilder()
                        .setName("weights")
                        .setDataType(FLOATS)
                        .addDims(POINTS)
                        .addDims(CLASSES)
                        .setRawData(ByteString.copyFrom(new byte[4 * POINTS * CLASSES])))
                .addNode(
                    NodeProto.newBuilder()
                        .addInput("spectra")
                        .addInput("weights")
                        .addOutput("logits")
                        .setOpType("MatMul"))
                .addNode(
                    NodeProto.newBuilder()
                        .addInput("logits")
                        .addOutput("probabilities")
                        .setOpType("Softmax")
                        .addAttribute(
                            AttributeProto.newBuilder()
                                .setName("axis")
                                .setType(AttributeProto.AttributeType.INT)
                                .setI(1)))
                .addInput(port("spectra", POINTS))
                .addOutput(port("probabilities", CLASSES)))
        .build()
        .toByteArray();
  }

  private static ValueInfoProto port(String name, int size) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(FLOATS)
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(
                                    TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                                .addDim(
                                    TensorShapeProto.Dimension.newBuilder().setDimValue(size)))))
        .build();
  }
}
