package org.spectrastreams.train.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.spectrastreams.preprocess.PlaneGrid;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.Quantity;

/**
 * Spectra of two dimensions as pictures, JPEG or PNG: one folder a class, which bears its name.
 * Grey values from 0 to 1 are what a network reads; a larger picture becomes the means of what each
 * point covers, one that is smaller or of quite other proportions is refused.
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

  /** Published pictures of one kind differ by up to a third in their proportions. */
  private static final double MOST_STRETCH = 1.5;

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

  /** How a picture becomes a plane, in training and ever after. */
  public PreprocessingChain chain() {
    return PreprocessingChain.of(
        Quantity.GREY_VALUE, PlaneGrid.ofPictures(rows, columns, MOST_STRETCH));
  }

  @Override
  public String division() {
    return sets + " sets of pictures";
  }
}
