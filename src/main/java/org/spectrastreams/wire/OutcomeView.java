package org.spectrastreams.wire;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.Outcome;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.wire.proto.Wire;

/**
 * What a result says of its spectra, whatever its kind: spectrum {@code i} of a {@link
 * Wire.ResultBlock}. A result of an earlier version says by a missing class alone that a spectrum
 * was not judged: its quality was too poor. Immutable; for any thread.
 */
public final class OutcomeView {
  private final Wire.ResultBlock block;
  private final int count;
  private final OutcomeKind kind;
  private final List<NotJudgedReason> reasons;
  private final ByteBuffer notJudged;
  private final ByteBuffer fit;
  private final ByteBuffer thresholds;
  private final ByteBuffer scores;
  private final ByteBuffer values;
  private final ByteBuffer means;

  /**
   * Looks at a block whose other fields were checked.
   *
   * @throws RejectedRecordException if the fields do not agree with each other
   */
  OutcomeView(Wire.ResultBlock block) throws RejectedRecordException {
    this.block = block;
    this.count = block.getXCount();
    this.kind = OutcomeKinds.of(block.getOutcome(), block.getOutcomeValue());
    this.reasons = checkedReasons(block.getNotJudgedReasonsList());
    this.notJudged =
        block.getNotJudged().isEmpty()
            ? Packed.over(ByteString.EMPTY)
            : numbers("not_judged", block.getNotJudged(), count);
    this.fit =
        block.getFit().isEmpty()
            ? Packed.over(ByteString.EMPTY)
            : numbers("fit", block.getFit(), Float.BYTES * (long) count);
    int labels = block.getLabelNamesCount();
    if (labels > OutcomeBuilder.MAX_LABELS
        || (kind == OutcomeKind.LABELS) != (labels > 0)
        || new HashSet<>(block.getLabelNamesList()).size() != labels) {
      throw ResultFields.malformed(labels + " labels in a result of " + kind.id());
    }
    this.thresholds =
        numbers("label_thresholds", block.getLabelThresholds(), Float.BYTES * (long) labels);
    this.scores =
        numbers("label_scores", block.getLabelScores(), (long) Float.BYTES * labels * count);
    this.values =
        numbers(
            "values",
            block.getValues(),
            kind == OutcomeKind.VALUE ? (long) Float.BYTES * count : 0);
    this.means = Packed.over(block.getMeanProbabilities());
    check();
  }

  private void check() throws RejectedRecordException {
    for (int l = 0; l < labels().size(); l++) {
      if (!Float.isFinite(threshold(l))) {
        throw ResultFields.malformed("threshold " + threshold(l) + " of label " + labels().get(l));
      }
    }
    for (int i = 0; i < count; i++) {
      if (notJudged.limit() > 0) {
        int index = notJudged.get(i) & 0xff;
        if (index != Sentinels.JUDGED && index >= reasons.size()) {
          throw ResultFields.malformed("reason " + index + " of " + reasons.size());
        }
      }
      if (fit.limit() > 0 && fit(i) < 0) {
        throw ResultFields.malformed("fit " + fit(i));
      }
      if (isJudged(i) != says(i)) {
        throw ResultFields.malformed(
            "spectrum " + i + " is judged and has no outcome, or the reverse");
      }
    }
  }

  /** Whether the fields of the kind hold something of spectrum {@code i}. */
  private boolean says(int i) throws RejectedRecordException {
    switch (kind) {
      case ONE_CLASS -> {
        return block.getClassNamesCount() == 0
            ? isJudged(i)
            : predictedClass(i) != Sentinels.NO_CLASS;
      }
      case LABELS -> {
        int finite = 0;
        for (int l = 0; l < labels().size(); l++) {
          finite += Float.isFinite(score(i, l)) ? 1 : 0;
        }
        if (finite != 0 && finite != labels().size()) {
          throw ResultFields.malformed(
              finite + " of " + labels().size() + " scores of spectrum " + i);
        }
        return finite > 0;
      }
      case VALUE -> {
        return Float.isFinite(value(i));
      }
    }
    throw new IllegalStateException("a kind of outcome without fields: " + kind);
  }

