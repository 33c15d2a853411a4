package org.spectrastreams.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.wire.proto.Wire;

/**
 * Writes what is said of the spectra of one block as fields of its result: labels, values, and of
 * every kind the spectra that were not judged. Classes have fields of their own, which the caller
 * fills. For one thread and one block.
 */
public final class OutcomeBuilder {
  /** The most labels of a model. */
  public static final int MAX_LABELS = 250;

  /** The most reasons not to judge in one block. */
  public static final int MAX_REASONS = 250;

  private final OutcomeKind kind;
  private final List<String> labels;
  private final float[] thresholds;
  private final String name;
  private final String unit;
  private final List<NotJudgedReason> reasons = new ArrayList<>();
  private final byte[] notJudged;
  private final float[] numbers;
  private float[] fit;

  private OutcomeBuilder(
      OutcomeKind kind,
      List<String> labels,
      float[] thresholds,
      String name,
      String unit,
      int count) {
    this.kind = kind;
    this.labels = List.copyOf(labels);
    this.thresholds = thresholds.clone();
    this.name = name;
    this.unit = unit;
    this.notJudged = new byte[count];
    Arrays.fill(notJudged, (byte) Sentinels.JUDGED);
    int perSpectrum =
        switch (kind) {
          case ONE_CLASS -> 0;
          case LABELS -> labels.size();
          case VALUE -> 1;
        };
    this.numbers = new float[count * perSpectrum];
    Arrays.fill(numbers, Float.NaN);
  }

  /** For {@code count} spectra that get a class each. */
  public static OutcomeBuilder ofClasses(int count) {
    return new OutcomeBuilder(OutcomeKind.ONE_CLASS, List.of(), new float[0], "", "", count);
  }

  /**
   * For {@code count} spectra that may carry any of some labels.
   *
   * @param labels 1 to {@value #MAX_LABELS} different names
   * @param thresholds one a label, finite: it is present from this score on
   */
  public static OutcomeBuilder ofLabels(List<String> labels, float[] thresholds, int count) {
    if (labels.isEmpty()
        || labels.size() > MAX_LABELS
        || new HashSet<>(labels).size() != labels.size()
        || labels.size() != thresholds.length
        || !isFinite(thresholds, 0, thresholds.length)) {
      throw new IllegalArgumentException(
          "labels "
              + labels
              + " with thresholds "
              + Arrays.toString(thresholds)
              + "; expected 1 to "
              + MAX_LABELS
              + " different names and one finite threshold each");
    }
    return new OutcomeBuilder(OutcomeKind.LABELS, labels, thresholds, "", "", count);
  }

  /**
   * For {@code count} spectra that get a number each.
   *
   * @param name what the number is
   * @param unit empty where it has none
   */
  public static OutcomeBuilder ofValues(String name, String unit, int count) {
    return new OutcomeBuilder(OutcomeKind.VALUE, List.of(), new float[0], name, unit, count);
  }

  /** Spectrum {@code i} was not judged; what was said of it before is taken back. */
  public void notJudged(int i, NotJudgedReason reason) {
    int index = reasons.indexOf(reason);
    if (index < 0) {
      if (reasons.size() == MAX_REASONS) {
        throw new IllegalStateException("more than " + MAX_REASONS + " reasons in one block");
      }
      index = reasons.size();
      reasons.add(reason);
    }
    notJudged[i] = (byte) index;
    int perSpectrum = numbers.length / notJudged.length;
    Arrays.fill(numbers, i * perSpectrum, (i + 1) * perSpectrum, Float.NaN);
  }

  /**
   * How far spectrum {@code i} lies from what the model was trained on.
   *
   * @param distance in units of the model's threshold, 0 or more; NaN where it is not known
   */
  public void fit(int i, float distance) {
    if (distance < 0) {
      throw new IllegalArgumentException("distance " + distance + "; expected 0 or more, or NaN");
    }
    if (fit == null) {
      fit = new float[notJudged.length];
      Arrays.fill(fit, Float.NaN);
    }
    fit[i] = distance;
  }

  /** The score of every label for spectrum {@code i}; finite. */
  public void scores(int i, float... scores) {
    require(OutcomeKind.LABELS);
    if (scores.length != labels.size() || !isFinite(scores, 0, scores.length)) {
      throw new IllegalArgumentException(
          "scores "
              + Arrays.toString(scores)
              + "; expected "
              + labels.size()
              + " finite numbers, one a label");
    }
    System.arraycopy(scores, 0, numbers, i * scores.length, scores.length);
  }

  /** The number for spectrum {@code i}; finite. */
  public void value(int i, float value) {
    require(OutcomeKind.VALUE);
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("value " + value + "; expected a finite number");
    }
    numbers[i] = value;
  }

  private void require(OutcomeKind wanted) {
    if (kind != wanted) {
      throw new IllegalStateException(
          "the outcomes of this block are of kind " + kind.id() + ", not " + wanted.id());
    }
  }

  /**
   * Adds the fields.
   *
   * @throws IllegalStateException if nothing was said of a spectrum that was judged
   */
  public void addTo(Wire.ResultBlock.Builder into) {
    int perSpectrum = numbers.length / notJudged.length;
    for (int i = 0; i < notJudged.length; i++) {
      if (notJudged[i] == (byte) Sentinels.JUDGED
          && !isFinite(numbers, i * perSpectrum, (i + 1) * perSpectrum)) {
        throw new IllegalStateException("nothing was said of spectrum " + i);
      }
    }
    into.setOutcome(OutcomeKinds.message(kind));
    switch (kind) {
      case ONE_CLASS -> {
        // the class, its votes and its probabilities are not this builder's to write
      }
      case LABELS ->
          into.addAllLabelNames(labels)
              .setLabelThresholds(Packed.floats(thresholds))
              .setLabelScores(Packed.floats(numbers));
      case VALUE -> into.setValueName(name).setValueUnit(unit).setValues(Packed.floats(numbers));
    }
    if (!reasons.isEmpty()) {
      into.setNotJudged(Packed.bytes(notJudged.clone()));
      reasons.forEach(
          reason ->
              into.addNotJudgedReasons(
                  Wire.NotJudgedReason.newBuilder().setId(reason.id()).setText(reason.text())));
    }
    if (fit != null) {
      into.setFit(Packed.floats(fit));
    }
  }

  private static boolean isFinite(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        return false;
      }
    }
    return true;
  }
}
