package org.spectrastreams.formats.arrays;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** An open file of named arrays. */
public interface ArrayFile extends Closeable {
  /** The file. */
  Path path();

  /** Its arrays of real numbers, in its order; empty ones and single numbers may be among them. */
  List<NumberArray> arrays();

  /**
   * All numbers of a short array, in the order of its sides.
   *
   * @throws SpectrumFileException if the file ends before, or is damaged there
   */
  double[] values(NumberArray array) throws IOException;

  /**
   * Makes the spectra of an array ready to be read.
   *
   * @throws SpectrumFileException if the file ends before the last, or is damaged there
   */
  ArraySpectra spectra(NumberArray array, ArrayFrame frame) throws IOException;

  /** Whether the last side moves fastest in the file, as in C, or the first, as in Fortran. */
  boolean lastSideFastest();

  /** Whether the format has it that a spectrum is a row, so that no option need say so. */
  default boolean spectraAreRows() {
    return false;
  }
}
