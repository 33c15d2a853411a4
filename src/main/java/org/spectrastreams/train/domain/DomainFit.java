package org.spectrastreams.train.domain;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.spectrastreams.network.domain.DdSimca;
import org.spectrastreams.train.data.PrincipalAxes;

/**
 * The domain of training spectra, and how far it can be believed.
 *
 * <p>The principal components are those of all spectra. Scales, degrees of freedom and the
 * threshold are taken from spectra of groups (images, blocks, patients, files) that the components
 * of their turn had not seen: {@value #FOLDS} folds of whole groups. The threshold is the 99th
 * percentile of the worst group: a pooled percentile is right for the groups at hand and wrong for
 * the next one.
 *
 * @param domain the domain
 * @param groups how many groups the threshold was taken from
 * @param falseAlarms the mean share of a group's spectra that lie outside a threshold which the
 *     other groups alone gave
 * @param worstFalseAlarms the same of the worst group
 * @param alarms of each spectrum, whether it is one of those false alarms
 */
public record DomainFit(
    DdSimca domain, int groups, double falseAlarms, double worstFalseAlarms, boolean[] alarms) {
  /** Principal components, where the spectra support as many. */
  public static final int COMPONENTS = 20;

  /** Folds of whole groups. */
  static final int FOLDS = 8;

  private static final double KEPT = 0.99;

  /** The part of the largest variance that a component must have. */
  private static final double LEAST_VARIANCE = 1e-6;

  /** Score and orthogonal distance of every spectrum, by components that had not seen it. */
  private record Distances(double[] score, double[] orthogonal) {}

  /**
   * Fits the domain.
   *
   * @param values prepared spectra, rows × points
   * @param points of a spectrum
   * @param groups of each spectrum; two or more different ones
   * @throws IllegalArgumentException if there is one group alone, or spectra too few or too alike
   */
  public static DomainFit of(float[] values, int points, int[] groups) {
    int[] names = IntStream.of(groups).distinct().sorted().toArray();
    int rows = groups.length;
    if (names.length < 2) {
      throw new IllegalArgumentException(
          "a domain from "
              + names.length
              + " group of spectra; expected 2 or more (images, blocks, patients, files), because"
              + " its threshold must hold for a group that was not seen");
    }
    int folds = Math.min(FOLDS, names.length);
    Map<Integer, Integer> foldOf = new TreeMap<>();
    for (int g = 0; g < names.length; g++) {
      foldOf.put(names[g], g % folds);
    }
    Distances found = new Distances(new double[rows], new double[rows]);
    for (int fold = 0; fold < folds; fold++) {
      int out = fold;
      int[] seen = IntStream.range(0, rows).filter(i -> foldOf.get(groups[i]) != out).toArray();
      DdSimca inner = axes(select(values, points, seen), seen.length, points);
      for (int i = 0; i < rows; i++) {
        if (foldOf.get(groups[i]) == fold) {
          DdSimca.Parts parts = inner.parts(values, i * points);
          found.score[i] = parts.score();
          found.orthogonal[i] = parts.orthogonal();
        }
      }
    }
    DdSimca whole = axes(values, rows, points);
    DdSimca scaled =
        new DdSimca(
            whole.mean(),
            whole.components(),
            whole.variances(),
            mean(found.score),
            freedom(found.score),
            mean(found.orthogonal),
            freedom(found.orthogonal),
            1);
    double[] worst = new double[names.length];
    double[][] totals = new double[names.length][];
    for (int g = 0; g < names.length; g++) {
      int name = names[g];
      totals[g] =
          IntStream.range(0, rows)
              .filter(i -> groups[i] == name)
              .mapToDouble(i -> total(scaled, found, i))
              .sorted()
              .toArray();
      worst[g] = totals[g][(int) Math.ceil(KEPT * totals[g].length) - 1];
    }
    double threshold = Arrays.stream(worst).max().orElseThrow();
    boolean[] alarms = new boolean[rows];
    double sum = 0;
    double most = 0;
    for (int g = 0; g < names.length; g++) {
      int left = g;
      double others =
          IntStream.range(0, names.length)
              .filter(other -> other != left)
              .mapToDouble(other -> worst[other])
              .max()
              .orElseThrow();
      double share =
          (double) Arrays.stream(totals[g]).filter(total -> total > others).count()
              / totals[g].length;
      sum += share;
      most = Math.max(most, share);
      for (int i = 0; i < rows; i++) {
        alarms[i] |= groups[i] == names[g] && total(scaled, found, i) > others;
      }
    }
    return new DomainFit(
        scaled.withThreshold(threshold), names.length, sum / names.length, most, alarms);
  }

  /** Components and variances with scales of 1. */
  private static DdSimca axes(float[] values, int rows, int points) {
    PrincipalAxes axes = PrincipalAxes.of(values, rows, points, COMPONENTS);
    double[] variances = new double[axes.components().length];
    int kept = 0;
    for (int k = 0; k < variances.length; k++) {
      for (double[] score : axes.scores()) {
        variances[k] += score[k] * score[k] / rows;
      }
      if (variances[k] > LEAST_VARIANCE * variances[0]) {
        kept++;
      }
    }
    if (kept == 0) {
      throw new IllegalArgumentException(
          rows + " spectra without any difference; expected spectra that vary");
    }
    return new DdSimca(
        axes.mean(),
        Arrays.copyOf(axes.components(), kept),
        Arrays.copyOf(variances, kept),
        1,
        1,
        1,
        1,
        1);
  }

  private static double total(DdSimca scaled, Distances found, int i) {
    return scaled.distance(new DdSimca.Parts(found.score[i], found.orthogonal[i]));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** N = 2 (mean / standard deviation)², by the moments of the scaled χ² law; 1 or more. */
  private static int freedom(double[] values) {
    double mean = mean(values);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    return (int) Math.max(1, Math.min(10_000, Math.round(2 * mean * mean / variance)));
  }

  private static float[] select(float[] values, int points, int[] rows) {
    float[] chosen = new float[rows.length * points];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * points, chosen, i * points, points);
    }
    return chosen;
  }
}
