package org.spectrastreams.train.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spectrastreams.model.ModelPackage;

/** The recipe that a package was made by. */
public final class StoredRecipe {
  private StoredRecipe() {}

  /**
   * The recipe that the model's manifest keeps. Packages of version 0.1.0 say nothing of their
   * network there; then it is the one that the manifest names, which is empty in the oldest.
   *
   * @throws IllegalArgumentException if the model was not made by a recipe of this program
   */
  public static Recipe of(ModelPackage model) {
    Map<String, Object> settings = new LinkedHashMap<>(model.manifest().training().settings());
    settings.putIfAbsent("network", model.manifest().network().kind());
    return Recipe.fromSettings(settings);
  }
}
