package org.spectrastreams.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The classes of epithelium, in order of severity. */
public enum TissueClass {
  NORMAL(0),
  HYPERPLASTIC(1),
  ADENOMATOUS(2),
  CANCEROUS(3);

  private static final List<TissueClass> CLASSES = List.of(values());
  private static final List<String> LABELS =
      Arrays.stream(values()).map(TissueClass::label).toList();

  private final int index;

  TissueClass(int index) {
    this.index = index;
  }

  /** The class index in truth, weak labels and score vectors: 0 is the least severe. */
  public int index() {
    return index;
  }

  /** The class of an {@link #index()}. */
  static TissueClass of(int index) {
    return CLASSES.get(index);
  }

  /** The name in files, results and legends: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All labels, least severe first. */
  public static List<String> labels() {
    return LABELS;
  }
}
