package org.spectrastreams.train.label;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.spectrastreams.network.LatentLayer;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.exact.Exact;
import org.spectrastreams.network.exact.ExactOps;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.PreparedLabels;

/**
 * The two steps in which Rieger 2023 explains a network of labels: which shapes its latent channels
 * look for, and where the linear layer wants to see them for each label.
 */
public final class LatentPatterns {
  private static final int TOP = 100;
  private static final int EDGE = 5;

  private LatentPatterns() {}

  /**
   * What a channel looks for.
   *
   * @param mean of the fields of the spectra where it is most active, one value a point of a field
   * @param deviation of them
   */
  public record Shape(double[] mean, double[] deviation) {}

  private record Found(double activation, int row, int place) {}

  /** Step 1: for each latent channel the 100 places of all spectra where it is most active. */
  public static List<Shape> shapes(
      Network network, Map<String, float[]> weights, PreparedLabels data) {
    LatentLayer layer = network.latent().orElseThrow();
    int places = layer.places();
    List<PriorityQueue<Found>> top = new ArrayList<>();
    for (int channel = 0; channel < layer.channels(); channel++) {
      top.add(new PriorityQueue<>(Comparator.comparingDouble(Found::activation)));
    }
    for (int row = 0; row < data.count(); row++) {
      double[] latent = latent(network, weights, data, row);
      for (int channel = 0; channel < layer.channels(); channel++) {
        PriorityQueue<Found> best = top.get(channel);
        for (int place = EDGE; place < places - EDGE; place++) {
          double activation = latent[channel * places + place];
          if (best.size() < TOP || activation > best.peek().activation) {
            best.add(new Found(activation, row, place));
          }
          if (best.size() > TOP) {
            best.poll();
          }
        }
      }
    }
    return top.stream().map(found -> shape(layer, data, found)).toList();
  }

  private static double[] latent(
      Network network, Map<String, float[]> weights, PreparedLabels data, int row) {
    ExactOps ops = new ExactOps(weights);
    double[] spectrum = new double[data.points()];
    for (int i = 0; i < spectrum.length; i++) {
      spectrum[i] = data.values()[row * data.points() + i];
    }
    network.values(ops, ops.input(spectrum, spectrum.length));
    Exact latent = ops.marks().get(network.latent().orElseThrow().mark());
    return latent.values();
  }

  private static Shape shape(LatentLayer layer, PreparedLabels data, Iterable<Found> found) {
    double[] sum = new double[layer.field()];
    double[] squares = new double[layer.field()];
    int count = 0;
    for (Found one : found) {
      int from = one.row * data.points() + layer.step() * one.place;
      for (int i = 0; i < layer.field(); i++) {
        double value = data.values()[from + i];
        sum[i] += value;
        squares[i] += value * value;
      }
      count++;
    }
    for (int i = 0; i < layer.field(); i++) {
      sum[i] /= count;
      squares[i] = Math.sqrt(Math.max(0, squares[i] / count - sum[i] * sum[i]));
    }
    return new Shape(sum, squares);
  }

  /**
   * Where a label wants to see something.
   *
   * @param wavenumber of the middle of what the place sees, cm⁻¹
   * @param mean over the members of the largest positive weight of any channel there
   * @param deviation over the members
   */
  public record Region(double wavenumber, double mean, double deviation) {}

  /** Step 2: for each latent place how much a label wants it, over the members. */
  public static List<Region> regions(
      Network network, List<Map<String, float[]>> members, SpectralAxis axis, int label) {
    LatentLayer layer = network.latent().orElseThrow();
    int places = layer.places();
    List<Region> regions = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      double sum = 0;
      double squares = 0;
      for (Map<String, float[]> member : members) {
        double most = 0;
        for (int channel = 0; channel < layer.channels(); channel++) {
          int at = (channel * places + place) * network.classes() + label;
          most = Math.max(most, member.get(layer.weights())[at]);
        }
        sum += most;
        squares += most * most;
      }
      double mean = sum / members.size();
      double middle = layer.step() * place + (layer.field() - 1) / 2.0;
      int below = (int) middle;
      double wavenumber = (axis.at(below) + axis.at(below + 1)) / 2;
      regions.add(
          new Region(
              wavenumber, mean, Math.sqrt(Math.max(0, squares / members.size() - mean * mean))));
    }
    return regions;
  }
}
