package org.spectrastreams.train.data;

import java.nio.file.Path;
import java.util.List;
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
 */
public record DataRequest(
    List<Path> data,
    Optional<String> label,
    Optional<String> group,
    OpenOptions options,
    boolean single,
    int blocks,
    int most) {
  /** Blocks of an image unless another number is asked for. */
  public static final int BLOCKS = 4;

  /** The most spectra unless another number is asked for. */
  public static final int MOST = 1500;

  /** The same of other files. */
  public DataRequest of(List<Path> files) {
    return new DataRequest(files, label, group, options, single, blocks, most);
  }

  /** Checks the numbers. */
  public DataRequest {
    data = List.copyOf(data);
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
