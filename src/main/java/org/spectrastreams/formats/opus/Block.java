package org.spectrastreams.formats.opus;

/**
 * An entry of the directory.
 *
 * @param number its place in the directory, from 0
 * @param type the bits that say what it is
 * @param offset where it stands in the file, in bytes
 * @param bytes its length
 */
record Block(int number, int type, long offset, long bytes) {
  private int bits(int shift, int width) {
    return (type >>> shift) & ((1 << width) - 1);
  }

  /** 1 real part, 2 imaginary part, 3 amplitude; 0 where it is no data. */
  int complex() {
    return bits(0, 2);
  }

  /** 1 of the sample, 2 of the reference, 3 their ratio; 0 where it is no data. */
  int side() {
    return bits(2, 2);
  }

  /** Which parameters it holds, 1 those of a data block, 2 the instrument's; 0 for none. */
  int parameters() {
    return bits(4, 6);
  }

  /** What the data are: 1 a spectrum, 2 an interferogram, 4 absorbance … */
  int kind() {
    return bits(10, 7);
  }

  /** 0 none, 1 the first derivative, 2 the second, 3 a higher one. */
  int derivative() {
    return bits(17, 2);
  }

  /** 0 plain, 1 a table of peaks, 2 a series of spectra, 3 a structure, 4 compact, 5 a report. */
  int form() {
    return bits(19, 3);
  }

  /** The bits of no known meaning; where a block was processed, the original has more of them. */
  int rest() {
    return type >>> 22;
  }

  /** Whether it holds ordinates. */
  boolean isData() {
    return side() > 0 && complex() > 0 && parameters() == 0 && kind() > 0;
  }

  /** Whether the parameters in this block belong to a data block. */
  boolean describes(Block data) {
    return parameters() == 1
        && complex() == data.complex()
        && side() == data.side()
        && kind() == data.kind()
        && derivative() == data.derivative();
  }
}
