package org.spectrastreams.train.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
   * These spectra, then others that are tested with what these teach.
   *
   * @throws IllegalArgumentException if axis or quantity differ, or the others have a class that
   *     these lack; the message says which
   */
  public LabelledSet followedBy(LabelledSet test) {
    LabelledPixels others = test.pixels;
    if (!others.axis().equals(pixels.axis()) || others.quantity() != pixels.quantity()) {
      throw new IllegalArgumentException(
          "the spectra to test have "
              + others.axis()
              + " and hold "
              + others.quantity().id()
              + ", those to learn from have "
              + pixels.axis()
              + " and hold "
              + pixels.quantity().id()
              + "; expected the same, because nothing is resampled unasked");
    }
    int count = pixels.count();
    int[] labels = Arrays.copyOf(pixels.labels(), count + others.count());
    int[] groups = Arrays.copyOf(pixels.groups(), labels.length);
    for (int i = 0; i < others.count(); i++) {
      String name = others.classes().get(others.labels()[i]);
      labels[count + i] = pixels.classes().indexOf(name);
      groups[count + i] = groupNames.size() + others.groups()[i];
      if (labels[count + i] < 0) {
        throw new IllegalArgumentException(
            "the spectra to test have the class '"
                + name
                + "', which those to learn from lack; expected some of "
                + pixels.classes());
      }
    }
    float[] spectra =
        Arrays.copyOf(pixels.spectra(), pixels.spectra().length + others.spectra().length);
    System.arraycopy(
        others.spectra(), 0, spectra, pixels.spectra().length, others.spectra().length);
    Map<String, String> all = new LinkedHashMap<>(test.files);
    all.putAll(files);
    List<String> said = new ArrayList<>(notes);
    test.notes.forEach(note -> said.add("of the spectra to test: " + note));
    Optional<String> shared =
        groupNames.stream()
            .filter(test.groupNames::contains)
            .filter(name -> !division.startsWith("by spectrum"))
            .findFirst();
    shared.ifPresent(
        name ->
            said.add(
                "group '"
                    + name
                    + "' is among what is learned from and among what is tested, so the figures"
                    + " flatter"));
    return new LabelledSet(
        new LabelledPixels(
            pixels.axis(), pixels.quantity(), pixels.classes(), spectra, labels, labels, groups),
        Stream.concat(groupNames.stream(), test.groupNames.stream().map(name -> name + " (test)"))
            .toList(),
        division,
        leaky || test.leaky || shared.isPresent(),
        simulated || test.simulated,
        all,
        said);
  }

  /**
   * The first of these spectra, where others to be tested follow them.
   *
   * @param count how many; all of whole groups that no later spectrum is of
   */
  public LabelledSet first(int count) {
    if (count == pixels.count()) {
      return this;
    }
    LabelledPixels kept = pixels.select(IntStream.range(0, count).toArray());
    int groups = Arrays.stream(kept.groups()).max().orElseThrow() + 1;
    return new LabelledSet(
        kept, groupNames.subList(0, groups), division, leaky, simulated, files, notes);
  }

  /**
   * The same spectra without their labels, where nobody named a column for these and they are no
   * classes of a model.
   *
   * @param known the model's classes
   * @param said receives a sentence where labels are not used
   */
  public LabelledSet labelledBy(List<String> known, Consumer<String> said) {
    if (known.containsAll(pixels.classes())
        || pixels.classes().equals(List.of(LabelledFiles.UNLABELLED))) {
      return this;
    }
    said.accept(
        "what the file calls a label is not used, for it names no classes of the model: name the"
            + " column of classes with --label");
    int[] none = new int[pixels.count()];
    return new LabelledSet(
        new LabelledPixels(
            pixels.axis(),
            pixels.quantity(),
            List.of(LabelledFiles.UNLABELLED),
            pixels.spectra(),
            none,
            none,
            pixels.groups()),
        groupNames,
        division,
        leaky,
        simulated,
        files,
        notes);
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
