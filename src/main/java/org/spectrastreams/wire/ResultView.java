package org.spectrastreams.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.wire.proto.Wire;

/** Reads the numbers of a {@link Wire.ResultBlock} in place. One thread at a time. */
public final class ResultView {
  public static final int NO_CLASS = 255;
  public static final int NO_CONTEXT = 0xffff;

  /** Coordinates of a projection. */
  public static final int LATENT = 2;

  /** The most bands of an explanation that a result lists. */
  public static final int MAX_TOP_BANDS = 16;

  private final Wire.ResultBlock block;
  private final int count;
  private final int classes;
  private final ByteBuffer predicted;
  private final ByteBuffer votes;
  private final ByteBuffer means;
  private final ByteBuffer quality;
  private final List<ByteBuffer> bands = new ArrayList<>();
  private final boolean withContexts;
  private final ByteBuffer context;
  private final ByteBuffer contextDistance;
  private final ByteBuffer contextClass;
  private final ByteBuffer linearisedClass;
  private final ByteBuffer contradicts;
  private final ByteBuffer latent;
  private final ByteBuffer outside;

  private ResultView(Wire.ResultBlock block) throws RejectedRecordException {
    this.block = block;
    this.count = block.getXCount();
    this.classes = block.getClassNamesCount();
    if (block.getYCount() != count || count == 0) {
      throw malformed(count + " columns and " + block.getYCount() + " rows");
    }
    this.predicted = numbers("predicted_class", block.getPredictedClass(), classes == 0 ? 0 : 1);
    this.votes = numbers("vote_fractions", block.getVoteFractions(), classes * Float.BYTES);
    this.means = numbers("mean_probabilities", block.getMeanProbabilities(), classes * Float.BYTES);
    this.quality = numbers("quality", block.getQuality(), Short.BYTES);
    for (Wire.BandValues band : block.getBandsList()) {
      bands.add(numbers("band " + band.getName(), band.getValues(), Float.BYTES));
    }
    this.withContexts = !block.getContext().isEmpty();
    int one = withContexts ? 1 : 0;
    this.context = numbers("context", block.getContext(), one * Short.BYTES);
    this.contextDistance =
        numbers("context_distance", block.getContextDistance(), one * Float.BYTES);
    this.contextClass = numbers("context_class", block.getContextClass(), one);
    this.linearisedClass = numbers("linearised_class", block.getLinearisedClass(), one);
    this.contradicts = numbers("contradicts", block.getContradicts(), one);
    this.latent = numbers("latent", block.getLatent(), one * LATENT * Float.BYTES);
    this.outside = numbers("outside_context", block.getOutsideContext(), one);
    checkBands("lime_bands", block.getLimeBands());
    checkBands("activation_bands", block.getActivationBands());
    for (int i = 0; i < count; i++) {
      checkClass(predictedClass(i));
      if (withContexts) {
        checkClass(contextClass(i));
        checkClass(linearisedClass(i));
        if (contradicts.get(contradicts.position() + i) >>> 1 != 0) {
          throw malformed("contradicts " + contradicts.get(contradicts.position() + i));
        }
      }
      if (hasImage()
          && (Integer.compareUnsigned(block.getX(i), block.getWidth()) >= 0
              || Integer.compareUnsigned(block.getY(i), block.getHeight()) >= 0)) {
        throw malformed("pixel (" + block.getX(i) + ", " + block.getY(i) + ") outside the image");
      }
    }
  }

  private void checkBands(String name, Wire.TopBands found) throws RejectedRecordException {
    if (found.getBands() < 0 || found.getBands() > MAX_TOP_BANDS) {
      throw malformed(
          Integer.toUnsignedString(found.getBands())
              + " "
              + name
              + " a spectrum; expected at most "
              + MAX_TOP_BANDS);
    }
    numbers(name + ".wavenumbers", found.getWavenumbers(), found.getBands() * Float.BYTES);
    numbers(name + ".weights", found.getWeights(), found.getBands() * Float.BYTES);
  }

