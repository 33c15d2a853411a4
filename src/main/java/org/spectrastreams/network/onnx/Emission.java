package org.spectrastreams.network.onnx;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spectrastreams.network.graph.Op.Arithmetic;
import org.spectrastreams.network.graph.Op.Convolved;
import org.spectrastreams.network.graph.Op.Input;
import org.spectrastreams.network.graph.Op.Part;
import org.spectrastreams.network.graph.Op.Pooled;
import org.spectrastreams.network.graph.Op.Product;
import org.spectrastreams.network.graph.Op.Reshaped;
import org.spectrastreams.network.graph.Traced;
import org.spectrastreams.network.graph.Value;

/**
 * A network of one or many members as nodes: the way forward, and the way back from its output to
 * any of its values. Members are grouped where they share what they read, kept apart where each
 * computes much, and stacked where each computes little.
 */
final class Emission {
  /** Values of so few numbers are computed for all members at once. */
  private static final int LITTLE = 64;

  private final Nodes nodes;
  private final int members;
  private final Forms forms;
  private final Traced network;
  private final Map<Value, Placed> placed = new HashMap<>();
  private final Map<Value, Step> steps = new HashMap<>();
  private final Map<Value, Map<Form, Placed>> converted = new HashMap<>();

  /**
   * How an operator was computed.
   *
   * @param together whether one node computed what all members do with a shared value
   */
  private record Step(Form form, boolean together, List<Rule.Result> results) {}

  /** A gradient; {@code part} is the part of the value that it is for, where it is for a part. */
  private record Gradient(Placed placed, Value part) {}

  /** Adds the nodes of the way forward from the tensors of the inputs. */
  Emission(Nodes nodes, Traced network, Map<Value, Tensor> inputs) {
    this.nodes = nodes;
    this.network = network;
    this.members = network.members();
    this.forms = new Forms(nodes, members);
    inputs.forEach((value, tensor) -> placed.put(value, Placed.of(Form.SHARED, tensor)));
    for (Value value : network.order()) {
      if (!value.isContent() && !(value.op() instanceof Input)) {
        forward(value);
      }
    }
  }

  /** A value in a form. */
  Placed in(Form form, Value value) {
    Map<Form, Placed> known = converted.computeIfAbsent(value, key -> new HashMap<>());
    Placed found = known.get(form);
    if (found == null) {
      found = convert(form, value);
      known.put(form, found);
    }
    return found;
  }

  /** Views of one value are taken apart once. */
  private Placed convert(Form form, Value value) {
    Placed own = placed.get(value);
    boolean view = value.op() instanceof Reshaped && value.length(0) == value.input(0).length(0);
    if (form == Form.EACH
        && view
        && own.form() == Form.STACKED
        && form(value.input(0)) == Form.STACKED) {
      List<Integer> shape = Form.EACH.shape(value.shape(), members);
      return new Placed(
          form,
          in(form, value.input(0)).tensors().stream()
              .map(one -> nodes.reshape(one, shape))
              .toList());
    }
    return forms.to(form, own, value);
  }

  /** The form in which a value was computed. */
  Form form(Value value) {
    return placed.get(value).form();
  }

  private void forward(Value value) {
    if (together(value)) {
      Tensor shared = placed.get(value.input(0)).only();
      Tensor all =
          value.op() instanceof Convolved
              ? ConvolutionRule.together(nodes, value, shared)
              : ProductRule.together(nodes, value, shared);
      Tensor stacked = nodes.reshape(all, Form.STACKED.shape(value.shape(), members));
      steps.put(value, new Step(Form.STACKED, true, List.of(new Rule.Result(stacked))));
      placed.put(value, Placed.of(Form.STACKED, stacked));
      return;
    }
    Form form = chosen(value);
    Rule rule = Rule.of(value.op());
    List<Rule.Result> results = new ArrayList<>();
    for (int member = 0; member < (form == Form.EACH ? members : 1); member++) {
      results.add(rule.forward(place(form, member), value, tensors(form, member, value)));
    }
    steps.put(value, new Step(form, false, results));
    placed.put(value, new Placed(form, results.stream().map(Rule.Result::out).toList()));
  }

