package org.spectrastreams.train.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.spi.OpenOptions;

/**
 * Which labelled spectra a user means.
 *
 * @param data files, or folders of files
 * @param label the column of a table that holds the class; empty for what the file calls its label,
 *     or else the folder that a file lies in
 * @param group the column of a table that holds the patient, sample or file; empty for the file,
 *     where there are several
 * @param options what the user says about the files
 * @param single whether spectra are split one by one, whatever they belong to: a leaky split
 * @param blocks the blocks of contiguous columns that are the groups of one labelled image
 * @param most the most spectra that are used; of more, every group gives the same part
 * @param labelImage an image of the classes of one map's pixels; empty for none
 * @param labelNames the name of each code of that image; empty for its own names
 * @param alike the correlation above which two spectra of a list belong together, where nobody says
 *     which do; empty for no such groups
 */
public record DataRequest(
    List<Path> data,
    Optional<String> label,
    Optional<String> group,
    OpenOptions options,
    boolean single,
    int blocks,
    int most,
    Optional<Path> labelImage,
    Map<String, String> labelNames,
    Optional<Double> alike) {
  /** Blocks of an image unless another number is asked for. */
  public static final int BLOCKS = 4;

  /** The most spectra unless another number is asked for. */
  public static final int MOST = 1500;

  /** Without an image of labels. */
  public DataRequest(
      List<Path> data,
      Optional<String> label,
      Optional<String> group,
      OpenOptions options,
      boolean single,
      int blocks,
      int most) {
    this(
        data,
        label,
        group,
        options,
        single,
        blocks,
        most,
        Optional.empty(),
        Map.of(),
        Optional.empty());
  }

  /**
   * The same of other files, of which nothing has to be split: which of their spectra are alike
   * does not matter.
   *
   * @throws IllegalArgumentException if an image of labels belongs to the first ones
   */
  public DataRequest of(List<Path> files) {
    if (labelImage.isPresent()) {
      throw new IllegalArgumentException(
          "--label-image "
              + labelImage.get().getFileName()
              + " holds labels of one map; expected no --test beside it");
    }
    return new DataRequest(files, label, group, options, single, blocks, most);
  }

  /** The same with the classes of a map's pixels. */
  public DataRequest labelledBy(Path image, Map<String, String> names) {
    return new DataRequest(
        data, label, group, options, single, blocks, most, Optional.of(image), names, alike);
  }

  /**
   * The same with spectra alike in one group.
   *
   * @param correlation above which two spectra belong together, between 0 and 1
   * @throws IllegalArgumentException if it is none, or groups are named besides
   */
  public DataRequest groupedAbove(double correlation) {
    return new DataRequest(
        data,
        label,
        group,
        options,
        single,
        blocks,
        most,
        labelImage,
        labelNames,
        Optional.of(correlation));
  }

  /** Checks the numbers. */
  public DataRequest {
    data = List.copyOf(data);
    labelNames = Map.copyOf(labelNames);
    if (labelImage.isPresent() && (data.size() != 1 || label.isPresent())) {
      throw new IllegalArgumentException(
          "--label-image with "
              + data.size()
              + " files"
              + (label.isPresent() ? " and --label" : "")
              + "; expected one map and no --label");
    }
    if (alike.isPresent()
        && (!(alike.get() > 0 && alike.get() < 1) || group.isPresent() || single)) {
      throw new IllegalArgumentException(
          "spectra alike above a correlation of "
              + alike.get()
              + " are one group; expected a correlation between 0 and 1, and no other groups or"
              + " split besides");
    }
    if (data.isEmpty() || blocks < 2 || most < 6) {
      throw new IllegalArgumentException(
          data.size()
              + " files, "
              + blocks
              + " blocks, at most "
              + most
              + " spectra; expected a file, 2 blocks and 6 spectra or more");
    }
  }
}
