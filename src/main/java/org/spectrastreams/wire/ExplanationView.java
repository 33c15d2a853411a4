package org.spectrastreams.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Optional;
import org.spectrastreams.explain.Departure;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.proto.Wire;

/**
 * The one reader of a {@link Wire.ExplanationAnswer}, whose parts were checked against each other.
 *
 * @param answer the message
 * @param axis of the weights, of planes the one along a row; empty for a refusal, which has none
 * @param second the axis of the rows of a plane; empty for spectra of one dimension
 * @param weights one for each point of the axis, of planes row after row, owned by this record and
 *     not copied; above 0 speaks for the class
 */
public record ExplanationView(
    Wire.ExplanationAnswer answer,
    Optional<SpectralAxis> axis,
    Optional<SpectralAxis> second,
    float[] weights) {

  /**
   * Reads a record of the topic of explanations.
   *
   * @throws RejectedRecordException if it is no answer, or its parts do not agree
   */
  public static ExplanationView parse(byte[] value) throws RejectedRecordException {
    if (value == null) {
      throw malformed("no value");
    }
    try {
      return of(Wire.ExplanationAnswer.parseFrom(value));
    } catch (InvalidProtocolBufferException noMessage) {
      throw malformed(noMessage.getMessage());
    }
  }

  /**
   * Looks at an answer.
   *
   * @throws RejectedRecordException if its parts do not agree
   */
  public static ExplanationView of(Wire.ExplanationAnswer answer) throws RejectedRecordException {
    if (!answer.getRefused().isEmpty()) {
      return new ExplanationView(answer, Optional.empty(), Optional.empty(), new float[0]);
    }
    long points = Integer.toUnsignedLong(answer.getPoints());
    checkLength("wavenumbers", answer.getWavenumbers(), points);
    long rows = answer.getSecondAxis().size() / Float.BYTES;
    checkLength("second_axis", answer.getSecondAxis(), rows);
    long values = points * Math.max(1, rows);
    checkLength("weights", answer.getWeights(), values);
    if (!answer.getDeparture().isEmpty()) {
      checkLength("departure", answer.getDeparture(), values);
    }
    checkLength("mean_probabilities", answer.getMeanProbabilities(), answer.getClassNamesCount());
    checkOutcome(answer);
    checkClass("predicted_class", answer, answer.getPredictedClass());
    checkClass("explained_class", answer, answer.getExplainedClass());
    if (answer.hasContext()) {
      checkClass("context_class", answer, answer.getContext().getContextClass());
      checkClass("linearised_class", answer, answer.getContext().getLinearisedClass());
    }
    return new ExplanationView(
        answer,
        Optional.of(axis(answer, answer.getWavenumbers())),
        rows == 0 ? Optional.empty() : Optional.of(axis(answer, answer.getSecondAxis())),
        Packed.floats(answer.getWeights()));
  }

  private static void checkOutcome(Wire.ExplanationAnswer answer) throws RejectedRecordException {
    OutcomeKind kind = OutcomeKinds.of(answer.getOutcome(), answer.getOutcomeValue());
    int names = answer.getClassNamesCount();
    checkLength(
        "label_thresholds", answer.getLabelThresholds(), kind == OutcomeKind.LABELS ? names : 0);
    if (kind == OutcomeKind.VALUE && names != 1) {
      throw malformed(names + " names of one value");
    }
  }

  /** What the model says of spectra: a class, labels or a value. */
  public OutcomeKind outcome() {
    return switch (answer.getOutcome()) {
      case LABELS -> OutcomeKind.LABELS;
      case VALUE -> OutcomeKind.VALUE;
      case ONE_CLASS, UNRECOGNIZED -> OutcomeKind.ONE_CLASS;
    };
  }

  private static SpectralAxis axis(Wire.ExplanationAnswer answer, ByteString packed)
      throws RejectedRecordException {
    float[] values = Packed.floats(packed);
    double[] widened = new double[values.length];
    for (int i = 0; i < widened.length; i++) {
      widened[i] = values[i];
    }
    try {
      return SpectralAxis.of(AxisKinds.of(answer.getAxisKind()), widened);
    } catch (IllegalArgumentException noAxis) {
      throw malformed(noAxis.getMessage());
    }
  }

  /** How the spectrum departs from what is usual; empty where the answer does not say. */
  public Optional<Departure> departure() {
    return answer.getDeparture().isEmpty()
        ? Optional.empty()
        : Optional.of(new Departure(Packed.floats(answer.getDeparture())));
  }

  private static void checkLength(String field, ByteString bytes, long values)
      throws RejectedRecordException {
    if (bytes.size() != values * Float.BYTES) {
      throw malformed(field + " has " + bytes.size() + " bytes; expected " + values * Float.BYTES);
    }
  }

  private static void checkClass(String field, Wire.ExplanationAnswer answer, int index)
      throws RejectedRecordException {
    if (Integer.compareUnsigned(index, answer.getClassNamesCount()) >= 0) {
      throw malformed(
          field
              + " is "
              + Integer.toUnsignedString(index)
              + " of "
              + answer.getClassNamesCount()
              + " classes");
    }
  }

  private static RejectedRecordException malformed(String found) {
    return new RejectedRecordException(
        RejectReason.MALFORMED, "the record is no ExplanationAnswer: " + found);
  }
}
