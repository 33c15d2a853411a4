package org.spectrastreams.wire;

import static org.spectrastreams.wire.Sentinels.NO_CLASS;
import static org.spectrastreams.wire.Sentinels.NO_CONTEXT;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.bands.StrongestBands;
import org.spectrastreams.wire.proto.Wire;

/**
 * The one reader of a {@link Wire.ResultBlock}: its parts are checked against each other once, and
 * then read in place, spectrum {@code i} of {@link #count}. Where a spectrum has no class or
 * context the answer is that of {@link Sentinels}, where it has no number NaN. Immutable; for any
 * thread.
 */
public final class ResultView {
  /** Coordinates of a projection. */
  public static final int LATENT = 2;

  /** The most bands of an explanation that a result lists. */
  public static final int MAX_TOP_BANDS = 16;

  private final Wire.ResultBlock block;
  private final int count;
  private final int classes;
  private final ResultFields fields;
  private final OutcomeView outcomes;

  private ResultView(Wire.ResultBlock block) throws RejectedRecordException {
    this.block = block;
    this.count = block.getXCount();
    this.classes = block.getClassNamesCount();
    this.fields = new ResultFields(block);
    this.outcomes = new OutcomeView(block);
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
      throw ResultFields.malformed("no value");
    }
    try {
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(value).newCodedInput();
      in.enableAliasing(true); // maps are half the record and are seldom looked at
      return new ResultView(Wire.ResultBlock.parseFrom(in));
    } catch (IOException noMessage) {
      throw ResultFields.malformed(noMessage.getMessage());
    }
  }

  public Wire.ResultBlock block() {
    return block;
  }

  /** Whether the spectra are pixels of an image. */
  public boolean hasImage() {
    return block.getWidth() > 0 && block.getHeight() > 0;
  }

  /** The number of spectra, 1 or more. */
  public int count() {
    return count;
  }

  /** The number of classes; 0 for a pipeline without a model. */
  public int classes() {
    return classes;
  }

  /** What is said of the spectra, whatever its kind, and which of them were not judged. */
  public OutcomeView outcomes() {
    return outcomes;
  }

  /** The class's index, or {@link Sentinels#NO_CLASS}. */
  public int predictedClass(int i) {
    return classes == 0 ? NO_CLASS : fields.predicted.get(i) & 0xff;
  }

  /** The fraction of the members' votes for each class; empty without a model. */
  public float[] voteFractions(int i) {
    return row(fields.votes, i, classes);
  }

  /** The mean member probability of each class; empty without a model. */
  public float[] meanProbabilities(int i) {
    return row(fields.means, i, classes);
  }

  /** Whether the model's probabilities are calibrated. */
  public boolean isCalibrated() {
    return fields.probabilities.capacity() > 0;
  }

  /** The calibrated probability of each class; empty where the model is not calibrated. */
  public float[] classProbabilities(int i) {
    return isCalibrated() ? row(fields.probabilities, i, classes) : new float[0];
  }

  /** Whether the model gives sets of classes. */
  public boolean hasClassSets() {
    return fields.classSets.capacity() > 0;
  }

  /** Whether a class is in a spectrum's set; false without sets, and without a class. */
  public boolean isInClassSet(int i, int classIndex) {
    return hasClassSets() && fields.classSets.get(i * classes + classIndex) != 0;
  }

  /** The class each member voted for, or {@link Sentinels#NO_CLASS}; empty without a model. */
  public int[] memberVotes(int i) {
    int[] votes = new int[fields.members];
    for (int m = 0; m < votes.length; m++) {
      votes[m] = fields.memberVotes.get(i * votes.length + m) & 0xff;
    }
    return votes;
  }

  /**
   * The calibrated probability of the predicted class, or the members' mean one where the model is
   * not calibrated; NaN without a class.
   */
  public float confidence(int i) {
    return ofPredictedClass(isCalibrated() ? fields.probabilities : fields.means, i);
  }

  /** Fraction of votes for the predicted class; NaN without a class. */
  public float agreement(int i) {
    return ofPredictedClass(fields.votes, i);
  }

  private float ofPredictedClass(ByteBuffer values, int i) {
    int predicted = predictedClass(i);
    return predicted == NO_CLASS ? Float.NaN : floatAt(values, i * classes + predicted);
  }

  /** The quality bits, in the order of the block's quality names. */
  public int quality(int i) {
    return fields.quality.getShort(i * Short.BYTES) & 0xffff;
  }

  /** Whether it is told what is truly there. */
  public boolean hasTruth() {
    return block.getTruthNamesCount() > 0;
  }

  /** The number of what is truly there, or {@link Sentinels#NO_CLASS} where it is not known. */
  public int truth(int i) {
    return hasTruth() ? fields.truth.get(i) & 0xff : NO_CLASS;
  }

  /** Whether it is told how a version that is tried out compares. */
  public boolean hasShadow() {
    return block.hasShadow();
  }

  /** How that version compares; {@link ShadowVerdict#FAILED} where it was not compared. */
  public ShadowVerdict shadow(int i) {
    return hasShadow() ? ShadowVerdict.of(fields.shadow.get(i) & 0xff) : ShadowVerdict.FAILED;
  }

  /** The distance between the value and that version's; NaN where one of them has none. */
  public float shadowDifference(int i) {
    return fields.shadowDifference.capacity() > 0 ? floatAt(fields.shadowDifference, i) : Float.NaN;
  }

  /** The same result without what another version than this one was compared by. */
  public ResultView comparedWith(Wire.ModelVersion shadow) {
    if (!hasShadow() || block.getShadow().getModel().equals(shadow)) {
      return this;
    }
    try {
      return of(block.toBuilder().clearShadow().build());
    } catch (RejectedRecordException e) {
      throw new IllegalStateException("a result that was checked, less its shadow", e);
    }
  }

  /** The names of the quality flags that are set. */
  public List<String> qualityFlags(int i) {
    List<String> names = new ArrayList<>();
    for (int bit = 0; bit < block.getQualityNamesCount() && bit < Short.SIZE; bit++) {
      if ((quality(i) & 1 << bit) != 0) {
        names.add(block.getQualityNames(bit));
      }
    }
    return names;
  }

  /** Whether the spectra were given contexts. */
  public boolean hasContexts() {
    return fields.withContexts;
  }

  /** The same result without contexts. */
  public ResultView withoutContexts() {
    if (!hasContexts()) {
      return this;
    }
    try {
      return of(
          block.toBuilder()
              .clearContext()
              .clearContextDistance()
              .clearContextClass()
              .clearLinearisedClass()
              .clearContradicts()
              .clearLatent()
              .clearOutsideContext()
              .build());
    } catch (RejectedRecordException e) {
      throw new IllegalStateException("a result that was checked, less its contexts", e);
    }
  }

  /** The context, or {@link Sentinels#NO_CONTEXT}. */
  public int context(int i) {
    return hasContexts() ? fields.context.getShort(i * Short.BYTES) & 0xffff : NO_CONTEXT;
  }

  /** The distance to the context's centroid in latent space; NaN without a context. */
  public float contextDistance(int i) {
    return hasContexts() ? floatAt(fields.contextDistance, i) : Float.NaN;
  }

  /** The class that the context stands for, or {@link Sentinels#NO_CLASS}. */
  public int contextClass(int i) {
    return hasContexts() ? fields.contextClass.get(i) & 0xff : NO_CLASS;
  }

  /** The linearised classifier's class, or {@link Sentinels#NO_CLASS}. */
  public int linearisedClass(int i) {
    return hasContexts() ? fields.linearisedClass.get(i) & 0xff : NO_CLASS;
  }

  /** Whether the context stands for another class than the predicted one. */
  public boolean contradicts(int i) {
    return hasContexts() && fields.contradicts.get(i) != 0;
  }

  /** Whether the spectrum lies farther out than 95 % of the context's training spectra. */
  public boolean isOutsideContext(int i) {
    return hasContexts() && fields.outside.get(i) != 0;
  }

  /** Coordinate {@code axis}, 0 or 1, of the projected latent mean; NaN without a context. */
  public float latent(int i, int axis) {
    return hasContexts() ? floatAt(fields.latent, i * LATENT + axis) : Float.NaN;
  }

  /** The value of the block's band {@code band}; NaN where it could not be read. */
  public float band(int band, int i) {
    return floatAt(fields.bands.get(band), i);
  }

  /** The value of the block's reading {@code reading}; NaN where there is none. */
  public float reading(int reading, int i) {
    return floatAt(fields.readings.get(reading), i);
  }

  /** The strongest bands of the amortised LIME weights, strongest first; may be empty. */
  public List<StrongestBands.Band> limeBands(int i) {
    return bands(block.getLimeBands().getBands(), fields.limeBands, i);
  }

  /** The strongest bands of the activation map, where they stand in its place; may be empty. */
  public List<StrongestBands.Band> activationBands(int i) {
    return bands(block.getActivationBands().getBands(), fields.activationBands, i);
  }

  private static List<StrongestBands.Band> bands(int most, ResultFields.Pairs pairs, int i) {
    List<StrongestBands.Band> found = new ArrayList<>();
    for (int at = i * most; at < (i + 1) * most; at++) {
      float wavenumber = floatAt(pairs.wavenumbers(), at);
      if (Float.isFinite(wavenumber)) {
        found.add(new StrongestBands.Band(wavenumber, floatAt(pairs.weights(), at)));
      }
    }
    return found;
  }

  /** The predicted class's activation over the model's axis; empty where there is no map. */
  public float[] activationMap(int i) {
    return map(block.getActivationMaps().getPoints(), fields.activationMaps, i);
  }

  /** The amortised LIME weights over the model's axis; empty where there is no such map. */
  public float[] limeMap(int i) {
    return map(block.getLimeMaps().getPoints(), fields.limeMaps, i);
  }

  private float[] map(int points, ResultFields.Maps maps, int i) {
    if (points == 0 || predictedClass(i) == NO_CLASS) {
      return new float[0];
    }
    float scale = floatAt(maps.scale(), i);
    float offset = floatAt(maps.offset(), i);
    float[] values = new float[points];
    for (int p = 0; p < points; p++) {
      values[p] = offset + scale * (maps.values().get(i * points + p) & 0xff);
    }
    return values;
  }

  private static float[] row(ByteBuffer values, int i, int perRow) {
    float[] row = new float[perRow];
    for (int c = 0; c < perRow; c++) {
      row[c] = floatAt(values, i * perRow + c);
    }
    return row;
  }

  private static float floatAt(ByteBuffer values, int index) {
    return values.getFloat(index * Float.BYTES);
  }
}
