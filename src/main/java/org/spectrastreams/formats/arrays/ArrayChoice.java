package org.spectrastreams.formats.arrays;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** Which array of a file holds the intensities. */
final class ArrayChoice {
  private static final int LISTED = 12;

  private ArrayChoice() {}

  /**
   * The array that the user names, or the only one that can hold spectra.
   *
   * @throws SpectrumFileException if there is none, or several
   */
  static NumberArray data(ArrayFile file, OpenOptions options) throws SpectrumFileException {
    if (options.choice(ReadChoice.DATASET).isPresent()) {
      return named(
          file,
          ReadChoice.DATASET,
          options.choice(ReadChoice.DATASET).get(),
          array -> array.sides().length >= 1);
    }
    List<NumberArray> all = file.arrays();
    List<NumberArray> axes = all.stream().filter(ArrayAxis::saysSo).toList();
    List<NumberArray> tables =
        all.stream()
            .filter(array -> array.sides().length == 2 || array.sides().length == 3)
            .toList();
    List<NumberArray> fitting = along(tables, axes);
    if (fitting.isEmpty() && tables.isEmpty()) {
      List<NumberArray> lines = new ArrayList<>(all);
      lines.removeIf(array -> !array.isVector() || axes.contains(array));
      fitting = along(lines, axes);
    }
    List<NumberArray> candidates = fitting.isEmpty() ? all.size() == 1 ? all : tables : fitting;
    if (candidates.size() == 1 && candidates.get(0).isVector() && axes.equals(candidates)) {
      throw SpectrumFileException.ofFile(
          file.path(),
          "an axis alone, " + candidates.get(0) + ", by its name or unit",
          "intensities beside it as real numbers (complex and logical arrays are not read), or say"
              + " --dataset NAME if these are intensities");
    }
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    if (candidates.isEmpty()) {
      throw SpectrumFileException.ofFile(
          file.path(),
          all.isEmpty()
              ? "no array of real numbers"
              : "no array that is surely one of spectra: " + listed(all),
          "a matrix or cube of intensities, or say which with --dataset NAME");
    }
    throw SpectrumFileException.ofFile(
        file.path(),
        candidates.size() + " arrays that can hold the spectra: " + listed(candidates),
        "one: say which with --dataset NAME");
  }

  /** The arrays that have a side as long as one of some axes. */
  private static List<NumberArray> along(List<NumberArray> arrays, List<NumberArray> axes) {
    return arrays.stream()
        .filter(
            array ->
                axes.stream().anyMatch(axis -> !axis.equals(array) && array.hasSide(axis.count())))
        .toList();
  }

  /** The array of a name, or of the only name that ends so. */
  static NumberArray named(
      ArrayFile file, ReadChoice choice, String asked, Predicate<NumberArray> suitable)
      throws SpectrumFileException {
    String name = asked.strip().replaceFirst("^/", "");
    List<NumberArray> found =
        file.arrays().stream().filter(array -> array.name().equals(name)).toList();
    if (found.isEmpty()) {
      found = file.arrays().stream().filter(array -> array.shortName().equals(name)).toList();
    }
    if (found.size() == 1 && suitable.test(found.get(0))) {
      return found.get(0);
    }
    throw SpectrumFileException.ofFile(
        file.path(),
        choice.option() + " " + asked + (found.isEmpty() ? "" : ", which is " + listed(found)),
        "one of " + listed(file.arrays().stream().filter(suitable).toList()));
  }

  private static String listed(List<NumberArray> arrays) {
    String first =
        arrays.stream().limit(LISTED).map(NumberArray::toString).collect(Collectors.joining(", "));
    return arrays.size() > LISTED ? first + " and " + (arrays.size() - LISTED) + " more" : first;
  }
}
