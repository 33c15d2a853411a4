package org.spectrastreams.formats.contract;

import java.io.IOException;
import java.nio.file.Path;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/**
 * A file of known content.
 *
 * @param name what is special about it
 * @param writer writes it and the files that belong to it
 * @param options what must be said on opening it
 * @param axis the axis that must be read, cm⁻¹, ascending
 * @param spectra how many spectra must be read
 * @param width the image's pixels across
 * @param height the image's pixels down
 * @param first the values of the first spectrum in the order of the axis
 * @param quantity the quantity that must be read
 */
public record FormatSample(
    String name,
    Writer writer,
    OpenOptions options,
    double[] axis,
    int spectra,
    int width,
    int height,
    float[] first,
    Quantity quantity) {
  /** Writes a sample into an empty folder. */
  public interface Writer {
    /** The path of the file to open. */
    Path write(Path folder) throws IOException;
  }
}
