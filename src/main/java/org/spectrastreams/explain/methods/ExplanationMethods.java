package org.spectrastreams.explain.methods;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ModelPackage;

/**
 * The registry of the methods of explanation: those of this package first, then those that were
 * added, each in the order of its services file. Immutable once read.
 */
public final class ExplanationMethods {
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

  /** Read when the first method is asked for. */
  private static final class Known {
    static final List<ExplanationMethod> ALL =
        checked(
            ServiceLoader.load(ExplanationMethod.class, ExplanationMethods.class.getClassLoader()));
  }

  private ExplanationMethods() {}

  static List<ExplanationMethod> checked(Iterable<ExplanationMethod> found) {
    List<ExplanationMethod> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (ExplanationMethod method : found) {
      if (!ID.matcher(method.id()).matches() || !ids.add(method.id())) {
        throw new IllegalStateException(
            "explanation method "
                + method.getClass().getName()
                + " calls itself '"
                + method.id()
                + "'; expected 1 to 40 characters of a-z 0-9 -, unlike all others");
      }
      all.add(method);
    }
    Package own = ExplanationMethods.class.getPackage();
    all.sort(Comparator.comparing(method -> !method.getClass().getPackage().equals(own)));
    return List.copyOf(all);
  }

  /** All methods. */
  public static List<ExplanationMethod> all() {
    return Known.ALL;
  }

  /** The methods that a model has all that they need for. */
  public static List<ExplanationMethod> of(ModelPackage model) {
    return all().stream()
        .filter(method -> method.needs().stream().allMatch(need -> need.isIn(model)))
        .toList();
  }

  /**
   * The method to ask where nobody names one: the best reliable one that the package was measured
   * to have; where it was not measured, stable LIME, and of a model without explanations, its
   * activation map.
   */
  public static ExplanationMethod preferred(ModelPackage model) {
    List<ExplanationMethod> available = of(model);
    List<String> wanted =
        List.of(
            model.explanations().map(ExplanationManifest::preferred).orElse(""),
            StableLimeMethod.ID,
            ActivationMapMethod.ID);
    return wanted.stream()
        .flatMap(id -> available.stream().filter(method -> method.id().equals(id)))
        .findFirst()
        // A graph that came without its way back has no map; asked for, this says what is missing.
        .orElseGet(() -> get(StableLimeMethod.ID));
  }

  /**
   * The method of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public static ExplanationMethod get(String id) {
    return all().stream()
        .filter(method -> method.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("method '" + id + "'; expected one of " + ids(all())));
  }

  static String ids(List<ExplanationMethod> methods) {
    return methods.stream().map(ExplanationMethod::id).collect(Collectors.joining(", "));
  }
}