  private Place place(Form form, int member) {
    return new Place(nodes, form, member, members);
  }

  private List<Tensor> tensors(Form form, int member, Value value) {
    List<Tensor> tensors = new ArrayList<>();
    boolean broadcasts = value.op() instanceof Arithmetic;
    for (Value input : value.inputs()) {
      tensors.add(
          input.isContent()
              ? null
              : broadcasts && form(input) == Form.SHARED
                  ? nodes.reshape(placed.get(input).only(), form.shape(input.shape(), 1))
                  : in(form, input).of(member));
    }
    return tensors;
  }

  /** Whether every member does something of its own with what all share. */
  private boolean together(Value value) {
    boolean windowed = value.op() instanceof Convolved;
    boolean multiplied =
        value.op() instanceof Product
            && value.input(1).isContent()
            && value.rank() == 2
            && value.length(0) == 1;
    return members > 1
        && (windowed || multiplied)
        && !value.input(0).isContent()
        && form(value.input(0)) == Form.SHARED
        && value.input(1).numbers().rows().length == members
        && value.length(0) == 1;
  }

  private Form chosen(Value value) {
    if (members == 1) {
      return Form.SHARED;
    }
    Set<Form> given = new LinkedHashSet<>();
    boolean own = false;
    boolean plain = value.length(0) == 1;
    for (Value input : value.inputs()) {
      if (input.isContent()) {
        own |= input.numbers().rows().length > 1;
      } else {
        given.add(form(input));
        plain &= input.length(0) == 1;
      }
    }
    boolean shared = given.equals(Set.of(Form.SHARED));
    if (shared && !own) {
      return Form.SHARED;
    }
    if (value.op() instanceof Convolved || value.op() instanceof Pooled) {
      return Form.EACH;
    }
    if (value.op() instanceof Product && own) {
      boolean matrix = value.input(1).isContent() && value.input(1).rank() == 2;
      return matrix && value.input(0).length(-1) <= LITTLE ? Form.FIRST : Form.EACH;
    }
    if (given.contains(Form.FIRST)) {
      return Form.FIRST;
    }
    boolean stacked = given.contains(Form.STACKED) || (shared && value.op() instanceof Arithmetic);
    if (stacked && plain) {
      return Form.STACKED;
    }
    return value.size() <= LITTLE ? Form.FIRST : Form.EACH;
  }

  /**
   * Adds the nodes of the way back.
   *
   * @param seed the gradient by the network's output
   * @param targets the values whose gradients are wanted
   * @return the gradient by each target, in any form
   */
  Map<Value, Placed> backward(Placed seed, Set<Value> targets) {
    Set<Value> onTheWay = new LinkedHashSet<>();
    for (Value value : network.order()) {
      if (targets.contains(value) || value.inputs().stream().anyMatch(onTheWay::contains)) {
        onTheWay.add(value);
      }
    }
    Map<Value, List<Gradient>> gradients = new HashMap<>();
    Map<Value, Placed> wanted = new HashMap<>();
    gradients.put(network.output(), new ArrayList<>(List.of(new Gradient(seed, null))));
    List<Value> order = network.order();
    for (int i = order.size() - 1; i >= 0; i--) {
      Value value = order.get(i);
      List<Gradient> found = gradients.get(value);
      if (found == null || !onTheWay.contains(value)) {
        continue;
      }
      Placed gradient = total(value, found);
      if (targets.contains(value)) {
        wanted.put(value, gradient);
      }
      for (int input = 0; input < value.inputs().size(); input++) {
        Value of = value.input(input);
        if (onTheWay.contains(of)) {
          gradients
              .computeIfAbsent(of, key -> new ArrayList<>())
              .add(
                  value.op() instanceof Part
                      ? new Gradient(gradient, value)
                      : new Gradient(back(value, input, gradient), null));
        }
      }
    }
    return wanted;
  }

