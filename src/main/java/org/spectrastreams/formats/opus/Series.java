package org.spectrastreams.formats.opus;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.spi.SpectrumList;

/**
 * The layout of a series of spectra in one block.
 *
 * @param offset the first spectrum, in bytes from the start of the file
 * @param stride bytes from a spectrum to the next
 * @param bytes bytes of a spectrum
 * @param count how many are stored
 * @param planned how many the measurement was to have
 */
record Series(long offset, long stride, long bytes, int count, int planned) {
  private static final int HEADER_BYTES = 24;

  static Series read(BinaryFile file, Block block) throws IOException {
    file.require(block.offset(), block.bytes(), "a series of spectra");
    ByteBuffer header = file.read(block.offset(), HEADER_BYTES, "the header of a series");
    int planned = header.getInt(4);
    int start = header.getInt(8);
    int data = header.getInt(12);
    int facts = header.getInt(16);
    if (planned < 1 || planned > SpectrumList.MOST) {
      throw file.error(
          block.offset() + 4,
          planned + " spectra",
          "1 to " + SpectrumList.MOST + ", as many as a list may have");
    }
    if (start < HEADER_BYTES || data < 4 || data % 4 != 0 || facts < 0) {
      throw file.error(
          block.offset() + 8,
          "a series from byte " + start + " with " + data + " and " + facts + " bytes a spectrum",
          "a first byte of " + HEADER_BYTES + " or more and whole values");
    }
    long stride = (long) data + facts;
    long stored = (block.bytes() - start + facts) / stride;
    if (stored < 1) {
      throw file.error(
          block.offset(), "a series of " + block.bytes() + " bytes", "a spectrum of " + data);
    }
    return new Series(
        block.offset() + start, stride, data, (int) Math.min(planned, stored), planned);
  }
}
