package org.spectrastreams.export;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * Three records of one image that fill every column of a table of results between them: one of
 * classes with all that may stand beside a class, one of labels, one of a value. Names are as bad
 * as names may be.
 */
final class VariedResults {
  static final String BAD_NAME = "=HYPERLINK(\"a\"|b),\n\r\"µ. 𝛽'";

  private VariedResults() {}

  static ResultRecords records() {
    return visitor -> {
      visitor.record(view(classes()), new int[] {0, 1, 2});
      visitor.record(view(labels()), new int[] {1});
      visitor.record(view(value()), new int[] {0, 1});
      return 0;
    };
  }

  private static Wire.ResultBlock.Builder block(int y, int count) {
    Wire.ResultBlock.Builder block =
        Wire.ResultBlock.newBuilder()
            .setPipeline("tissue")
            .setImageId("scan-1")
            .setWidth(SmallImage.WIDTH)
            .setHeight(SmallImage.HEIGHT)
            .setSequence(y)
            .setGeneration(-2)
            .addQualityNames("NON_FINITE")
            .addQualityNames("ALL_ZERO")
            .setQuality(shorts(0, 3, 2).substring(0, count * Short.BYTES));
    for (int x = 0; x < count; x++) {
      block.addX(x).addY(y);
    }
    return block;
  }

  /** A pixel of each class, and one that was not judged. */
  private static Wire.ResultBlock classes() {
    return block(0, 3)
        .setAcquiredAtMs(1_700_000_000_123L)
        .setMeasurement(SmallImage.status().getMeasurement())
        .setProvenance(
            Wire.Provenance.newBuilder()
                .setModel("tissue")
                .setModelVersion("1.0.0")
                .setModelDigest("ab".repeat(32))
                .setPreprocessingDigest("cd".repeat(32))
                .setServiceVersion("1.2.3")
                .setSourceTopic("spectra.raw")
                .setSourcePartition(3)
                .setSourceOffset((1L << 53) + 1))
        .addClassNames(BAD_NAME)
        .addClassNames("cell, round")
        .setPredictedClass(bytes(0, 1, 255))
        .addNotJudgedReasons(
            Wire.NotJudgedReason.newBuilder().setId("quality").setText("too \"poor\", seemingly"))
        .setNotJudged(bytes(255, 255, 0))
        .setFit(floats(0.1f, Float.MIN_VALUE, Float.NaN))
        .setVoteFractions(floats(2 / 3f, 1 / 3f, 0, 1, 0, 0))
        .setMeanProbabilities(floats(0.6f, 0.4f, 1e-30f, 1, 0, 0))
        .setClassProbabilities(floats(0.7f, 0.3f, 0.25f, 0.75f, 0, 0))
        .addTruthNames(BAD_NAME)
        .setTruth(bytes(0, 255, 0))
        .setContext(shorts(0, 65534, 65535))
        .setContextDistance(floats(1, 2, Float.NaN))
        .setContextClass(bytes(0, 0, 255))
        .setLinearisedClass(bytes(0, 0, 255))
        .setContradicts(bytes(0, 1, 0))
        .setLatent(floats(0, 0, 0, 0, Float.NaN, Float.NaN))
        .setOutsideContext(bytes(0, 0, 0))
        .addBands(
            Wire.BandValues.newBuilder()
                .setName("amide I / µ")
                .setValues(floats(-0f, 3.4028235e38f, Float.NaN)))
        .addReadings(
            Wire.Reading.newBuilder()
                .setName("a.b_c-1")
                .setValues(floats(-1.5f, Float.NaN, 16777216f)))
        .setShadow(
            Wire.ShadowAgreement.newBuilder()
                .setModel(Wire.ModelVersion.newBuilder().setModel("tissue@2.0.0"))
                .setComparison(bytes(0, 1, 3)))
        .build();
  }

  private static Wire.ResultBlock labels() {
    return block(1, 2)
        .setOutcome(Wire.OutcomeKind.LABELS)
        .addLabelNames("fat")
        .addLabelNames(BAD_NAME)
        .setLabelThresholds(floats(0.5f, 0.5f))
        .setLabelScores(floats(0.1f, 0.2f, 0.3f, 0.4f))
        .build();
  }

  private static Wire.ResultBlock value() {
    return block(2, 2)
        .setOutcome(Wire.OutcomeKind.VALUE)
        .setValueName("water")
        .setValueUnit("%")
        .setValues(floats(12.3f, Float.NaN))
        .addNotJudgedReasons(Wire.NotJudgedReason.newBuilder().setId("noise").setText("noisy"))
        .setNotJudged(bytes(255, 0))
        .setShadow(
            Wire.ShadowAgreement.newBuilder()
                .setModel(Wire.ModelVersion.newBuilder().setModel("water@2"))
                .setComparison(bytes(5, 4))
                .setDifference(floats(0.7f, Float.NaN)))
        .build();
  }

  private static ResultView view(Wire.ResultBlock block) {
    try {
      return ResultView.of(block);
    } catch (RejectedRecordException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteString bytes(int... values) {
    ByteBuffer packed = ByteBuffer.allocate(values.length);
    for (int value : values) {
      packed.put((byte) value);
    }
    return ByteString.copyFrom(packed.flip());
  }

  private static ByteString shorts(int... values) {
    ByteBuffer packed =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      packed.putShort((short) value);
    }
    return ByteString.copyFrom(packed.flip());
  }

  private static ByteString floats(float... values) {
    ByteBuffer packed =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      packed.putFloat(value);
    }
    return ByteString.copyFrom(packed.flip());
  }
}