  private static List<NotJudgedReason> checkedReasons(List<Wire.NotJudgedReason> found)
      throws RejectedRecordException {
    if (found.size() > OutcomeBuilder.MAX_REASONS) {
      throw ResultFields.malformed(
          found.size() + " reasons; expected at most " + OutcomeBuilder.MAX_REASONS);
    }
    List<NotJudgedReason> reasons = new ArrayList<>();
    for (Wire.NotJudgedReason reason : found) {
      try {
        reasons.add(new NotJudgedReason(reason.getId(), reason.getText()));
      } catch (IllegalArgumentException noReason) {
        throw ResultFields.malformed(noReason.getMessage());
      }
    }
    return List.copyOf(reasons);
  }

  private static ByteBuffer numbers(String field, ByteString bytes, long expected)
      throws RejectedRecordException {
    if (bytes.size() != expected) {
      throw ResultFields.malformed(field + " has " + bytes.size() + " bytes; expected " + expected);
    }
    return Packed.over(bytes);
  }

  /** What the result says of every spectrum. */
  public OutcomeKind kind() {
    return kind;
  }

  /** Whether anything is said of the spectra; a pipeline without a model only looks at quality. */
  public boolean isPresent() {
    return kind != OutcomeKind.ONE_CLASS || block.getClassNamesCount() > 0;
  }

  /** Whether spectrum {@code i} was judged; true also where nothing is asked. */
  public boolean isJudged(int i) {
    return notJudged(i).isEmpty();
  }

  /** Why spectrum {@code i} was not judged; empty where it was. */
  public Optional<NotJudgedReason> notJudged(int i) {
    if (notJudged.limit() > 0) {
      int index = notJudged.get(i) & 0xff;
      return index == Sentinels.JUDGED ? Optional.empty() : Optional.of(reasons.get(index));
    }
    return kind == OutcomeKind.ONE_CLASS
            && block.getClassNamesCount() > 0
            && predictedClass(i) == Sentinels.NO_CLASS
        ? Optional.of(NotJudgedReason.QUALITY)
        : Optional.empty();
  }

  /** Whether the model knows how far a spectrum lies from what it was trained on. */
  public boolean hasFit() {
    return fit.limit() > 0;
  }

  /**
   * How far spectrum {@code i} lies from what the model was trained on, in units of its threshold:
   * above 1 is outside; NaN where it is not known.
   */
  public float fit(int i) {
    return hasFit() ? fit.getFloat(i * Float.BYTES) : Float.NaN;
  }

  /** The names of the labels; empty for other kinds. */
  public List<String> labels() {
    return block.getLabelNamesList();
  }

  /** The score from which on label {@code label} is present. */
  public float threshold(int label) {
    return thresholds.getFloat(label * Float.BYTES);
  }

  /** The score of label {@code label} for spectrum {@code i}; NaN where it was not judged. */
  public float score(int i, int label) {
    return scores.getFloat((i * labels().size() + label) * Float.BYTES);
  }

  /** Whether spectrum {@code i} carries label {@code label}. */
  public boolean hasLabel(int i, int label) {
    return score(i, label) >= threshold(label);
  }

  /** Whether every judged spectrum has a number. */
  public boolean hasValues() {
    return kind == OutcomeKind.VALUE;
  }

  /** What the value is; empty for other kinds. */
  public String valueName() {
    return block.getValueName();
  }

  /** The unit of the value; empty where it has none. */
  public String valueUnit() {
    return block.getValueUnit();
  }

  /** The number for spectrum {@code i}; NaN where it was not judged. */
  public float value(int i) {
    return values.getFloat(i * Float.BYTES);
  }

  private int predictedClass(int i) {
    return block.getPredictedClass().byteAt(i) & 0xff;
  }

  /** What is said of spectrum {@code i}; empty where nothing is asked. */
  public Optional<Outcome> outcome(int i) {
    if (!isPresent()) {
      return Optional.empty();
    }
    Optional<NotJudgedReason> reason = notJudged(i);
    if (reason.isPresent()) {
      return Optional.of(new Outcome.NotJudged(kind, reason.get(), fit(i)));
    }
    return Optional.of(
        switch (kind) {
          case ONE_CLASS -> {
            int found = predictedClass(i);
            int classes = block.getClassNamesCount();
            yield new Outcome.OneClass(
                found,
                block.getClassNames(found),
                means.getFloat((i * classes + found) * Float.BYTES));
          }
          case LABELS -> {
            List<Outcome.Label> found = new ArrayList<>();
            for (int l = 0; l < labels().size(); l++) {
              found.add(new Outcome.Label(labels().get(l), score(i, l), threshold(l)));
            }
            yield new Outcome.Labels(found);
          }
          case VALUE -> new Outcome.Value(value(i), valueUnit());
        });
  }
}
