package org.spectrastreams.network.foreign;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The weights of a graph under names that follow from the order in which it is walked, so that
 * every walk gives the same. For one walk at a time.
 */
final class ForeignArrays {
  private final Map<String, float[]> arrays;
  private int given;

  /**
   * Names for a walk.
   *
   * @param arrays receives the weights; those that are there stay
   */
  ForeignArrays(Map<String, float[]> arrays) {
    this.arrays = arrays;
  }

  /** Weights without any so far. */
  static Map<String, float[]> none() {
    return new LinkedHashMap<>();
  }

  String fresh() {
    return "given" + given++;
  }

  void put(String name, float[] values) {
    arrays.putIfAbsent(name, values);
  }

  /** The name of an array. */
  String name(float[] values) {
    String name = fresh();
    put(name, values);
    return name;
  }
}
