package org.spectrastreams.train.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A user's labelled spectra, with what must stay together when they are split.
 *
 * @param pixels the spectra; their groups are numbers of {@code groupNames}
 * @param groupNames the names of the groups
 * @param division what the groups are, in words, as in "by patient"
 * @param leaky whether spectra that belong together may be parted, so that figures flatter
 * @param simulated whether any of the spectra was computed
 * @param files the SHA-256 digest of every file by its name
 * @param notes what was decided or left out, a sentence each
 */
public record LabelledSet(
    LabelledPixels pixels,
    List<String> groupNames,
    String division,
    boolean leaky,
    boolean simulated,
    Map<String, String> files,
    List<String> notes) {
  private static final int FEWEST = 3;

  /** Copies the lists. */
  public LabelledSet {
    groupNames = List.copyOf(groupNames);
    files = Map.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * Refuses what no classifier can be honestly tested on.
   *
   * @throws IllegalArgumentException if there is one class alone, a class of less than {@value
   *     #FEWEST} spectra, or one whose spectra are all of one group
   */
  public LabelledSet requireTrainable() {
    List<String> classes = pixels.classes();
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "all "
              + pixels.count()
              + " spectra are of the class "
              + classes
              + "; expected two classes or more: check --label");
    }
    for (int c = 0; c < classes.size(); c++) {
      int own = c;
      int[] rows =
          IntStream.range(0, pixels.count()).filter(i -> pixels.labels()[i] == own).toArray();
      if (rows.length < FEWEST) {
        throw new IllegalArgumentException(
            "class '"
                + classes.get(c)
                + "' has "
                + rows.length
                + (rows.length == 1 ? " spectrum" : " spectra")
                + "; expected "
                + FEWEST
                + " or more: measure more, or leave the class out");
      }
      long groups = Arrays.stream(rows).map(row -> pixels.groups()[row]).distinct().count();
      if (groups < 2) {
        throw new IllegalArgumentException(
            "all spectra of class '"
                + classes.get(c)
                + "' are of one group, '"
                + groupNames.get(pixels.groups()[rows[0]])
                + "' ("
                + division
                + "); expected two groups of every class or more, so that what is learned can be"
                + " tested on a group that was not seen: name a finer --group, add data, or say"
                + " --split spectra for figures that are known to flatter");
      }
    }
    return this;
  }
}
