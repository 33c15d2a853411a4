package org.spectrastreams.formats.perkin;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.RecordLayout;
import org.spectrastreams.formats.records.RecordPlaces;
import org.spectrastreams.formats.records.RecordSource;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.StoredAxis;

/** A spectrum ({@code .sp}): one block of blocks, the values as float64. */
final class PeSpectrum {
  private static final int LIST = 120;
  private static final int RANGE = 35_698;
  private static final int STEP = 35_700;
  private static final int POINTS = 35_701;
  private static final int X_LABEL = 35_703;
  private static final int Y_LABEL = 35_704;
  private static final int VALUES = 35_708;
  private static final int HISTORY = 35_711;
  private static final int TYPE = 2;

  private PeSpectrum() {}

  static FileSource open(BinaryFile file, OpenOptions options) throws IOException {
    PeBlocks.Block list = PeBlocks.at(file, PeBlocks.START, file.size());
    if (list.kind() != LIST) {
      throw file.error(PeBlocks.START, "a block " + list.kind(), "a block " + LIST);
    }
    double first = Double.NaN;
    double last = Double.NaN;
    double step = Double.NaN;
    int points = 0;
    String x = "";
    String y = "";
    PeBlocks.Block values = null;
    PeHistory history = PeHistory.NONE;
    long axisAt = list.offset();
    for (PeBlocks.Block block : PeBlocks.within(file, list)) {
      switch (block.kind()) {
        case RANGE -> {
          ByteBuffer range = value(file, block, 2 * Double.BYTES, "the ends of the axis");
          first = range.getDouble(TYPE);
          last = range.getDouble(TYPE + Double.BYTES);
          axisAt = block.offset();
        }
        case STEP -> step = value(file, block, Double.BYTES, "the step").getDouble(TYPE);
        case POINTS -> points = value(file, block, Integer.BYTES, "the points").getInt(TYPE);
        case X_LABEL -> x = PeBlocks.text(file, block).orElse("");
        case Y_LABEL -> y = PeBlocks.text(file, block).orElse("");
        case VALUES -> values = block;
        case HISTORY -> history = PeHistory.read(file, block);
        default -> {
          // names, limits of the plot
        }
      }
    }
    if (values == null) {
      throw file.error(list.end(), "no block " + VALUES, "the values in a block of that kind");
    }
    PeUnits units = PeUnits.of(file.path(), x, y, options);
    StoredAxis axis = units.axis(file, axisAt, first, last, step, points);
    ByteBuffer head = value(file, values, Integer.BYTES, "the values");
    if (head.getInt(TYPE) != points * Double.BYTES
        || values.length() != TYPE + Integer.BYTES + points * Double.BYTES) {
      throw file.error(
          values.offset() + TYPE,
          head.getInt(TYPE) + " bytes of values in a block of " + values.length(),
          points * Double.BYTES + " for " + points + " points");
    }
    RecordPlaces places = RecordPlaces.list(1);
    Understood understood =
        Understood.of(
                PerkinReader.ID,
                "PerkinElmer spectrum",
                1,
                new Understood.Axis(axis.axis(), "first, last and step", units.axis(), false),
                units.quantity(),
                places.geometry())
            .measuredBy(history.instrument());
    if (history.acquired().isPresent()) {
      understood = understood.acquiredAt(history.acquired().get(), "its history");
    }
    return RecordSource.of(
        file,
        RecordLayout.dense(
            values.offset() + TYPE + Integer.BYTES, points, RecordLayout.Value.FLOAT64),
        places,
        axis,
        understood);
  }

  /** The value of a block behind its type. */
  private static ByteBuffer value(BinaryFile file, PeBlocks.Block block, int bytes, String what)
      throws IOException {
    if (block.length() < TYPE + bytes) {
      throw file.error(
          block.offset(),
          "a block of " + block.length() + " bytes",
          what + ", " + bytes + " bytes");
    }
    return file.read(block.offset(), TYPE + (long) bytes, what);
  }
}
