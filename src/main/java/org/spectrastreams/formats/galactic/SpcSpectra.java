package org.spectrastreams.formats.galactic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.series.SpectrumSeries;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.formats.spi.SpectrumList;
import org.spectrastreams.spectrum.SpectralAxis;

/** The spectra of a file: where each stands, and how its values are scaled. */
final class SpcSpectra implements SpectrumSeries.Spectra {
  /**
   * One spectrum.
   *
   * @param at where its values stand, behind its axis if it has one
   * @param axisAt where its own axis values stand; -1 for none
   * @param points how many it has
   * @param exponent the scale of its values
   * @param third what it differs by from the others: a time, a temperature
   */
  record Entry(long at, long axisAt, int points, int exponent, float third) {}

  private static final int DIRECTORY_ENTRY_BYTES = 12;

  /** The bits of the floats 1e-5 and 1e8. */
  private static final int LEAST_FLOAT = Float.floatToIntBits(1e-5f);

  private static final int MOST_FLOAT = Float.floatToIntBits(1e8f);

  private final BinaryFile file;
  private final SpcHeader header;
  private final List<Entry> entries;

  private SpcSpectra(BinaryFile file, SpcHeader header, List<Entry> entries) {
    this.file = file;
    this.header = header;
    this.entries = entries;
  }

  /** Goes through the headers of all spectra. */
  static SpcSpectra of(BinaryFile file, SpcHeader header) throws IOException {
    if (header.spectra() > SpectrumList.MOST) {
      throw file.error(
          24, header.spectra() + " spectra", "at most " + SpectrumList.MOST + ": split it");
    }
    List<Entry> entries = new ArrayList<>();
    long at = (long) header.bytes() - (header.old() ? SpcHeader.SUBHEADER_BYTES : 0);
    if (header.uneven() && !header.ownAxes()) {
      at += (long) Float.BYTES * header.points();
    }
    boolean listed = header.ownAxes() && header.multiple() && header.points() > 0;
    // An old file does not say how many spectra it has.
    boolean uncounted = header.old() && header.multiple();
    while (uncounted
        ? at + SpcHeader.SUBHEADER_BYTES <= file.size()
        : entries.size() < header.spectra()) {
      if (entries.size() == SpectrumList.MOST) {
        throw file.error(at, "more spectra", "at most " + SpectrumList.MOST + ": split it");
      }
      if (listed) {
        at = listed(file, header, entries.size());
      }
      Entry entry = entry(file, header, at, entries.size());
      entries.add(entry);
      at = entry.at() + (long) entry.points() * valueBytes(header, entry.exponent());
    }
    if (uncounted && at != file.size()) {
      throw file.error(
          at, (file.size() - at) + " bytes behind the last spectrum", "none: the file is cut off");
    }
    return new SpcSpectra(file, header, entries);
  }

  private static long listed(BinaryFile file, SpcHeader header, int number) throws IOException {
    return file.read(
                header.points() + (long) DIRECTORY_ENTRY_BYTES * number,
                DIRECTORY_ENTRY_BYTES,
                "the directory of spectra")
            .getInt(0)
        & 0xFFFF_FFFFL;
  }

  private static Entry entry(BinaryFile file, SpcHeader header, long at, int number)
      throws IOException {
    String what = "the header of spectrum " + (number + 1);
    ByteBuffer bytes = file.read(at, SpcHeader.SUBHEADER_BYTES, what);
    int exponent = header.multiple() ? bytes.get(1) : header.exponent();
    if (header.exponent() == SpcHeader.FLOAT) {
      exponent = SpcHeader.FLOAT;
    }
    long points = header.points();
    if (header.ownAxes()) {
      points = bytes.getInt(16) & 0xFFFF_FFFFL;
      if (points < 1 || points > SpectralAxis.MAX_POINTS) {
        throw file.error(at + 16, points + " points", "1 to " + SpectralAxis.MAX_POINTS);
      }
    }
    long axisAt = header.ownAxes() ? at + SpcHeader.SUBHEADER_BYTES : -1;
    long valuesAt = at + SpcHeader.SUBHEADER_BYTES + (header.ownAxes() ? Float.BYTES * points : 0);
    file.require(
        valuesAt, points * valueBytes(header, exponent), "the values of spectrum " + (number + 1));
    return new Entry(valuesAt, axisAt, (int) points, exponent, bytes.getFloat(4));
  }

