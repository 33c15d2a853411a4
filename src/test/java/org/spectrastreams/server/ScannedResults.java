package org.spectrastreams.server;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire.ActivationMaps;
import org.spectrastreams.wire.proto.Wire.BandValues;
import org.spectrastreams.wire.proto.Wire.Provenance;
import org.spectrastreams.wire.proto.Wire.ResultBlock;
import org.spectrastreams.wire.proto.Wire.TopBands;
import org.spectrastreams.wire.proto.Wire.UnreliableMethod;

/**
 * Results of a scanned image: answers that follow from a pixel's place by simple rules.
 *
 * @param source the spectra; where they have labels, those are the classes
 */
record ScannedResults(String id, String pipeline, SpectrumSource source, SpectralAxis modelAxis) {
  /** The results of a block whose record has this offset in the raw topic. */
  ResultBlock of(SpectrumBlock spectra, long offset) {
    int n = spectra.count();
    ByteBuffer votes = floats(n * ScannedImage.CLASSES.size());
    ByteBuffer means = floats(n * ScannedImage.CLASSES.size());
    ByteBuffer members = floats(n * ScannedImage.MEMBERS);
    ByteBuffer flags = floats(n);
    ByteBuffer scales = floats(n);
    ByteBuffer offsets = floats(n);
    ByteBuffer heights = floats(n);
    ByteBuffer predicted = floats(n);
    ByteBuffer contexts = floats(n);
    ByteBuffer distances = floats(n);
    ByteBuffer contextClasses = floats(n);
    ByteBuffer linear = floats(n);
    ByteBuffer against = floats(n);
    ByteBuffer places = floats(2 * n);
    ByteBuffer outside = floats(n);
    ByteBuffer limeWavenumbers = floats(n);
    ByteBuffer limeWeights = floats(n);
    ByteBuffer activation = floats(n * modelAxis.size());
    ResultBlock.Builder block = ResultBlock.newBuilder();
    for (int row = 0; row < n; row++) {
      int x = spectra.x()[row];
      int y = spectra.y()[row];
      block.addX(x).addY(y);
      int c = classOf(spectra, row);
      predicted.put((byte) (c < 0 ? Sentinels.NO_CLASS : c));
      flags.putShort((short) (c < 0 ? 2 : 0));
      int nearest = ScannedContexts.of(x, y, c);
      float[] place =
          nearest < 0 ? new float[] {Float.NaN, Float.NaN} : ScannedContexts.latent(x, y, nearest);
      contexts.putShort((short) nearest);
      distances.putFloat(nearest < 0 ? Float.NaN : 0.01f * (x + y));
      contextClasses.put((byte) (nearest < 0 ? Sentinels.NO_CLASS : nearest / 2));
      linear.put((byte) (c < 0 ? Sentinels.NO_CLASS : c));
      against.put((byte) (nearest >= 0 && nearest / 2 != c ? 1 : 0));
      outside.put((byte) (x + y > 40 ? 1 : 0));
      places.putFloat(place[0]).putFloat(place[1]);
      limeWavenumbers.putFloat(c < 0 ? Float.NaN : (float) modelAxis.at(40 * (c + 2)));
      limeWeights.putFloat(c < 0 ? Float.NaN : 0.5f);
      int others = (x * 7 + y * 3) % 4;
      for (int k = 0; k < ScannedImage.CLASSES.size(); k++) {
        float share = k == c ? 1 - others / 10f : k == (c + 1) % 3 ? others / 10f : 0;
        votes.putFloat(c < 0 ? Float.NaN : share);
        means.putFloat(c < 0 ? Float.NaN : 0.7f * share + 0.1f);
      }
      for (int m = 0; m < ScannedImage.MEMBERS; m++) {
        members.put((byte) (c < 0 ? Sentinels.NO_CLASS : m < others ? (c + 1) % 3 : c));
      }
      scales.putFloat(0.02f);
      offsets.putFloat(-1.5f);
      for (int i = 0; i < modelAxis.size(); i++) {
        double peak = Math.exp(-Math.pow((i - 40.0 * (c + 2)) / 12, 2));
        double dip = Math.exp(-Math.pow((i - 230.0) / 9, 2));
        activation.put((byte) Math.round(75 + 150 * peak - 60 * dip));
      }
      int point = row * spectra.axis().size() + spectra.axis().indexNearest(1003);
      heights.putFloat(spectra.intensities()[point]);
    }
    return block
        .setPipeline(pipeline)
        .setImageId(id)
        .setWidth(source.geometry().width())
        .setHeight(source.geometry().height())
        .setSequence(offset)
        .setSimulated(source.simulated())
        .addAllClassNames(ScannedImage.CLASSES)
        .setMembers(ScannedImage.MEMBERS)
        .setPredictedClass(bytes(predicted))
        .setVoteFractions(bytes(votes))
        .setMeanProbabilities(bytes(means))
        .setMemberVotes(bytes(members))
        .setQuality(bytes(flags))
        .addAllQualityNames(ScannedImage.FLAGS)
        .setActivationMaps(
            ActivationMaps.newBuilder()
                .setPoints(modelAxis.size())
                .setValues(bytes(activation))
                .setScale(bytes(scales))
                .setOffset(bytes(offsets)))
        .setContext(bytes(contexts))
        .setContextDistance(bytes(distances))
        .setContextClass(bytes(contextClasses))
        .setLinearisedClass(bytes(linear))
        .setContradicts(bytes(against))
        .setLatent(bytes(places))
        .setOutsideContext(bytes(outside))
        .setLimeBands(
            TopBands.newBuilder()
                .setBands(1)
                .setWavenumbers(bytes(limeWavenumbers))
                .setWeights(bytes(limeWeights)))
        .addBands(BandValues.newBuilder().setName("height").setUnit("").setValues(bytes(heights)))
        .setProvenance(provenance(offset))
        .build();
  }

  /** The class this image gives a pixel: the label where the source has one, else by place. */
  private static int classOf(SpectrumBlock spectra, int row) {
    if (!spectra.labels().isEmpty()) {
      return ScannedImage.CLASSES.indexOf(spectra.labels().get(row));
    }
    return (spectra.x()[row] + spectra.y()[row]) % 4 == 3 ? -1 : spectra.x()[row] % 3;
  }

  /** Where results come from whose last record has this offset. */
  Provenance provenance(long offset) {
    return Provenance.newBuilder()
        .setModel("cartilage")
        .setModelVersion("1.0.0")
        .setModelDigest("5f0c6d1b2a39")
        .setPreprocessingDigest("91b7c33e0d2f")
        .setServiceVersion("test")
        .setExplanationMethod("gradient-x-activation")
        .addAllExplanationMethods(List.of("cam", "lime-amortised", "crime"))
        .addUnreliableMethods(
            UnreliableMethod.newBuilder()
                .setMethod("cam")
                .setMeasure("stability")
                .setValue(0.25)
                .setExpected("at least 0.50"))
        .setSourceTopic(ScannedImage.RAW)
        .setSourcePartition(3)
        .setSourceOffset(offset)
        .build();
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteString bytes(ByteBuffer filled) {
    return ByteString.copyFrom(filled.flip());
  }
}