  /** Parts that make up the whole are put side by side; anything else is added up. */
  private Placed total(Value value, List<Gradient> gradients) {
    if (tiles(value, gradients)) {
      Form form = gradients.get(0).placed.form();
      int axis = ((Part) gradients.get(0).part.op()).axis() + form.lead() - 1;
      List<List<Tensor>> parts =
          gradients.stream()
              .map(one -> forms.gradientTo(form, one.placed, one.part).tensors())
              .toList();
      List<Tensor> whole = new ArrayList<>();
      for (int member = 0; member < parts.get(0).size(); member++) {
        int chosen = member;
        whole.add(nodes.concat(axis, parts.stream().map(part -> part.get(chosen)).toList()));
      }
      return new Placed(form, whole);
    }
    List<Placed> all =
        gradients.stream()
            .map(one -> one.part == null ? one.placed : back(one.part, 0, one.placed))
            .toList();
    if (all.size() == 1) {
      return all.get(0);
    }
    Form form = form(value);
    List<Placed> same = all.stream().map(one -> forms.gradientTo(form, one, value)).toList();
    List<Tensor> sums = new ArrayList<>();
    for (int member = 0; member < same.get(0).tensors().size(); member++) {
      int chosen = member;
      sums.add(
          nodes.node(
              "Sum",
              form.shape(value.shape(), members),
              same.stream().map(one -> one.of(chosen)).toList()));
    }
    return new Placed(form, sums);
  }

  private static boolean tiles(Value value, List<Gradient> gradients) {
    if (gradients.size() < 2 || gradients.stream().anyMatch(one -> one.part == null)) {
      return false;
    }
    gradients.sort(Comparator.comparingInt(one -> ((Part) one.part.op()).from()));
    int axis = ((Part) gradients.get(0).part.op()).axis();
    int reached = 0;
    for (Gradient one : gradients) {
      Part part = (Part) one.part.op();
      if (part.axis() != axis || part.from() != reached) {
        return false;
      }
      reached = part.to();
    }
    return reached == value.length(axis);
  }

  private Placed back(Value value, int input, Placed gradient) {
    Step step = steps.get(value);
    if (value.op() instanceof Reshaped && value.length(0) == value.input(0).length(0)) {
      return reshaped(value, gradient);
    }
    Placed given = forms.gradientTo(step.form, gradient, value);
    if (step.together) {
      List<Integer> merged = new ArrayList<>(Form.SHARED.shape(value.shape(), members));
      merged.set(1, merged.get(1) * members);
      Tensor all = nodes.reshape(given.only(), merged);
      return Placed.of(
          Form.SHARED,
          value.op() instanceof Convolved
              ? ConvolutionRule.togetherBack(nodes, value, all)
              : ProductRule.togetherBack(nodes, value, all));
    }
    Rule rule = Rule.of(value.op());
    List<Tensor> tensors = new ArrayList<>();
    for (int member = 0; member < step.results.size(); member++) {
      tensors.add(
          rule.backward(
              place(step.form, member),
              value,
              input,
              tensors(step.form, member, value),
              step.results.get(member),
              given.of(member)));
    }
    return new Placed(step.form, tensors);
  }

  /**
   * The gradient of another shape, in whatever form it comes: members need not be brought together.
   */
  private Placed reshaped(Value value, Placed gradient) {
    List<Integer> shape = gradient.form().shape(value.input(0).shape(), members);
    return new Placed(
        gradient.form(),
        gradient.tensors().stream().map(one -> nodes.reshape(one, shape)).toList());
  }

  /** A gradient, summed over the members: [N·b, …]. */
  Tensor summed(Value value, Placed gradient) {
    return forms.gradientTo(Form.SHARED, gradient, value).only();
  }

  /** A value, or a gradient by it, for each member apart: [N·b, …]. */
  List<Tensor> apart(Value value, Placed placed) {
    if (placed.form() == Form.SHARED && members > 1) {
      throw new IllegalArgumentException(value + " is the same for all members");
    }
    return forms.to(Form.EACH, placed, value).tensors();
  }

  /** A gradient × the value itself, summed over the members: [N·b, …]. */
  Tensor timesValue(Value value, Placed gradient) {
    Placed same = in(gradient.form(), value);
    List<Tensor> products = new ArrayList<>();
    for (int member = 0; member < gradient.tensors().size(); member++) {
      products.add(nodes.elementwise("Mul", gradient.of(member), same.of(member)));
    }
    return forms.gradientTo(Form.SHARED, new Placed(gradient.form(), products), value).only();
  }
}
