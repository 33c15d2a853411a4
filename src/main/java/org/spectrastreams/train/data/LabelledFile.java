package org.spectrastreams.train.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.PixelLabels;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * The spectra of one file. The array is owned by this record and not copied.
 *
 * @param name the file's name without its folder
 * @param spectra one after the other
 * @param labels the class of each; empty text for none
 * @param columns the column of the image that each lies in, from 0: readers need not go row by row
 * @param groups the group of each, where a column of groups was named; otherwise empty
 * @param notes what was left out, a sentence each
 */
record LabelledFile(
    String name,
    SpectralAxis axis,
    Quantity quantity,
    ImageGeometry geometry,
    boolean simulated,
    float[] spectra,
    List<String> labels,
    int[] columns,
    List<String> groups,
    List<String> notes) {
  private static final int BATCH = 256;
  private static final long MOST_VALUES = 1L << 28;

  /**
   * Reads a file.
   *
   * @param folderLabel the class where the file itself names none; empty for none
   */
  static LabelledFile read(Path file, String folderLabel, DataRequest request) throws IOException {
    OpenOptions options = request.options();
    if (options.axis().isEmpty()) {
      options = options.withAxis(new AxisHint.Numbered());
    }
    OpenOptions labelled =
        request.label().isPresent() ? options.withLabelColumn(request.label().get()) : options;
    List<float[]> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    IntStream.Builder columns = IntStream.builder();
    try (FileSource source = SpectrumFiles.open(file, labelled)) {
      if (source.secondAxis().isPresent()) {
        throw new IllegalArgumentException(
            file.getFileName() + " holds planes; expected spectra along one axis");
      }
      if ((long) source.geometry().pixels() * source.axis().size() > MOST_VALUES) {
        throw new IllegalArgumentException(
            file.getFileName()
                + " holds "
                + source.geometry().pixels()
                + " spectra of "
                + source.axis().size()
                + " points; expected at most "
                + MOST_VALUES
                + " values a file");
      }
      List<String> ofPixels = ofPixels(request, source.geometry(), notes);
      for (SpectrumBlock block = source.next(BATCH); block != null; block = source.next(BATCH)) {
        int points = block.axis().size();
        for (int i = 0; i < block.count(); i++) {
          String label =
              !ofPixels.isEmpty()
                  ? ofPixels.get(block.y()[i] * source.geometry().width() + block.x()[i])
                  : block.labels().isEmpty() ? folderLabel : block.labels().get(i);
          labels.add(PixelLabels.normal(label));
          columns.add(block.x()[i]);
          float[] row = Arrays.copyOfRange(block.intensities(), i * points, (i + 1) * points);
          if (!labels.get(labels.size() - 1).isEmpty()) {
            requireFinite(file, labels.size(), row, block.axis());
          }
          rows.add(row);
        }
      }
      float[] spectra = new float[rows.size() * source.axis().size()];
      for (int i = 0; i < rows.size(); i++) {
        System.arraycopy(rows.get(i), 0, spectra, i * source.axis().size(), rows.get(i).length);
      }
      List<String> groups =
          request.group().isPresent()
              ? column(file, options.withLabelColumn(request.group().get()), rows.size())
              : List.of();
      return new LabelledFile(
          file.getFileName().toString(),
          source.axis(),
          source.quantity(),
          source.geometry(),
          source.simulated(),
          spectra,
          Collections.unmodifiableList(labels),
          columns.build().toArray(),
          groups,
          List.copyOf(notes));
    }
  }

  /** The labels of an image of its own, line by line; empty without one. */
  private static List<String> ofPixels(
      DataRequest request, ImageGeometry geometry, List<String> notes) throws IOException {
    return request.labelImage().isEmpty()
        ? List.of()
        : LabelImage.read(request.labelImage().get(), geometry).labels(request.labelNames(), notes);
  }

  /** The same spectra, all of one class. */
  LabelledFile labelled(String label) {
    return new LabelledFile(
        name,
        axis,
        quantity,
        geometry,
        simulated,
        spectra,
        Collections.nCopies(labels.size(), label),
        columns,
        groups,
        notes);
  }

  private static void requireFinite(Path file, int number, float[] row, SpectralAxis axis) {
    for (int i = 0; i < row.length; i++) {
      if (!Float.isFinite(row[i])) {
        throw new IllegalArgumentException(
            file.getFileName()
                + ": spectrum "
                + number
                + " holds "
                + row[i]
                + " at "
                + axis.at(i)
                + "; expected finite values: correct it, or take its label away to leave it out");
      }
    }
  }

  /** Another column of the same table, read as its labels are. */
  private static List<String> column(Path file, OpenOptions options, int count) throws IOException {
    List<String> values = new ArrayList<>(count);
    try (FileSource source = SpectrumFiles.open(file, options)) {
      for (SpectrumBlock block = source.next(BATCH); block != null; block = source.next(BATCH)) {
        if (block.labels().isEmpty()) {
          throw new IllegalArgumentException(
              file.getFileName()
                  + " has no column for --group "
                  + options.labelColumn().orElseThrow()
                  + "; expected a table that has it");
        }
        block.labels().forEach(value -> values.add(PixelLabels.normal(value)));
      }
    }
    return values;
  }
}
