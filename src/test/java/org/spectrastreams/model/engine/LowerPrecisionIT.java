package org.spectrastreams.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Overheard;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.DeviceSettings.Precision;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * A model on a card that multiplies less exactly: the processor in its place, with weights rounded
 * as such a card rounds them.
 */
class LowerPrecisionIT {
  @TempDir static Path folder;
  private static ModelPackage model;

  @BeforeAll
  static void write() throws IOException {
    model =
        RandomModels.write(
            folder,
            new ModelId("rounded", "1.0.0"),
            SpectralAxis.uniform(1000, 2, 150),
            List.of("a", "b", "c"),
            2);
  }

  private static EngineHost host(Precision precision, int bits) {
    return new SharedSessions(
        new Device(Device.Kind.CUDA, 0),
        new RoundingDevice(bits),
        new DeviceSettings(64, 0, 1, 0, precision),
        Optional.empty());
  }

  @Test
  void shouldTakeALowerPrecisionOnRequestAloneAndSayHowFarItIsOff() {
    try (EngineHost exact = host(Precision.FLOAT32, 11)) {
      assertThatThrownBy(() -> exact.prepare(model))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("rounded@1.0.0 refused")
          .hasMessageContaining("the stored answer is");
    }
    try (EngineHost asked = host(Precision.TF32, 11);
        Overheard overheard = new Overheard()) {
      asked.prepare(model);
      assertThat(overheard.log())
          .anyMatch(
              line ->
                  line.matches(
                      "model rounded@1.0.0 at TF32: every class of 4 probe spectra as stored, no"
                          + " probability off by more than 0\\.00[0-9]*[1-9][0-9]*, maps by 0\\.0[0-9]* of"
                          + " their largest value"));
    }
  }

  @Test
  void shouldRefuseAModelThatAnswersOtherwiseAtThatPrecision() {
    try (EngineHost coarse = host(Precision.TF32, 2)) {
      assertThatThrownBy(() -> coarse.prepare(model))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("rounded@1.0.0 refused")
          .hasMessageContaining("off by 0.08")
          .hasMessageContaining("device.precision");
    }
  }

  @Test
  void shouldRefuseALowerPrecisionWithoutACard() {
    DeviceSettings settings = new DeviceSettings(64, 0, 1, 0, Precision.TF32);
    assertThatThrownBy(() -> EngineHost.on(Device.CPU, settings))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("device.precision tf32 with device cpu");
  }

  /** Rounds the weights of a graph to so many bits, the leading one included. */
  private record RoundingDevice(int bits) implements DeviceGraph.Opener {
    @Override
    public OnnxSessions.Opened open(byte[] onnx) {
      try {
        ModelProto.Builder graph = ModelProto.parseFrom(onnx).toBuilder();
        for (TensorProto.Builder weights : graph.getGraphBuilder().getInitializerBuilderList()) {
          if (weights.getDataType() == TensorProto.DataType.FLOAT_VALUE) {
            weights.setRawData(rounded(weights.getRawData()));
          }
        }
        return OnnxSessions.open(graph.build().toByteArray(), Device.CPU, 1);
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }

    private ByteString rounded(ByteString raw) {
      ByteBuffer in = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      ByteBuffer out = ByteBuffer.allocate(raw.size()).order(ByteOrder.LITTLE_ENDIAN);
      int dropped = 24 - bits;
      while (in.hasRemaining()) {
        int half = 1 << (dropped - 1);
        out.putInt((in.getInt() + half) & -(1 << dropped));
      }
      return ByteString.copyFrom(out.flip());
    }

    @Override
    public void run(
        OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
        throws OrtException {
      session.run(inputs, outputs).close();
    }
  }
}
