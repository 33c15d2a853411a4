package org.spectrastreams.train.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Spectra of two dimensions as pictures, JPEG or PNG: one folder a class, which bears its name.
 * Grey values over 255 are what a network reads; a picture of another size becomes the mean of what
 * each point covers.
 *
 * @param classes the names of the folders, in the order of the model's outputs
 * @param rows of a plane
 * @param columns of a plane
 * @param sets the number of sets that the pictures are divided into
 * @param licence the data's licence, by SPDX name
 * @param attribution who made them, and where they are found
 */
public record LabelledImages(
    @JsonProperty(required = true) List<String> classes,
    @JsonProperty(required = true) int rows,
    @JsonProperty(required = true) int columns,
    @JsonProperty(required = true) int sets,
    @JsonProperty(required = true) String licence,
    @JsonProperty(required = true) String attribution)
    implements Recipe.Data {
  private static final int MAX_LENGTH = 1024;

  /** Checks the numbers. */
  public LabelledImages {
    classes = List.copyOf(classes);
    if (classes.size() < 2 || sets < 3) {
      throw new IllegalArgumentException(
          "pictures of the classes "
              + classes
              + " in "
              + sets
              + " sets; expected 2 classes or more, and 3 sets or more");
    }
    if (rows < 1 || columns < 1 || rows > MAX_LENGTH || columns > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "planes of " + rows + " × " + columns + " points; expected 1 to " + MAX_LENGTH);
    }
  }

  @Override
  public String division() {
    return sets + " sets of pictures";
  }
}
