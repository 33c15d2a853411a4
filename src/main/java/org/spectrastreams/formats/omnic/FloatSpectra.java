package org.spectrastreams.formats.omnic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.series.SpectrumSeries;

/**
 * Spectra of float32 values at known places.
 *
 * @param file closed with the spectra
 * @param offsets where each begins, in bytes
 */
record FloatSpectra(BinaryFile file, List<Long> offsets) implements SpectrumSeries.Spectra {
  @Override
  public void read(int index, float[] stored) throws IOException {
    ByteBuffer bytes =
        file.read(offsets.get(index), (long) Float.BYTES * stored.length, "the values");
    bytes.asFloatBuffer().get(stored);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