  private static int valueBytes(SpcHeader header, int exponent) {
    return header.shortValues() && exponent != SpcHeader.FLOAT ? Short.BYTES : Integer.BYTES;
  }

  /** How many bytes are behind the last spectrum. */
  long behind() {
    Entry last = entries.get(entries.size() - 1);
    long end = last.at() + (long) last.points() * valueBytes(header, last.exponent());
    boolean listed = header.ownAxes() && header.multiple() && header.points() > 0;
    return listed ? 0 : file.size() - end;
  }

  /**
   * Whether the whole numbers of the first spectrum look like floats whose header does not say so,
   * as some programs write them: the scale of all spectra is left zero, and all values lie where
   * the bits of floats of an ordinary size do, around a quarter of the range.
   */
  boolean looksLikeFloats() throws IOException {
    return entries.stream().allMatch(entry -> entry.exponent() == 0)
        && looksLikeFloats(entries.get(0));
  }

  private boolean looksLikeFloats(Entry entry) throws IOException {
    if (header.shortValues() || header.old()) {
      return false;
    }
    ByteBuffer bytes = file.read(entry.at(), (long) Float.BYTES * entry.points(), "the values");
    int values = 0;
    for (int i = 0; i < entry.points(); i++) {
      int bits = bytes.getInt() & Integer.MAX_VALUE;
      if (bits != 0 && (bits < LEAST_FLOAT || bits > MOST_FLOAT)) {
        return false;
      }
      values += bits == 0 ? 0 : 1;
    }
    return values > 1;
  }

  /** All spectra. */
  List<Entry> entries() {
    return entries;
  }

  /** One of the spectra alone. */
  SpcSpectra only(int index) {
    return new SpcSpectra(file, header, List.of(entries.get(index)));
  }

  /** The axis values of a spectrum, in stored order. */
  double[] axis(Entry entry) throws IOException {
    double[] values = new double[entry.points()];
    if (entry.axisAt() >= 0 || header.uneven()) {
      long at = entry.axisAt() >= 0 ? entry.axisAt() : header.bytes();
      ByteBuffer stored = file.read(at, (long) Float.BYTES * values.length, "the axis");
      for (int i = 0; i < values.length; i++) {
        values[i] = stored.getFloat();
      }
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] =
          values.length == 1
              ? header.first()
              : header.first() + (header.last() - header.first()) * i / (values.length - 1);
    }
    return values;
  }

  @Override
  public void read(int index, float[] stored) throws IOException {
    Entry entry = entries.get(index);
    int width = valueBytes(header, entry.exponent());
    ByteBuffer bytes = file.read(entry.at(), (long) width * entry.points(), "the values");
    double scale = Math.scalb(1.0, entry.exponent() - 8 * width);
    for (int i = 0; i < stored.length; i++) {
      stored[i] =
          entry.exponent() == SpcHeader.FLOAT
              ? bytes.getFloat()
              : width == Short.BYTES
                  ? (float) (bytes.getShort() * scale)
                  : (float) (whole(bytes.getInt()) * scale);
    }
  }

  /** A 32-bit value; in the old layout its halves are swapped. */
  private int whole(int stored) {
    return header.old() ? Integer.rotateLeft(stored, 16) : stored;
  }

  /** An error at a byte of the file. */
  SpectrumFileException error(long offset, String found, String expected) {
    return file.error(offset, found, expected);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
