package org.spectrastreams.wire;

import static org.spectrastreams.wire.Sentinels.NO_CLASS;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.wire.proto.Wire;

/** The packed fields of a result block, each checked to have the length that the others ask for. */
final class ResultFields {
  /** The strongest bands of one kind of explanation. */
  record Pairs(ByteBuffer wavenumbers, ByteBuffer weights) {}

  /** Maps of one kind: value = offset + scale × byte. */
  record Maps(ByteBuffer values, ByteBuffer scale, ByteBuffer offset) {}

  private static final int MAX_READINGS = 64;

  private final Wire.ResultBlock block;
  private final int count;
  private final int classes;
  final int members;
  final ByteBuffer predicted;
  final ByteBuffer votes;
  final ByteBuffer means;
  final ByteBuffer probabilities;
  final ByteBuffer classSets;
  final ByteBuffer memberVotes;
  final ByteBuffer quality;
  final ByteBuffer truth;
  final ByteBuffer shadow;
  final ByteBuffer shadowDifference;
  final List<ByteBuffer> bands = new ArrayList<>();
  final List<ByteBuffer> readings = new ArrayList<>();
  final boolean withContexts;
  final ByteBuffer context;
  final ByteBuffer contextDistance;
  final ByteBuffer contextClass;
  final ByteBuffer linearisedClass;
  final ByteBuffer contradicts;
  final ByteBuffer latent;
  final ByteBuffer outside;
  final Pairs limeBands;
  final Pairs activationBands;
  final Maps activationMaps;
  final Maps limeMaps;

  ResultFields(Wire.ResultBlock block) throws RejectedRecordException {
    this.block = block;
    this.count = block.getXCount();
    this.classes = block.getClassNamesCount();
    if (block.getYCount() != count || count == 0) {
      throw malformed(count + " columns and " + block.getYCount() + " rows");
    }
    this.predicted = numbers("predicted_class", block.getPredictedClass(), classes == 0 ? 0 : 1);
    long perClass = (long) classes * Float.BYTES;
    this.votes = numbers("vote_fractions", block.getVoteFractions(), perClass);
    this.means = numbers("mean_probabilities", block.getMeanProbabilities(), perClass);
    this.probabilities =
        numbers(
            "class_probabilities",
            block.getClassProbabilities(),
            block.getClassProbabilities().isEmpty() ? 0 : perClass);
    this.classSets =
        numbers("class_sets", block.getClassSets(), block.getClassSets().isEmpty() ? 0 : classes);
    this.members = block.getMemberVotes().isEmpty() ? 0 : block.getMembers();
    this.memberVotes =
        numbers("member_votes", block.getMemberVotes(), Integer.toUnsignedLong(members));
    this.quality = numbers("quality", block.getQuality(), Short.BYTES);
    this.truth = truth();
    Wire.ShadowAgreement compared = block.getShadow();
    this.shadow = numbers("shadow.comparison", compared.getComparison(), block.hasShadow() ? 1 : 0);
    this.shadowDifference =
        numbers(
            "shadow.difference",
            compared.getDifference(),
            compared.getDifference().isEmpty() ? 0 : Float.BYTES);
    for (Wire.BandValues band : block.getBandsList()) {
      bands.add(numbers("band " + band.getName(), band.getValues(), Float.BYTES));
    }
    checkReadings();
    this.withContexts = !block.getContext().isEmpty();
    int one = withContexts ? 1 : 0;
    this.context = numbers("context", block.getContext(), (long) one * Short.BYTES);
    this.contextDistance =
        numbers("context_distance", block.getContextDistance(), (long) one * Float.BYTES);
    this.contextClass = numbers("context_class", block.getContextClass(), one);
    this.linearisedClass = numbers("linearised_class", block.getLinearisedClass(), one);
    this.contradicts = numbers("contradicts", block.getContradicts(), one);
    this.latent =
        numbers("latent", block.getLatent(), (long) one * ResultView.LATENT * Float.BYTES);
    this.outside = numbers("outside_context", block.getOutsideContext(), one);
    this.limeBands = pairs("lime_bands", block.getLimeBands());
    this.activationBands = pairs("activation_bands", block.getActivationBands());
    this.activationMaps = maps("activation_maps", block.getActivationMaps());
    this.limeMaps = maps("lime_maps", block.getLimeMaps());
    checkValues();
  }

