package org.spectrastreams.formats.text;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spectrastreams.formats.spi.SpectrumFileException;

/**
 * The lines of a text file with their numbers, read one at a time. Line ends may be LF, CRLF or CR;
 * text is UTF-16 where its byte order mark says so, UTF-8, or else Windows-1252, of which ISO
 * 8859-1 is a part; blank lines are passed over, and so are the end marks of DOS behind the last
 * one.
 */
public final class TextLines implements AutoCloseable {
  /** The longest line accepted, in bytes: 65 536 numbers of 64 characters. */
  private static final int MAX_LINE_BYTES = 4 << 20;

  /** ISO 8859-1 with dashes and quotes where that has control characters. */
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static final char DOS_END = 0x1A;

  private final Path file;
  private final InputStream in;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private long number;
  private boolean afterReturn;

  /** Opens a file. */
  public TextLines(Path file) throws IOException {
    this.file = file;
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      this.in = decoded(file, raw);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  private static InputStream decoded(Path file, InputStream raw) throws IOException {
    raw.mark(2);
    int first = raw.read();
    int second = raw.read();
    if (first == 0xFF && second == 0xFE) {
      return new Utf16AsUtf8(file, raw, StandardCharsets.UTF_16LE);
    }
    if (first == 0xFE && second == 0xFF) {
      return new Utf16AsUtf8(file, raw, StandardCharsets.UTF_16BE);
    }
    raw.reset();
    return raw;
  }

  /** The next line that is not blank, without its end; null at the end of the file. */
  public String next() throws IOException {
    while (readLine()) {
      String line = decode(bytes.toByteArray());
      if (number == 1 && line.startsWith("\uFEFF")) {
        line = line.substring(1);
      }
      if (!line.isBlank() && line.chars().anyMatch(c -> c != DOS_END)) {
        return line;
      }
    }
    return null;
  }

  /** The number of the line that {@link #next} gave last, from 1. */
  public long number() {
    return number;
  }

  private boolean readLine() throws IOException {
    bytes.reset();
    int b = in.read();
    if (afterReturn && b == '\n') {
      b = in.read();
    }
    afterReturn = false;
    if (b < 0) {
      return false;
    }
    number++;
    while (b >= 0 && b != '\n' && b != '\r') {
      if (bytes.size() == MAX_LINE_BYTES) {
        throw SpectrumFileException.atLine(
            file, number, "more than " + MAX_LINE_BYTES + " bytes", "lines of at most that length");
      }
      if (b == 0) {
        throw SpectrumFileException.atLine(file, number, "a zero byte", "text");
      }
      bytes.write(b);
      b = in.read();
    }
    afterReturn = b == '\r';
    return true;
  }

  private static String decode(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      return new String(line, WINDOWS);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
