package org.spectrastreams.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes OME-TIFF: every layer as a plane of float32 in strips, uncompressed, little-endian, so
 * that the file is written from its first byte to its last. A pixel without a number is NaN.
 *
 * <p>By TIFF 6.0 and the OME-TIFF specification 6.
 */
@SuppressWarnings("ByteBufferBackingArray") // each is a whole array of its own
final class OmeTiff {
  private static final int HEADER = 8;
  private static final int STRIP_BYTES = 1 << 18;
  private static final int ENTRY = 12;
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;

  /** A tag with its value: in the entry where it fits, else behind the directory. */
  private record Field(int tag, int type, int count, byte[] value) {}

  private final MapSnapshot image;
  private final int width;
  private final int height;
  private final int rows;
  private final int strips;

  private OmeTiff(MapSnapshot image) {
    this.image = image;
    this.width = image.width();
    this.height = image.height();
    this.rows = Math.min(height, Math.max(1, STRIP_BYTES / (width * Float.BYTES)));
    this.strips = (height + rows - 1) / rows;
  }

  /**
   * Writes an image.
   *
   * @throws IllegalArgumentException if the file would be larger than a TIFF can be
   */
  static void write(MapSnapshot image, OutputStream out) throws IOException {
    new OmeTiff(image).write(out);
  }

  private long planeBytes() {
    return (long) width * height * Float.BYTES;
  }

  private void write(OutputStream out) throws IOException {
    List<SnapshotLayer> layers = image.layers();
    long directories = HEADER + planeBytes() * layers.size();
    if (directories > 0xffff_ffffL - (1 << 24)) {
      throw new IllegalArgumentException(
          "%d layers of %d × %d pixels are more than the 4 GB of a TIFF: choose one with --layer"
              .formatted(layers.size(), width, height));
    }
    ByteBuffer header = little(HEADER);
    header.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt((int) directories);
    out.write(header.array());
    for (SnapshotLayer layer : layers) {
      plane(layer.read(), out);
    }
    long at = directories;
    for (int page = 0; page < layers.size(); page++) {
      byte[] directory = directory(page, at, page + 1 == layers.size());
      out.write(directory);
      at += directory.length;
    }
  }

  private void plane(LayerPixels pixels, OutputStream out) throws IOException {
    ByteBuffer row = little(width * Float.BYTES);
    for (int y = 0; y < height; y++) {
      row.clear();
      for (int x = 0; x < width; x++) {
        row.putFloat(pixels.number(y * width + x));
      }
      out.write(row.array());
    }
  }

  private byte[] directory(int page, long at, boolean last) {
    List<Field> fields = fields(page);
    int size = Short.BYTES + fields.size() * ENTRY + Integer.BYTES;
    int behind = fields.stream().mapToInt(OmeTiff::outside).sum();
    ByteBuffer directory = little(size + behind);
    directory.putShort((short) fields.size());
    int place = size;
    for (Field field : fields) {
      directory.putShort((short) field.tag).putShort((short) field.type).putInt(field.count);
      int outside = outside(field);
      if (outside == 0) {
        directory.put(field.value).put(new byte[Integer.BYTES - field.value.length]);
      } else {
        directory.putInt((int) (at + place));
        directory.put(place, field.value);
        place += outside;
      }
    }
    directory.putInt(last ? 0 : (int) (at + size + behind));
    return directory.array();
  }

  /** Bytes behind the directory: an even number, so that everything begins at a word. */
  private static int outside(Field field) {
    return field.value.length <= Integer.BYTES ? 0 : field.value.length + field.value.length % 2;
  }

  /** In the order of their tags, as the format demands. */
  private List<Field> fields(int page) {
    List<Field> fields = new ArrayList<>();
    fields.add(number(256, LONG, width));
    fields.add(number(257, LONG, height));
    fields.add(number(258, SHORT, Float.SIZE));
    fields.add(number(259, SHORT, 1)); // not compressed
    fields.add(number(262, SHORT, 1)); // black is zero
    if (page == 0) {
      fields.add(text(270, OmeXml.of(image)));
    }
    ByteBuffer offsets = little(strips * Integer.BYTES);
    ByteBuffer lengths = little(strips * Integer.BYTES);
    for (int strip = 0; strip < strips; strip++) {
      int first = strip * rows;
      long offset = HEADER + page * planeBytes() + (long) first * width * Float.BYTES;
      offsets.putInt((int) offset);
      lengths.putInt(Math.min(rows, height - first) * width * Float.BYTES);
    }
    fields.add(new Field(273, LONG, strips, offsets.array()));
    fields.add(number(277, SHORT, 1));
    fields.add(number(278, LONG, rows));
    fields.add(new Field(279, LONG, strips, lengths.array()));
    MapSnapshot.PixelSize size = image.pixelSize();
    if (size.isKnown()) {
      fields.add(resolution(282, size.x()));
      fields.add(resolution(283, size.y()));
    }
    fields.add(text(285, image.layers().get(page).id()));
    if (size.isKnown()) {
      fields.add(number(296, SHORT, 3)); // pixels a centimetre
    }
    fields.add(text(305, OmeXml.creator(image)));
    fields.add(number(339, SHORT, 3)); // IEEE floating point
    return fields;
  }

  private static Field number(int tag, int type, int value) {
    ByteBuffer bytes = little(type == SHORT ? Short.BYTES : Integer.BYTES);
    if (type == SHORT) {
      bytes.putShort((short) value);
    } else {
      bytes.putInt(value);
    }
    return new Field(tag, type, 1, bytes.array());
  }

  private static Field text(int tag, String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    byte[] ended = java.util.Arrays.copyOf(ascii, ascii.length + 1);
    return new Field(tag, ASCII, ended.length, ended);
  }

  /** Pixels a centimetre, for programs that do not read OME-XML; as exact as 1 part in 10⁶. */
  private static Field resolution(int tag, double micrometres) {
    double perCentimetre = 10_000 / micrometres;
    int denominator = 1;
    while (denominator < 1_000_000 && perCentimetre * denominator < 1_000_000) {
      denominator *= 10;
    }
    long numerator = Math.min(0xffff_ffffL, Math.max(1, Math.round(perCentimetre * denominator)));
    ByteBuffer rational = little(2 * Integer.BYTES);
    rational.putInt((int) numerator).putInt(denominator);
    return new Field(tag, RATIONAL, 1, rational.array());
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
