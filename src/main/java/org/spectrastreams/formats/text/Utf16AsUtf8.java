package org.spectrastreams.formats.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** The bytes of a text in UTF-16 as those of the same text in UTF-8. */
final class Utf16AsUtf8 extends InputStream {
  private static final int CHARACTERS = 8192;

  private final Path file;
  private final Reader reader;
  private final char[] characters = new char[CHARACTERS];
  private byte[] bytes = {};
  private int next;

  /**
   * Reads a text.
   *
   * @param in the text behind its byte order mark
   */
  Utf16AsUtf8(Path file, InputStream in, Charset order) {
    this.file = file;
    this.reader =
        new InputStreamReader(
            in,
            order
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  @Override
  public int read() throws IOException {
    while (next == bytes.length) {
      int read = fill();
      if (read < 0) {
        return -1;
      }
    }
    return bytes[next++] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int first = length == 0 ? 0 : read();
    if (first < 0 || length == 0) {
      return first;
    }
    into[offset] = (byte) first;
    int more = Math.min(length - 1, bytes.length - next);
    System.arraycopy(bytes, next, into, offset + 1, more);
    next += more;
    return 1 + more;
  }

  private int fill() throws IOException {
    try {
      int read = reader.read(characters, 0, CHARACTERS - 1);
      if (read > 0 && Character.isHighSurrogate(characters[read - 1])) {
        int low = reader.read();
        if (low >= 0) {
          characters[read++] = (char) low;
        }
      }
      bytes =
          read < 0 ? new byte[0] : new String(characters, 0, read).getBytes(StandardCharsets.UTF_8);
      next = 0;
      return read;
    } catch (CharacterCodingException e) {
      throw SpectrumFileException.ofFile(
          file, "bytes that are no text in UTF-16, as its first two say", "text, as it was saved");
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
