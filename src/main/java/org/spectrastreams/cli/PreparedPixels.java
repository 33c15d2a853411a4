package org.spectrastreams.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.wire.block.BlockEncoder;

/** Spectra of a source, prepared for one model. */
record PreparedPixels(int points, float[] values, int count) {
  private static final int BLOCK = 256;

  /** Whether a model can read what a source holds; empty if so, otherwise why not. */
  static Optional<String> refusal(ModelPackage model, SpectrumSource source) {
    try {
      Preprocessor.compile(
          model.preprocessing(), source.axis(), source.secondAxis(), source.quantity());
      return Optional.empty();
    } catch (UnusableSpectrumException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * One pixel of a source.
   *
   * @param values the prepared spectrum
   * @param block the number of its block, as {@link BlockEncoder} cuts a source
   * @param index the number of the spectrum in the block
   */
  record Pixel(float[] values, long block, int index) {}

  /** Reads one pixel of a source. */
  static Pixel pixel(ModelPackage model, SpectrumSource source, int x, int y) throws IOException {
    Preprocessor preprocessor = compile(model, source);
    int most = BlockEncoder.spectraPerBlock(source);
    long number = 0;
    for (SpectrumBlock block = source.next(most); block != null; block = source.next(most)) {
      for (int i = 0; i < block.count(); i++) {
        if (block.x()[i] == x && block.y()[i] == y) {
          float[] prepared = new float[preprocessor.outputPoints()];
          int flags = preprocessor.apply(block.intensities(), i * block.points(), prepared, 0);
          if (QualityFlag.unusable(flags)) {
            throw new IOException(
                "pixel "
                    + x
                    + ","
                    + y
                    + " has no class to explain: its spectrum is flagged "
                    + QualityFlag.of(flags).stream()
                        .map(QualityFlag::name)
                        .collect(Collectors.joining(", "))
                    + "; choose another pixel");
          }
          return new Pixel(prepared, number, i);
        }
      }
      number++;
    }
    throw new IOException(
        "no spectrum at pixel "
            + x
            + ","
            + y
            + ": "
            + source.name()
            + " is "
            + source.geometry().width()
            + " × "
            + source.geometry().height()
            + " pixels, counted from 0,0");
  }

  /** All usable spectra of a source, in stored order. */
  static PreparedPixels all(ModelPackage model, SpectrumSource source) throws IOException {
    Preprocessor preprocessor = compile(model, source);
    int points = preprocessor.outputPoints();
    float[] values = new float[BLOCK * points];
    int count = 0;
    for (SpectrumBlock block = source.next(BLOCK); block != null; block = source.next(BLOCK)) {
      for (int i = 0; i < block.count(); i++) {
        if (values.length < (count + 1) * points) {
          values = Arrays.copyOf(values, 2 * values.length);
        }
        int flags =
            preprocessor.apply(block.intensities(), i * block.points(), values, count * points);
        count += QualityFlag.unusable(flags) ? 0 : 1;
      }
    }
    return new PreparedPixels(points, values, count);
  }

  private static Preprocessor compile(ModelPackage model, SpectrumSource source)
      throws IOException {
    try {
      return Preprocessor.compile(
          model.preprocessing(), source.axis(), source.secondAxis(), source.quantity());
    } catch (UnusableSpectrumException e) {
      throw new IOException(
          "model " + model.id() + " cannot read " + source.name() + ": " + e.getMessage(), e);
    }
  }
}
