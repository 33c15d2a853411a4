package org.spectrastreams.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Reads a user's labelled spectra: one table with columns of classes and groups, a labelled image,
 * several files, or a folder of files, one below it for each class. Everything that is decided on
 * the way is said.
 */
public final class LabelledFiles {
  /** The class of spectra of which nobody says any. */
  public static final String UNLABELLED = "(no label)";

  private static final int MOST_FILES = 20_000;

  /** Comparing every spectrum with every other takes minutes for more. */
  private static final int MOST_COMPARED = 5_000;

  private final DataRequest request;
  private final boolean mayLack;
  private final List<String> notes = new ArrayList<>();
  private final Map<String, String> digests = new LinkedHashMap<>();
  private final List<LabelledFile> files = new ArrayList<>();

  private LabelledFiles(DataRequest request, boolean mayLack) {
    this.request = request;
    this.mayLack = mayLack;
  }

  /**
   * Reads what was asked for.
   *
   * @throws IOException if a file cannot be read; the message is fit for the user
   * @throws IllegalArgumentException if labels are missing, axes or quantities differ, or a value
   *     is no number; the message names the file and what decides
   */
  public static LabelledSet read(DataRequest request) throws IOException {
    return read(request, false);
  }

  /**
   * Reads spectra that need no labels: where none has one, all are of the class {@link
   * #UNLABELLED}.
   *
   * @throws IOException as {@link #read(DataRequest)}
   */
  public static LabelledSet readAny(DataRequest request) throws IOException {
    return read(request, true);
  }

  private static LabelledSet read(DataRequest request, boolean mayLack) throws IOException {
    LabelledFiles reading = new LabelledFiles(request, mayLack);
    if (request.labelImage().isPresent()) {
      Path image = request.labelImage().get();
      reading.digests.put(image.getFileName().toString(), FileDigest.of(image));
      if (image.toString().endsWith(".hdr")) {
        Path pixels = EnviClasses.data(image);
        reading.digests.put(pixels.getFileName().toString(), FileDigest.of(pixels));
      }
    }
    for (Path data : request.data()) {
      if (Files.isDirectory(data)) {
        if (request.labelImage().isPresent()) {
          throw new IllegalArgumentException(
              data + " is a folder; expected the one map that --label-image belongs to");
        }
        reading.folder(data);
      } else {
        reading.file(data, "");
      }
    }
    return reading.joined();
  }

