package org.spectrastreams.formats.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.spectrastreams.formats.arrays.ArrayReading;
import org.spectrastreams.formats.spi.Claim;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumReader;

/**
 * Reads HDF5 files: those of Photothermal's instruments by their own layout, those of MATLAB 7.3
 * with the sides of their variables as MATLAB has them, and any other as {@link ArrayReading}
 * decides, which data set and which axis. Attributes {@code units} of the axis and {@code quantity}
 * or {@code long_name} of the intensities are facts. Links to other files are not followed.
 */
public final class Hdf5Reader implements SpectrumReader {
  static final String ID = "hdf5";
  private static final String MATLAB = "MATLAB 7.3 MAT-file";
  private static final int MATLAB_BLOCK = 512;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String format() {
    return "an HDF5 file (.h5, .hdf5, MATLAB 7.3, Photothermal .ptir)";
  }

  @Override
  public String evidence() {
    return "the bytes \\x89HDF at its start, or behind MATLAB's header";
  }

  @Override
  public Set<ReadChoice> choices() {
    Set<ReadChoice> choices = EnumSet.copyOf(ArrayReading.choices());
    choices.add(ReadChoice.CHANNEL);
    return choices;
  }

  @Override
  public Claim claim(FileHead head) {
    boolean marked = isHdf(head, 0) || isHdf(head, 512) || isHdf(head, 1024) || isHdf(head, 2048);
    return Claim.certainIf(marked, "the bytes \\x89HDF");
  }

  private static boolean isHdf(FileHead head, int offset) {
    return head.has(offset, 0x89, 'H', 'D', 'F', 0x0D, 0x0A, 0x1A, 0x0A);
  }

  @Override
  public FileSource open(Path path, OpenOptions options) throws IOException {
    FileHead head = FileHead.of(path);
    boolean matlab = head.has(0, MATLAB) && isHdf(head, MATLAB_BLOCK);
    Hdf hdf = Hdf.open(path);
    try {
      if (PtirMeasurements.isPtir(hdf)) {
        return PtirMeasurements.open(hdf, options);
      }
      if (options.choice(ReadChoice.CHANNEL).isPresent()) {
        throw SpectrumFileException.ofFile(
            path, "--channel for a file of arrays", "--dataset NAME, or a Photothermal file");
      }
      HdfArrays arrays = HdfArrays.of(hdf, matlab);
      return ArrayReading.open(arrays, options, ID, matlab ? "MATLAB 7.3 file" : "HDF5 file");
    } catch (IOException | RuntimeException e) {
      hdf.close();
      throw e;
    }
  }
}
