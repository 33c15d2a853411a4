package org.spectrastreams.stream.score;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.spectrastreams.explain.CompactActivationMap;
import org.spectrastreams.explain.context.ContextAssignment;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.stream.pipeline.ExplanationPolicy;
import org.spectrastreams.wire.BandFields;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * Writes the explanations of a block's predicted classes into its result, as far as the pipeline
 * wants them. For one thread.
 */
final class ContextFields {
  private final ExplanationPolicy policy;
  private final int points;
  private final BandFields bands;

  ContextFields(ExplanationPolicy policy, SpectralAxis axis) {
    this.policy = policy;
    this.points = axis.size();
    this.bands = new BandFields(axis);
  }

  /** Adds the fields for {@code count} spectra, of which the scorer knows the rows. */
  void add(ModelScorer scorer, BlockExplainer explainer, int count, Wire.ResultBlock.Builder into) {
    if (policy.contexts()) {
      addContexts(scorer, explainer, count, into);
    }
    if (policy.limeBands() > 0) {
      into.setLimeBands(
          bands.of(
              explainer.limeWeights(),
              i -> {
                int row = scorer.row(i);
                return row >= 0 && explainer.isPlaced(row) ? row : -1;
              },
              count,
              policy.limeBands()));
    }
    if (policy.limeMap() == ExplanationPolicy.LimeMap.COMPACT) {
      into.setLimeMaps(maps(scorer, explainer, count));
    }
  }

  private static void addContexts(
      ModelScorer scorer, BlockExplainer explainer, int count, Wire.ResultBlock.Builder into) {
    ContextAssignment found = explainer.assignment();
    ByteBuffer context = littleEndian(count * Short.BYTES);
    ByteBuffer distance = littleEndian(count * Float.BYTES);
    ByteBuffer latent = littleEndian(count * ResultView.LATENT * Float.BYTES);
    byte[] label = none(count);
    byte[] linearised = none(count);
    byte[] contradicts = new byte[count];
    byte[] outside = new byte[count];
    for (int i = 0; i < count; i++) {
      int row = scorer.row(i);
      boolean placed = row >= 0 && explainer.isPlaced(row);
      context.putShort((short) (placed ? found.context()[row] : ResultView.NO_CONTEXT));
      distance.putFloat(placed ? found.distance()[row] : Float.NaN);
      for (int axis = 0; axis < ResultView.LATENT; axis++) {
        latent.putFloat(placed ? found.projection()[ResultView.LATENT * row + axis] : Float.NaN);
      }
      if (placed) {
        label[i] = (byte) found.label()[row];
        linearised[i] = (byte) found.linearised()[row];
        contradicts[i] = (byte) (found.contradicts()[row] ? 1 : 0);
        outside[i] = (byte) (found.outside()[row] ? 1 : 0);
      }
    }
    into.setContext(wrap(context))
        .setContextDistance(wrap(distance))
        .setContextClass(UnsafeByteOperations.unsafeWrap(label))
        .setLinearisedClass(UnsafeByteOperations.unsafeWrap(linearised))
        .setContradicts(UnsafeByteOperations.unsafeWrap(contradicts))
        .setOutsideContext(UnsafeByteOperations.unsafeWrap(outside))
        .setLatent(wrap(latent));
  }

  private static byte[] none(int count) {
    byte[] classes = new byte[count];
    Arrays.fill(classes, (byte) ResultView.NO_CLASS);
    return classes;
  }

  private Wire.ActivationMaps maps(ModelScorer scorer, BlockExplainer explainer, int count) {
    byte[] values = new byte[count * points];
    float[] scale = new float[count];
    float[] offset = new float[count];
    for (int i = 0; i < count; i++) {
      int row = scorer.row(i);
      if (row >= 0 && explainer.isPlaced(row)) {
        CompactActivationMap.compact(
            explainer.limeWeights(), row * points, points, values, i * points, scale, offset, i);
      }
    }
    return Wire.ActivationMaps.newBuilder()
        .setPoints(points)
        .setValues(UnsafeByteOperations.unsafeWrap(values))
        .setScale(pack(scale, count))
        .setOffset(pack(offset, count))
        .build();
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteString wrap(ByteBuffer filled) {
    return UnsafeByteOperations.unsafeWrap(filled.flip());
  }

  private static ByteString pack(float[] values, int count) {
    ByteBuffer bytes = littleEndian(count * Float.BYTES);
    bytes.asFloatBuffer().put(values, 0, count);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }
}
