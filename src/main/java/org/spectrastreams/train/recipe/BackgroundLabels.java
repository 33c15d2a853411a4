package org.spectrastreams.train.recipe;

import java.util.List;

/** Labels of measured spectra that are no class of a model: it must not judge them. */
final class BackgroundLabels {
  private BackgroundLabels() {}

  /**
   * Checks the labels that a recipe names.
   *
   * @param background null where it names none, which stays null
   * @throws IllegalArgumentException if there are none of them, or one is a class
   */
  static List<String> besides(List<String> classes, List<String> background) {
    if (background == null) {
      return null;
    }
    if (background.isEmpty() || background.stream().anyMatch(classes::contains)) {
      throw new IllegalArgumentException(
          "background "
              + background
              + " beside the classes "
              + classes
              + "; expected labels that are no classes, one or more");
    }
    return List.copyOf(background);
  }
}
