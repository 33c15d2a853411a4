package org.spectrastreams.formats.renishaw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;

/**
 * Where each spectrum was measured, µm: the block {@code ORGN}, for each kind of origin a code, a
 * unit, a name of 16 characters and 8 bytes a spectrum.
 *
 * @param x stage positions of the measured spectra, µm; empty where there are none in µm
 */
record WdfOrigins(Optional<double[]> x, Optional<double[]> y, Optional<double[]> z) {
  private static final int SPATIAL_X = 3;
  private static final int SPATIAL_Y = 4;
  private static final int SPATIAL_Z = 5;
  private static final int COUNT = 4;
  private static final int LIST_HEAD = 24;

  static WdfOrigins read(BinaryFile file, WdfBlocks blocks, WdfHeader header) throws IOException {
    double[][] found = new double[3][];
    if (header.origins() > 0) {
      long listBytes = LIST_HEAD + 8L * header.capacity();
      WdfBlocks.Block block = blocks.require("ORGN", header.origins() + " lists of origins");
      long needed = WdfBlocks.HEAD + COUNT + header.origins() * listBytes;
      if (block.size() < needed) {
        throw file.error(
            block.offset() + 8,
            "a block ORGN of " + block.size() + " bytes",
            needed + " bytes: " + header.origins() + " lists of " + header.capacity());
      }
      for (int i = 0; i < header.origins(); i++) {
        long at = block.content() + COUNT + i * listBytes;
        ByteBuffer head = file.read(at, LIST_HEAD, "a list of origins");
        int kind = (head.getInt(0) & 0x7FFF_FFFF) - SPATIAL_X;
        double scale = WdfUnit.micrometres(head.getInt(4));
        if (kind >= 0 && kind <= SPATIAL_Z - SPATIAL_X && !Double.isNaN(scale)) {
          found[kind] = values(file, at + LIST_HEAD, header.collected(), scale);
        }
      }
    }
    return new WdfOrigins(
        Optional.ofNullable(found[0]),
        Optional.ofNullable(found[SPATIAL_Y - SPATIAL_X]),
        Optional.ofNullable(found[SPATIAL_Z - SPATIAL_X]));
  }

  private static double[] values(BinaryFile file, long offset, int count, double scale)
      throws IOException {
    ByteBuffer raw = file.read(offset, 8L * count, "the origins of " + count + " spectra");
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = raw.getDouble(8 * i) * scale;
    }
    return values;
  }
}