  private void checkClass(int found) throws RejectedRecordException {
    if (found != NO_CLASS && found >= classes) {
      throw malformed("class " + found + " of " + classes);
    }
  }

  /**
   * Looks at a block.
   *
   * @throws RejectedRecordException if its parts do not agree
   */
  public static ResultView of(Wire.ResultBlock block) throws RejectedRecordException {
    return new ResultView(block);
  }

  /**
   * Reads a record of the results topic. The view keeps parts of {@code value}.
   *
   * @throws RejectedRecordException if it is no result block, or its parts do not agree
   */
  public static ResultView parse(byte[] value) throws RejectedRecordException {
    if (value == null) {
      throw malformed("no value");
    }
    try {
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(value).newCodedInput();
      in.enableAliasing(true); // maps are half the record and are not looked at here
      return new ResultView(Wire.ResultBlock.parseFrom(in));
    } catch (IOException noMessage) {
      throw malformed(noMessage.getMessage());
    }
  }

  private static RejectedRecordException malformed(String found) {
    return new RejectedRecordException(
        RejectReason.MALFORMED, "the record is no ResultBlock: " + found);
  }

  private ByteBuffer numbers(String field, ByteString bytes, int bytesPerSpectrum)
      throws RejectedRecordException {
    if (bytes.size() != (long) bytesPerSpectrum * count) {
      throw malformed(
          field + " has " + bytes.size() + " bytes; expected " + (long) bytesPerSpectrum * count);
    }
    return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  public Wire.ResultBlock block() {
    return block;
  }

  public boolean hasImage() {
    return block.getWidth() > 0 && block.getHeight() > 0;
  }

  public int count() {
    return count;
  }

  public int classes() {
    return classes;
  }

  /** The class index of spectrum {@code i}, or {@link #NO_CLASS}. */
  public int predictedClass(int i) {
    return classes == 0 ? NO_CLASS : predicted.get(predicted.position() + i) & 0xff;
  }

  public int quality(int i) {
    return quality.getShort(quality.position() + i * Short.BYTES) & 0xffff;
  }

  /** Mean member probability of the predicted class; NaN without a class. */
  public float confidence(int i) {
    return ofPredictedClass(means, i);
  }

  /** Fraction of votes for the predicted class; NaN without a class. */
  public float agreement(int i) {
    return ofPredictedClass(votes, i);
  }

  private float ofPredictedClass(ByteBuffer values, int i) {
    int predictedClass = predictedClass(i);
    return predictedClass == NO_CLASS ? Float.NaN : floatAt(values, i * classes + predictedClass);
  }

  /** Whether the spectra were given contexts. */
  public boolean hasContexts() {
    return withContexts;
  }

  /** The context of spectrum {@code i}, or {@link #NO_CONTEXT}. */
  public int context(int i) {
    return context.getShort(context.position() + i * Short.BYTES) & 0xffff;
  }

  /** Its distance to the context's centroid; NaN without a context. */
  float contextDistance(int i) {
    return floatAt(contextDistance, i);
  }

  /** The class that the context stands for, or {@link #NO_CLASS}. */
  int contextClass(int i) {
    return contextClass.get(contextClass.position() + i) & 0xff;
  }

  /** The linearised classifier's class, or {@link #NO_CLASS}. */
  public int linearisedClass(int i) {
    return linearisedClass.get(linearisedClass.position() + i) & 0xff;
  }

  /** Whether the context stands for another class than the predicted one. */
  public boolean contradicts(int i) {
    return contradicts.get(contradicts.position() + i) != 0;
  }

  /** Whether the spectrum lies farther out than 95 % of the context's training spectra. */
  public boolean isOutsideContext(int i) {
    return outside.get(outside.position() + i) != 0;
  }

  /** Coordinate {@code axis}, 0 or 1, of the projected latent mean; NaN without a context. */
  public float latent(int i, int axis) {
    return floatAt(latent, i * LATENT + axis);
  }

  public float band(int band, int i) {
    return floatAt(bands.get(band), i);
  }

  private static float floatAt(ByteBuffer values, int index) {
    return values.getFloat(values.position() + index * Float.BYTES);
  }
}
