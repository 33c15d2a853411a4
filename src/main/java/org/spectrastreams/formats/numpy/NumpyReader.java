package org.spectrastreams.formats.numpy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.spectrastreams.formats.arrays.ArrayFile;
import org.spectrastreams.formats.arrays.ArrayReading;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumReader;

/**
 * Reads arrays that NumPy saved: one spectrum {@code (points)}, a list {@code (spectra, points)} or
 * an image {@code (lines, columns, points)}, in C's order or Fortran's. An array alone ({@code
 * .npy}) has no axis: it is given with {@code --axis}. An archive ({@code .npz}) may hold it beside
 * the spectra, as {@link ArrayReading} finds it. The points run along the last side unless the
 * length of the axis or {@code --layout} says otherwise.
 */
public final class NumpyReader implements SpectrumReader {
  private static final String ID = "numpy";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "a NumPy array (.npy; its axis is given with --axis) or archive (.npz)";
  }

  @Override
  public String evidence() {
    return "the bytes \\x93NUMPY at its start, or a zip archive of such arrays";
  }

  @Override
  public Set<ReadChoice> choices() {
    return ArrayReading.choices();
  }

  @Override
  public Claim claim(FileHead head) {
    if (isArchive(head)) {
      return Claim.certain("a zip archive whose first entry ends with .npy");
    }
    return Claim.certainIf(head.has(0, 0x93, 'N', 'U', 'M', 'P', 'Y'), "the bytes \\x93NUMPY");
  }

  private static boolean isArchive(FileHead head) {
    if (!head.has(0, "PK\u0003\u0004") || head.bytes().length < 30) {
      return false;
    }
    int length = (head.bytes()[26] & 0xFF) | (head.bytes()[27] & 0xFF) << 8;
    return head.has(30 + length - 4, ".npy");
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    boolean archive = FileHead.of(path).has(0, "PK");
    ArrayFile file = archive ? NumpyArchive.open(path) : NumpyFile.open(path);
    return ArrayReading.open(file, options, ID, archive ? "NumPy archive" : "NumPy array");
  }
}