  private void checkReadings() throws RejectedRecordException {
    if (block.getReadingsCount() > MAX_READINGS) {
      throw malformed(block.getReadingsCount() + " readings; expected at most " + MAX_READINGS);
    }
    Set<String> names = new HashSet<>();
    for (Wire.Reading reading : block.getReadingsList()) {
      if (!reading.getName().matches("[A-Za-z0-9._-]{1,64}") || !names.add(reading.getName())) {
        throw malformed(
            "reading '"
                + reading.getName()
                + "'; expected a name of its own of 1 to 64 characters of A-Z a-z 0-9 . _ -");
      }
      readings.add(numbers("reading " + reading.getName(), reading.getValues(), Float.BYTES));
    }
  }

  private ByteBuffer truth() throws RejectedRecordException {
    int names = block.getTruthNamesCount();
    ByteBuffer values = numbers("truth", block.getTruth(), names == 0 ? 0 : 1);
    for (int i = 0; i < values.limit(); i++) {
      int index = values.get(i) & 0xff;
      if (index >= names && index != NO_CLASS) {
        throw malformed("truth " + index + " of " + names + " names");
      }
    }
    return values;
  }

  private ByteBuffer numbers(String field, ByteString bytes, long bytesPerSpectrum)
      throws RejectedRecordException {
    if (bytes.size() != bytesPerSpectrum * count) {
      throw malformed(
          field + " has " + bytes.size() + " bytes; expected " + bytesPerSpectrum * count);
    }
    return Packed.over(bytes);
  }

  private Pairs pairs(String name, Wire.TopBands found) throws RejectedRecordException {
    if (found.getBands() < 0 || found.getBands() > ResultView.MAX_TOP_BANDS) {
      throw malformed(
          Integer.toUnsignedString(found.getBands())
              + " "
              + name
              + " a spectrum; expected at most "
              + ResultView.MAX_TOP_BANDS);
    }
    long bytes = (long) found.getBands() * Float.BYTES;
    return new Pairs(
        numbers(name + ".wavenumbers", found.getWavenumbers(), bytes),
        numbers(name + ".weights", found.getWeights(), bytes));
  }

  private Maps maps(String name, Wire.ActivationMaps found) throws RejectedRecordException {
    int one = found.getPoints() == 0 ? 0 : Float.BYTES;
    return new Maps(
        numbers(name + ".values", found.getValues(), Integer.toUnsignedLong(found.getPoints())),
        numbers(name + ".scale", found.getScale(), one),
        numbers(name + ".offset", found.getOffset(), one));
  }

  private void checkValues() throws RejectedRecordException {
    if (Integer.compareUnsigned(block.getWidth(), ImageGeometry.MAX_SIDE) > 0
        || Integer.compareUnsigned(block.getHeight(), ImageGeometry.MAX_SIDE) > 0) {
      throw malformed(
          "an image of "
              + Integer.toUnsignedString(block.getWidth())
              + " × "
              + Integer.toUnsignedString(block.getHeight())
              + " pixels; expected at most "
              + ImageGeometry.MAX_SIDE
              + " a side");
    }
    boolean inImage = block.getWidth() > 0 && block.getHeight() > 0;
    for (int i = 0; i < count; i++) {
      if (classes > 0) {
        checkClass(predicted.get(i));
      }
      if (withContexts) {
        checkClass(contextClass.get(i));
        checkClass(linearisedClass.get(i));
        if (contradicts.get(i) >>> 1 != 0) {
          throw malformed("contradicts " + contradicts.get(i));
        }
      }
      if (inImage
          && (Integer.compareUnsigned(block.getX(i), block.getWidth()) >= 0
              || Integer.compareUnsigned(block.getY(i), block.getHeight()) >= 0)) {
        throw malformed("pixel (" + block.getX(i) + ", " + block.getY(i) + ") outside the image");
      }
    }
    for (int vote = 0; vote < memberVotes.limit(); vote++) {
      checkClass(memberVotes.get(vote));
    }
  }

  private void checkClass(byte found) throws RejectedRecordException {
    int index = found & 0xff;
    if (index != NO_CLASS && index >= classes) {
      throw malformed("class " + index + " of " + classes);
    }
  }

  static RejectedRecordException malformed(String found) {
    return new RejectedRecordException(
        RejectReason.MALFORMED, "the record is no ResultBlock: " + found);
  }
}
