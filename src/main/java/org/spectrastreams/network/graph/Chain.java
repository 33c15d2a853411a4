package org.spectrastreams.network.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.network.graph.Op.Convolved;
import org.spectrastreams.network.graph.Op.Curved;

/**
 * Convolutions along one dimension, each of the curve of the one before it, that nothing else looks
 * into.
 *
 * @param convolutions from the input on, one or more
 * @param curve the curve behind the last one; null where there is none or it is used otherwise
 */
record Chain(List<Value> convolutions, Value curve) {
  /** All chains of a network. */
  static List<Chain> of(Traced network) {
    Map<Value, List<Value>> uses = network.uses();
    Map<Value, Value> next = new HashMap<>();
    List<Value> all = network.order().stream().filter(Chain::along).toList();
    List<Value> inner = new ArrayList<>();
    for (Value convolution : all) {
      Value curve = only(convolution, uses);
      Value following = curve == null || !isCurve(curve) ? null : only(curve, uses);
      if (following != null && all.contains(following) && following.input(0).equals(curve)) {
        next.put(convolution, following);
        inner.add(following);
      }
    }
    List<Chain> chains = new ArrayList<>();
    for (Value first : all) {
      if (!inner.contains(first)) {
        List<Value> links = new ArrayList<>();
        for (Value link = first; link != null; link = next.get(link)) {
          links.add(link);
        }
        Value curve = only(links.get(links.size() - 1), uses);
        chains.add(new Chain(links, curve != null && isCurve(curve) ? curve : null));
      }
    }
    return chains;
  }

  /** The only value that uses this one; null where others do, or it is marked. */
  static Value only(Value value, Map<Value, List<Value>> uses) {
    List<Value> users = uses.getOrDefault(value, List.of());
    return value.mark().isEmpty() && users.size() == 1 ? users.get(0) : null;
  }

  private static boolean isCurve(Value value) {
    return value.op() instanceof Curved curved && !curved.turned();
  }

  private static boolean along(Value value) {
    return value.op() instanceof Convolved convolved
        && convolved.window().bare()
        && convolved.window().size().get(0) == 1
        && value.input(0).length(2) == 1
        && value.input(1).isContent();
  }

  int size() {
    return convolutions.size();
  }

  Value link(int index) {
    return convolutions.get(index);
  }

  int kernel(int index) {
    return ((Convolved) link(index).op()).window().size().get(1);
  }

  int stride(int index) {
    return ((Convolved) link(index).op()).window().stride().get(1);
  }
}
