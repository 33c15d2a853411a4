package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A spectrum file that cannot be read as what it claims to be. The message names the file, the
 * place in it, what stands there and what was expected.
 */
public final class SpectrumFileException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 200;

  private final String file;
  private final String offset;
  private final String found;
  private final String expected;
  private final boolean noMeasurement;

  private SpectrumFileException(Path file, String offset, String found, String expected) {
    this(file, offset, found, expected, false);
  }

  private SpectrumFileException(
      Path file, String offset, String found, String expected, boolean noMeasurement) {
    super(
        file
            + (offset.isEmpty() ? "" : ", " + offset)
            + ": found "
            + shortened(found)
            + "; expected "
            + expected);
    this.file = file.toString();
    this.offset = offset;
    this.found = found;
    this.expected = expected;
    this.noMeasurement = noMeasurement;
  }

  /** An error at a byte of a binary file, counted from 0. */
  public static SpectrumFileException atByte(
      Path file, long offset, String found, String expected) {
    return new SpectrumFileException(file, "byte " + offset, found, expected);
  }

  /** An error on a line of a text file, counted from 1. */
  public static SpectrumFileException atLine(Path file, long line, String found, String expected) {
    return new SpectrumFileException(file, "line " + line, found, expected);
  }

  /** An error that concerns the file as a whole. */
  public static SpectrumFileException ofFile(Path file, String found, String expected) {
    return new SpectrumFileException(file, "", found, expected);
  }

  /** A file that is readable, and none that an instrument writes spectra to: a note, a picture. */
  public static SpectrumFileException noMeasurement(Path file, String found, String expected) {
    return new SpectrumFileException(file, "", found, expected, true);
  }

  /** The same error in a part of another file, from which this one was made. */
  public SpectrumFileException within(Path whole, String part) {
    return new SpectrumFileException(
        whole, part + (offset.isEmpty() ? "" : ", " + offset), found, expected);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
  }

  /** The file. */
  public Path file() {
    return Path.of(file);
  }

  /** The place in the file: {@code byte 1020} or {@code line 7}; empty for the file as a whole. */
  public String offset() {
    return offset;
  }

  /** What stands there. */
  public String found() {
    return found;
  }

  /** What was expected there, and what to do where something can be done. */
  public String expected() {
    return expected;
  }

  /** Whether the file is none that an instrument writes spectra to, rather than a faulty one. */
  public boolean isNoMeasurement() {
    return noMeasurement;
  }
}
