package org.spectrastreams.formats.perkin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.records.RecordLayout;
import org.spectrastreams.formats.records.RecordPlaces;
import org.spectrastreams.formats.records.RecordSource;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.Places;
import org.spectrastreams.formats.spi.Understood;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.StoredAxis;

/**
 * An image ({@code .fsm}): a block of its frame, one of its history, then a block a pixel with
 * float32 values, line by line.
 */
final class PeImage {
  private static final int FRAME = 5100;
  private static final int HISTORY = 5104;
  private static final int PIXEL = 5105;
  private static final int NUMBERS = 10 * Double.BYTES + 3 * Integer.BYTES;

  private PeImage() {}

  /** The frame: steps, starts and counts in x, y and along the spectrum, with the labels. */
  private record Frame(PeBlocks.Block block, int numbersAt, ByteBuffer content) {
    static Frame read(BinaryFile file, PeBlocks.Block block) throws IOException {
      ByteBuffer content =
          file.read(block.offset(), Math.min(block.length(), 1 << 16), "the frame");
      int name = content.limit() < 2 ? 0 : content.getShort(0) & 0xFFFF;
      if (content.limit() < 2 + name + NUMBERS) {
        throw file.error(
            block.offset(),
            "a frame of " + block.length() + " bytes",
            (2 + name + NUMBERS) + " bytes: its name and its numbers");
      }
      return new Frame(block, 2 + name, content);
    }

    double number(int index) {
      return content.getDouble(numbersAt + index * Double.BYTES);
    }

    int count(int index) {
      return content.getInt(numbersAt + 10 * Double.BYTES + index * Integer.BYTES);
    }

    long at(int index) {
      return block.offset() + numbersAt + (long) index * Double.BYTES;
    }

    /** The labels of x, y, the axis and the ordinate. */
    List<String> labels() {
      List<String> labels = new ArrayList<>();
      int at = numbersAt + NUMBERS;
      while (labels.size() < 4 && at + 2 <= content.limit()) {
        int length = content.getShort(at) & 0xFFFF;
        if (at + 2 + length > content.limit()) {
          break;
        }
        labels.add(BinaryFile.text(content, at + 2, length));
        at += 2 + length;
      }
      while (labels.size() < 4) {
        labels.add("");
      }
      return labels;
    }
  }

  static FileSource open(BinaryFile file, OpenOptions options) throws IOException {
    PeBlocks.Block first = PeBlocks.at(file, PeBlocks.START, file.size());
    if (first.kind() != FRAME) {
      throw file.error(PeBlocks.START, "a block " + first.kind(), "the frame, a block " + FRAME);
    }
    Frame frame = Frame.read(file, first);
    int points = frame.count(2);
    List<String> labels = frame.labels();
    PeUnits units = PeUnits.of(file.path(), labels.get(2), labels.get(3), options);
    StoredAxis axis =
        units.axis(file, frame.at(2), frame.number(3), frame.number(4), frame.number(2), points);
    PeHistory history = PeHistory.NONE;
    long at = first.end();
    PeBlocks.Block block = PeBlocks.at(file, at, file.size());
    while (block.kind() != PIXEL) {
      history = block.kind() == HISTORY ? PeHistory.read(file, block) : history;
      at = block.end();
      block = PeBlocks.at(file, at, file.size());
    }
    ImageGeometry geometry = geometry(file, frame, labels);
    long stride = PeBlocks.HEAD + (long) points * Float.BYTES;
    long end = at + geometry.pixels() * stride;
    if (end != file.size()) {
      throw file.error(
          Math.min(end, file.size()),
          (file.size() - at) / stride
              + " spectra of "
              + points
              + " points in "
              + file.size()
              + " bytes",
          geometry.width() + " × " + geometry.height() + " of them, " + end + " bytes");
    }
    requirePixels(file, at, stride, geometry.pixels(), points);
    Understood understood =
        Understood.of(
                PerkinReader.ID,
                "PerkinElmer image",
                geometry.pixels(),
                new Understood.Axis(axis.axis(), "start, end and step", units.axis(), false),
                units.quantity(),
                geometry)
            .measuredBy(history.instrument());
    if (history.acquired().isPresent()) {
      understood = understood.acquiredAt(history.acquired().get(), "its history");
    }
    return RecordSource.of(
        file,
        new RecordLayout(at + PeBlocks.HEAD, stride, points, RecordLayout.Value.FLOAT32, 1),
        RecordPlaces.lines(geometry, geometry.pixels()),
        axis,
        understood.placed(places(frame, labels)));
  }

  private static ImageGeometry geometry(BinaryFile file, Frame frame, List<String> labels)
      throws IOException {
    try {
      return new ImageGeometry(
          frame.count(0), frame.count(1), places(frame, labels).pixelSizeMicrometres());
    } catch (IllegalArgumentException e) {
      throw file.error(frame.at(10), e.getMessage(), "the pixels of the image across and down");
    }
  }

  private static Places places(Frame frame, List<String> labels) {
    String label = labels.get(1).toLowerCase(Locale.ROOT);
    boolean micrometres = label.contains("micro") || label.contains("µm");
    return Places.of(
        frame.number(7),
        frame.number(8),
        frame.number(0),
        frame.number(1),
        micrometres ? "µm" : "",
        "the frame");
  }

  /** Checks that every pixel's block is where it is expected; they are of one length. */
  private static void requirePixels(BinaryFile file, long from, long stride, int pixels, int points)
      throws IOException {
    for (int i = 0; i < pixels; i++) {
      PeBlocks.Block block = PeBlocks.at(file, from + i * stride, file.size());
      if (block.kind() != PIXEL || block.length() != points * Float.BYTES) {
        throw file.error(
            from + i * stride,
            "a block " + block.kind() + " of " + block.length() + " bytes",
            "pixel " + (i + 1) + ": a block " + PIXEL + " of " + points * Float.BYTES + " bytes");
      }
    }
  }
}
