package org.spectrastreams.formats.hdf5;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spectrastreams.formats.GoldenValues;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.ReadChoice;
import org.spectrastreams.spectrum.Quantity;

/**
 * The golden files that h5py wrote: a packed list, a cube of the newer layout, an image of PTIR.
 */
public final class Hdf5Samples implements FormatSamples {
  @Override
  public String reader() {
    return "hdf5";
  }

  @Override
  public int damagedPlaces() {
    return 40;
  }

  @Override
  public List<FormatSample> samples() {
    OpenOptions amplitude = OpenOptions.NONE.withChoice(ReadChoice.CHANNEL, "O-PTIR Amplitude");
    return List.of(
        sample("list", ".h5", OpenOptions.NONE, 40, 40, 1, Quantity.ABSORBANCE),
        sample("cube", ".h5", OpenOptions.NONE, 12, 4, 3, Quantity.UNSPECIFIED),
        sample("image", ".ptir", amplitude, 6, 3, 2, Quantity.UNSPECIFIED));
  }

  private static FormatSample sample(
      String name,
      String ending,
      OpenOptions options,
      int spectra,
      int width,
      int height,
      Quantity quantity) {
    double[] axis = new double[9];
    float[] first = new float[9];
    try {
      for (String line :
          Files.readAllLines(GoldenValues.file("hdf5/" + name + ".values.csv")).subList(1, 10)) {
        String[] fields = line.split(",");
        int point = Integer.parseInt(fields[1]);
        axis[point] = Double.parseDouble(fields[2]);
        first[point] = (float) Double.parseDouble(fields[3]);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the golden values of " + name, e);
    }
    return new FormatSample(
        name,
        folder -> copy(name + ending, folder),
        options,
        axis,
        spectra,
        width,
        height,
        first,
        quantity);
  }

  private static Path copy(String name, Path folder) throws IOException {
    return Files.copy(GoldenValues.file("hdf5/" + name), folder.resolve(name));
  }
}