  private void folder(Path folder) throws IOException {
    int before = files.size();
    int passed = 0;
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> paths =
          found
              .filter(Files::isRegularFile)
              .filter(path -> !path.getFileName().toString().startsWith("."))
              .limit(MOST_FILES + 1L)
              .sorted()
              .toList();
      if (paths.size() > MOST_FILES) {
        throw new IllegalArgumentException(
            folder + " holds more than " + MOST_FILES + " files; expected less: name parts of it");
      }
      for (Path path : paths) {
        if (Files.size(path) == 0 || SpectrumFiles.claims(path).isEmpty()) {
          passed++;
          continue;
        }
        Path inner = folder.relativize(path);
        file(path, inner.getNameCount() > 1 ? inner.getName(0).toString() : "");
      }
    }
    if (files.size() == before) {
      throw new IllegalArgumentException(
          folder + " holds no file of a known format; \"spectra formats\" lists them");
    }
    if (passed > 0) {
      notes.add(passed + " files of " + folder.getFileName() + " are no spectra and were left out");
    }
  }

  private void file(Path path, String folderLabel) throws IOException {
    LabelledFile read = LabelledFile.read(path, folderLabel, request);
    if (!files.isEmpty()) {
      requireAlike(files.get(0), read);
    }
    notes.addAll(read.notes());
    boolean none = read.labels().stream().allMatch(String::isEmpty);
    files.add(mayLack && none && request.label().isEmpty() ? read.labelled(UNLABELLED) : read);
    digests.put(path.getFileName().toString(), FileDigest.of(path));
  }

  private static void requireAlike(LabelledFile first, LabelledFile other) {
    if (!first.axis().equals(other.axis())) {
      throw new IllegalArgumentException(
          "the axes differ: "
              + first.name()
              + " has "
              + first.axis()
              + ", "
              + other.name()
              + " has "
              + other.axis()
              + "; expected one axis, because nothing is resampled unasked: bring the files onto"
              + " one axis first, or leave one out");
    }
    if (first.quantity() != other.quantity()) {
      throw new IllegalArgumentException(
          first.name()
              + " holds "
              + first.quantity().id()
              + ", "
              + other.name()
              + " holds "
              + other.quantity().id()
              + "; expected one quantity: say --quantity where the files do not, or leave one out");
    }
  }

  private LabelledSet joined() {
    SpectralAxis axis = files.get(0).axis();
    Quantity quantity = files.get(0).quantity();
    TreeSet<String> names = new TreeSet<>();
    int count = 0;
    int unlabelled = 0;
    for (LabelledFile file : files) {
      for (String label : file.labels()) {
        if (label.isEmpty()) {
          unlabelled++;
        } else {
          names.add(label);
          count++;
        }
      }
    }
    if (count == 0) {
      throw new IllegalArgumentException(
          "no spectrum of "
              + files.get(0).name()
              + " has a label; expected a column of classes: name it with --label, or put the"
              + " files of each class into a folder of its name");
    }
    if (unlabelled > 0) {
      notes.add(unlabelled + " spectra without a label were left out");
    }
    List<String> classes = List.copyOf(names);
    float[] spectra = new float[Math.multiplyExact(count, axis.size())];
    int[] labels = new int[count];
    int[] groups = new int[count];
    Map<String, Integer> groupNumbers = new LinkedHashMap<>();
    String division = division();
    int at = 0;
    for (LabelledFile file : files) {
      for (int i = 0; i < file.labels().size(); i++) {
        String label = file.labels().get(i);
        if (!label.isEmpty()) {
          System.arraycopy(file.spectra(), i * axis.size(), spectra, at * axis.size(), axis.size());
          labels[at] = classes.indexOf(label);
          String group = group(file, i, at);
          groups[at] = groupNumbers.computeIfAbsent(group, name -> groupNumbers.size());
          at++;
        }
      }
    }
    if (request.alike().isPresent()) {
      int[] alike = alike(spectra, count, request.alike().get());
      groupNumbers.clear();
      for (int i = 0; i < count; i++) {
        groups[i] = alike[i];
        groupNumbers.putIfAbsent("set " + alike[i], alike[i]);
      }
    }
    LabelledPixels all =
        new LabelledPixels(axis, quantity, classes, spectra, labels, labels, groups);
    LabelledPixels kept = thinned(all);
    return new LabelledSet(
        kept,
        List.copyOf(groupNumbers.keySet()),
        division,
        leaky(),
        files.stream().anyMatch(LabelledFile::simulated),
        digests,
        notes);
  }

  private int[] alike(float[] spectra, int count, double bound) {
    if (files.size() > 1 || isImage() || count > MOST_COMPARED) {
      throw new IllegalArgumentException(
          "--alike "
              + bound
              + " for "
              + count
              + " spectra of "
              + files.size()
              + " files or of an image; expected a list of at most "
              + MOST_COMPARED
              + " of which nobody says what belongs together: leave it out, and the groups are"
              + " files or blocks of the image");
    }
    return GroupSplits.alike(spectra, count, bound);
  }

  private boolean leaky() {
    return request.single() && (files.size() > 1 || isImage() || request.group().isPresent());
  }

  private boolean isImage() {
    ImageGeometry geometry = files.get(0).geometry();
    return files.size() == 1 && geometry.height() > 1 && geometry.width() > 1;
  }

  /** What the groups are, in words. */
  private String division() {
    if (request.single()) {
      return leaky() ? "by spectrum, whatever they belong to (leaky split)" : "by spectrum";
    }
    if (request.group().isPresent()) {
      return "by " + request.group().get();
    }
    if (request.alike().isPresent()) {
      return "by spectra alike (correlation above " + request.alike().get() + ")";
    }
    if (files.size() > 1) {
      return "by file";
    }
    if (isImage()) {
      return "by block of contiguous columns, " + request.blocks() + " of one image";
    }
    notes.add(
        "no group was given, so the spectra are split one by one: if several come from one sample,"
            + " patient or preparation, all figures flatter; name the column with --group");
    return "by spectrum, no group was given";
  }

  private String group(LabelledFile file, int i, int at) {
    if (request.single()) {
      return "spectrum " + at;
    }
    if (request.group().isPresent()) {
      String name = file.groups().get(i);
      if (name.isEmpty()) {
        throw new IllegalArgumentException(
            file.name()
                + ": spectrum "
                + (i + 1)
                + " has no "
                + request.group().get()
                + "; expected one of every labelled spectrum");
      }
      return name;
    }
    if (files.size() > 1) {
      return file.name();
    }
    if (isImage()) {
      int width = file.geometry().width();
      return "block " + GroupSplits.columnBlocks(width, request.blocks())[file.columns()[i]];
    }
    return "spectrum " + at;
  }

  /** Every group's same part, where there are more spectra than asked for. */
  private LabelledPixels thinned(LabelledPixels all) {
    if (all.count() <= request.most()) {
      return all;
    }
    int groups = Arrays.stream(all.groups()).max().orElseThrow() + 1;
    int[] order = new int[all.count()];
    int[] sizes = new int[groups];
    for (int i = 0; i < order.length; i++) {
      order[i] = sizes[all.groups()[i]]++;
    }
    double part = (double) request.most() / all.count();
    int[] rows =
        java.util.stream.IntStream.range(0, all.count())
            .filter(i -> (long) ((order[i] + 1) * part) > (long) (order[i] * part))
            .toArray();
    notes.add(
        "of "
            + all.count()
            + " labelled spectra, "
            + rows.length
            + " were used, evenly from every group: --most sets how many");
    return all.select(rows);
  }
}
