package org.spectrastreams.formats.renishaw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.StageGrid;

/**
 * The frame of a map, block {@code WMAP}: flags, the first position, the steps and how many there
 * are, in x, y and z.
 *
 * @param flags how it was scanned
 * @param first the first position, µm
 * @param step the distance of neighbours, µm
 * @param count how many positions
 */
record WdfMap(int flags, double[] first, double[] step, int[] count) {
  private static final int BYTES = 48;
  private static final int RANDOM_POINTS = 1;
  private static final int LINE = 128;

  /** The frame; empty where the file has none. */
  static Optional<WdfMap> read(BinaryFile file, WdfBlocks blocks) throws IOException {
    if (!blocks.has("WMAP")) {
      return Optional.empty();
    }
    ByteBuffer map = blocks.read("WMAP", BYTES, "the frame of the map");
    double[] first = new double[3];
    double[] step = new double[3];
    int[] count = new int[3];
    for (int i = 0; i < 3; i++) {
      first[i] = map.getFloat(8 + 4 * i);
      step[i] = map.getFloat(20 + 4 * i);
      count[i] = map.getInt(32 + 4 * i);
      if (count[i] < 1) {
        throw file.error(
            blocks.require("WMAP", "the frame").content() + 32 + 4L * i,
            count[i] + " positions along " + "xyz".charAt(i),
            "1 or more");
      }
    }
    return Optional.of(new WdfMap(map.getInt(0), first, step, count));
  }

  /** How many positions the frame has. */
  long positions() {
    return (long) count[0] * count[1] * count[2];
  }

  /** In words, for messages. */
  String frame() {
    return count[0] + " × " + count[1] + " × " + count[2] + " positions";
  }

  /** Where the spectra lie; empty where that is no plane grid. */
  Optional<StageGrid> grid(WdfOrigins origins) {
    int dimensions = (count[0] > 1 ? 1 : 0) + (count[1] > 1 ? 1 : 0) + (count[2] > 1 ? 1 : 0);
    if ((flags & RANDOM_POINTS) != 0 || dimensions > 2) {
      return Optional.empty();
    }
    if ((flags & LINE) != 0 && count[1] == 1) {
      return origins.x().isPresent() && origins.y().isPresent() && count[2] == 1
          ? StageGrid.line(
              origins.x().get(),
              origins.y().get(),
              new double[] {first[0], first[1]},
              new double[] {step[0], step[1]},
              count[0],
              "block ORGN")
          : Optional.empty();
    }
    int across = count[0] > 1 || count[2] == 1 || count[1] == 1 ? 0 : 1;
    int down = count[2] > 1 ? 2 : 1;
    Optional<double[]> horizontal = across == 0 ? origins.x() : origins.y();
    Optional<double[]> vertical = down == 1 ? origins.y() : origins.z();
    if ((horizontal.isEmpty() && count[across] > 1) || (vertical.isEmpty() && count[down] > 1)) {
      return Optional.empty();
    }
    int spectra = horizontal.or(() -> vertical).map(values -> values.length).orElse(0);
    return StageGrid.of(
        new StageGrid.Along(
            horizontal.orElseGet(() -> new double[spectra]),
            horizontal.isPresent() ? first[across] : 0,
            step[across],
            count[across]),
        new StageGrid.Along(
            vertical.orElseGet(() -> new double[spectra]),
            vertical.isPresent() ? first[down] : 0,
            step[down],
            count[down]),
        down == 2 ? "block ORGN, depth downwards" : "block ORGN");
  }
}
