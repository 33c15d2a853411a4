package org.spectrastreams.formats.galactic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * The main header of a file.
 *
 * @param old whether it is of the old layout
 * @param flags the bits of byte 0
 * @param exponent the scale of fixed-point values, 2 to this power is full scale; -128 for float32
 * @param points points a spectrum; the offset of the directory where each has its own axis
 * @param first the first axis value
 * @param last the last axis value
 * @param spectra how many spectra there are; 0 where only the file's length tells
 * @param technique the kind of instrument, 11 for Raman; 0 where not stated
 * @param xType the code of the axis
 * @param yType the code of the ordinate
 * @param zType the code of what differs from spectrum to spectrum
 * @param planes how many planes the spectra are grouped in; 0 or 1 for none
 * @param date when it was measured
 * @param instrument what it was measured with; may be empty
 * @param labels the titles of the axes, where the file has its own: x, y, z divided by zeros
 * @param log the offset of the log; 0 for none
 */
record SpcHeader(
    boolean old,
    int flags,
    int exponent,
    long points,
    double first,
    double last,
    long spectra,
    int technique,
    int xType,
    int yType,
    int zType,
    long planes,
    Optional<LocalDateTime> date,
    String instrument,
    String labels,
    long log) {
  static final int NEW_BYTES = 512;
  static final int OLD_BYTES = 256;
  static final int SUBHEADER_BYTES = 32;
  static final int NEW = 0x4B;
  static final int BIG_ENDIAN = 0x4C;
  static final int OLD = 0x4D;
  static final int FLOAT = -128;

  private static final int SHORT_VALUES = 0x01;
  private static final int MULTIPLE = 0x04;
  private static final int OWN_LABELS = 0x20;
  private static final int OWN_AXES = 0x40;
  private static final int UNEVEN = 0x80;

  static SpcHeader read(BinaryFile file) throws IOException {
    int version = file.read(0, 2, "the header").get(1) & 0xFF;
    return switch (version) {
      case NEW -> readNew(file);
      case OLD -> readOld(file);
      case BIG_ENDIAN ->
          throw file.error(
              1,
              "an SPC file with its bytes in the other order (4C), which is not read",
              "4B or 4D: open it in GRAMS, or the program that wrote it, and save it again");
      default ->
          throw file.error(
              1,
              String.format(Locale.ROOT, "the version %02X", version),
              "4B or 4D, as SPC files have");
    };
  }

  private static SpcHeader readNew(BinaryFile file) throws IOException {
    ByteBuffer bytes = file.read(0, NEW_BYTES, "the header");
    int date = bytes.getInt(32);
    int flags = bytes.get(0) & 0xFF;
    long points = bytes.getInt(4) & 0xFFFF_FFFFL;
    SpcHeader header =
        new SpcHeader(
            false,
            flags,
            bytes.get(3),
            points,
            bytes.getDouble(8),
            bytes.getDouble(16),
            Math.max(1, bytes.getInt(24) & 0xFFFF_FFFFL),
            bytes.get(2) & 0xFF,
            bytes.get(28) & 0xFF,
            bytes.get(29) & 0xFF,
            bytes.get(30) & 0xFF,
            bytes.getInt(316) & 0xFFFF_FFFFL,
            date(date >>> 20, (date >>> 16) & 15, (date >>> 11) & 31, (date >>> 6) & 31, date & 63),
            BinaryFile.text(bytes, 45, 9),
            (flags & OWN_LABELS) == 0 ? "" : rawText(bytes, 218, 30),
            bytes.getInt(248) & 0xFFFF_FFFFL);
    header.check(file, 8);
    return header;
  }

  private static SpcHeader readOld(BinaryFile file) throws IOException {
    ByteBuffer bytes = file.read(0, OLD_BYTES, "the header");
    int flags = bytes.get(0) & 0xFF;
    float points = bytes.getFloat(4);
    if (!(points >= 1 && points <= SpectralAxis.MAX_POINTS && points == Math.rint(points))) {
      throw file.error(4, points + " points", "1 to " + SpectralAxis.MAX_POINTS);
    }
    int year = bytes.getShort(18) & 0xFFFF;
    SpcHeader header =
        new SpcHeader(
            true,
            flags,
            bytes.getShort(2),
            (long) points,
            bytes.getFloat(8),
            bytes.getFloat(12),
            (flags & MULTIPLE) == 0 ? 1 : 0,
            0,
            bytes.get(16) & 0xFF,
            bytes.get(17) & 0xFF,
            year >>> 12,
            0,
            date(year & 0xFFF, bytes.get(20), bytes.get(21), bytes.get(22), bytes.get(23)),
            "",
            (flags & OWN_LABELS) == 0 ? "" : rawText(bytes, 194, 30),
            0);
    if (header.ownAxes() || header.uneven()) {
      throw file.error(
          0,
          "an old SPC file (4D) whose spectra have axis values of their own",
          "an evenly stepped one: open it in GRAMS and save it again");
    }
    header.check(file, 8);
    return header;
  }

  private void check(BinaryFile file, long firstAt) throws SpectrumFileException {
    if (!ownAxes() && (points < 1 || points > SpectralAxis.MAX_POINTS)) {
      throw file.error(4, points + " points", "1 to " + SpectralAxis.MAX_POINTS);
    }
    boolean even = !ownAxes() && !uneven();
    if (even && !(Double.isFinite(first) && Double.isFinite(last))) {
      throw file.error(firstAt, "an axis from " + first + " to " + last, "finite values");
    }
    if (exponent != FLOAT && (exponent < -127 || exponent > 127)) {
      throw file.error(old ? 2 : 3, "a scale of 2 to the " + exponent, "-128 to 127");
    }
  }

  private static String rawText(ByteBuffer bytes, int offset, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) (bytes.get(offset + i) & 0xFF));
    }
    return text.toString();
  }

  private static Optional<LocalDateTime> date(int year, int month, int day, int hour, int minute) {
    try {
      return year < 1900 || year > 2200
          ? Optional.empty()
          : Optional.of(LocalDateTime.of(year, month, day, hour, minute));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The bytes of the main header. */
  int bytes() {
    return old ? OLD_BYTES : NEW_BYTES;
  }

  /** Whether fixed-point values have 16 bits. */
  boolean shortValues() {
    return (flags & SHORT_VALUES) != 0;
  }

  /** Whether there may be several spectra, each with a scale of its own. */
  boolean multiple() {
    return (flags & MULTIPLE) != 0;
  }

  /** Whether each spectrum has an axis of its own. */
  boolean ownAxes() {
    return (flags & OWN_AXES) != 0;
  }

  /** Whether axis values are stored. */
  boolean uneven() {
    return (flags & UNEVEN) != 0;
  }

  /** The title of an axis of the file, 0 for x, 1 for y; empty where it has none of its own. */
  String label(int axis) {
    String[] titles = labels.split("\u0000", -1);
    return axis < titles.length ? titles[axis].strip() : "";
  }
}
