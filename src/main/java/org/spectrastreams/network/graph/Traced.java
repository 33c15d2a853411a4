package org.spectrastreams.network.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network that was written down.
 *
 * @param input what it reads
 * @param output what it gives
 * @param members the members of the ensemble that its arrays are of
 */
public record Traced(Value input, Value output, int members) {
  /** All values that the output hangs on, each after what it is computed of. */
  public List<Value> order() {
    Set<Value> done = new LinkedHashSet<>();
    List<Value> open = new ArrayList<>(List.of(output));
    while (!open.isEmpty()) {
      Value value = open.get(open.size() - 1);
      if (done.contains(value)) {
        open.remove(open.size() - 1);
        continue;
      }
      List<Value> missing = value.inputs().stream().filter(one -> !done.contains(one)).toList();
      if (missing.isEmpty()) {
        done.add(value);
      } else {
        for (int i = missing.size() - 1; i >= 0; i--) {
          open.add(missing.get(i));
        }
      }
    }
    return List.copyOf(done);
  }

  /** The marked inner value of this name. */
  public Optional<Value> marked(String name) {
    return order().stream().filter(value -> value.mark().equals(name)).findFirst();
  }

  /** The names of all marked inner values, from the input on. */
  public List<String> marks() {
    return order().stream().map(Value::mark).filter(mark -> !mark.isEmpty()).toList();
  }

  /** What each value is used by, once for every use. */
  Map<Value, List<Value>> uses() {
    Map<Value, List<Value>> uses = new HashMap<>();
    for (Value value : order()) {
      for (Value of : value.inputs()) {
        uses.computeIfAbsent(of, key -> new ArrayList<>()).add(value);
      }
    }
    return uses;
  }

  /** This network with some values put in the place of others. */
  Traced replacing(Map<Value, Value> by) {
    Map<Value, Value> now = new HashMap<>();
    for (Value value : order()) {
      Value chosen = by.get(value);
      if (chosen == null) {
        List<Value> inputs = value.inputs().stream().map(now::get).toList();
        chosen =
            inputs.equals(value.inputs())
                ? value
                : new Value(value.op(), inputs, value.shape(), value.mark());
      } else {
        chosen = rebuilt(chosen, now, new HashMap<>());
      }
      now.put(value, chosen);
    }
    return new Traced(input, now.get(output), members);
  }

  /** A new value whose inputs may be old ones that were replaced in turn. */
  private static Value rebuilt(Value value, Map<Value, Value> now, Map<Value, Value> done) {
    Value known = now.get(value);
    if (known != null) {
      return known;
    }
    Value before = done.get(value);
    if (before != null) {
      return before;
    }
    List<Value> inputs = value.inputs().stream().map(one -> rebuilt(one, now, done)).toList();
    Value built =
        inputs.equals(value.inputs())
            ? value
            : new Value(value.op(), inputs, value.shape(), value.mark());
    done.put(value, built);
    return built;
  }

  /** The passes that every network gets. */
  public Traced arranged() {
    return Lengths.planned(Grouping.grouped(DenseJoin.joined(Simplify.simplified(this))));
  }
}
