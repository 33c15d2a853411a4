package org.spectrastreams.formats.envi;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;
import org.spectrastreams.formats.raster.PixelType;
import org.spectrastreams.formats.raster.RasterLayout;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.Quantity;

/** Cubes of every interleave, opened by the header and by the data file. */
public final class EnviSamples implements FormatSamples {
  @Override
  public String reader() {
    return "envi";
  }

  @Override
  public List<FormatSample> samples() {
    List<FormatSample> samples = new ArrayList<>();
    for (RasterLayout.Interleave interleave : RasterLayout.Interleave.values()) {
      EnviFixture cube =
          new EnviFixture(3, 2, 4, PixelType.INT16, ByteOrder.BIG_ENDIAN, interleave, 5, 11);
      float[] first = new float[4];
      for (int band = 0; band < 4; band++) {
        first[band] = (float) cube.stored(0, 0, band);
      }
      String more = cube.axisFields() + "z plot titles = {Wavenumber, Absorbance}\n";
      samples.add(
          new FormatSample(
              "header of a cube, " + interleave,
              folder -> cube.write(folder, cube.header(more)),
              OpenOptions.NONE,
              new double[] {1000, 1002, 1004, 1006},
              6,
              3,
              2,
              first,
              Quantity.ABSORBANCE));
      samples.add(
          new FormatSample(
              "data file of a cube, " + interleave,
              folder -> cube.write(folder, cube.header(more)).resolveSibling("cube.dat"),
              OpenOptions.NONE,
              new double[] {1000, 1002, 1004, 1006},
              6,
              3,
              2,
              first,
              Quantity.ABSORBANCE));
    }
    return samples;
  }
}
