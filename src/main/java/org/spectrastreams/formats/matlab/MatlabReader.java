package org.spectrastreams.formats.matlab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.spectrastreams.formats.arrays.ArrayReading;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumReader;

/**
 * Reads a matrix or a cube of spectra from a MAT-file of level 5, as {@link ArrayReading} decides
 * which. Arrays inside structures, objects and cells are named as MATLAB names them ({@code
 * data.spectra}, {@code all{2}}). In a cube, rows of the image come before its columns, as in
 * {@code cube(row, column, point)}. Complex and logical arrays, sparse ones and texts are no
 * spectra.
 */
public final class MatlabReader implements SpectrumReader {
  private static final String ID = "matlab";
  private static final String MARK = "MATLAB 5.0 MAT-file";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a MATLAB file (.mat of version 6 or 7)";
  }

  @Override
  public String evidence() {
    return "the text " + MARK + " at its start";
  }

  @Override
  public Set<ReadChoice> choices() {
    return ArrayReading.choices();
  }

  @Override
  public Claim claim(FileHead head) {
    return Claim.certainIf(head.has(0, MARK), evidence());
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    return ArrayReading.open(MatFile.open(path), options, ID, "MATLAB file");
  }
}
