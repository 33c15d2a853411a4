package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What readers see of a file when they decide whose it is. The array is owned by the head and not
 * copied; nobody may write to it.
 *
 * @param file the file, which exists and is not empty
 * @param bytes its first bytes, at most {@value #MOST_BYTES}
 * @param size the size of the whole file in bytes
 */
public record FileHead(Path file, byte[] bytes, long size) {
  /** How much of a file is looked at. */
  public static final int MOST_BYTES = 1 << 16;

  /** Reads the head of a file. */
  public static FileHead of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new FileHead(file, in.readNBytes(MOST_BYTES), Files.size(file));
    }
  }

  /** The file's name without its folder, in lower case. */
  public String name() {
    return file.getFileName().toString().toLowerCase(Locale.ROOT);
  }

  /** Whether the file's name ends so; {@code ending} in lower case, for instance {@code .dat}. */
  public boolean isNamed(String ending) {
    return name().endsWith(ending);
  }

  /** Whether these bytes (as unsigned values, 0 … 255) stand at {@code offset}. */
  public boolean has(int offset, int... unsigned) {
    if (offset < 0 || offset + (long) unsigned.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < unsigned.length; i++) {
      if ((bytes[offset + i] & 0xFF) != unsigned[i]) {
        return false;
      }
    }
    return true;
  }

  /** Whether this text (ISO 8859-1) stands at {@code offset}. */
  public boolean has(int offset, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.ISO_8859_1);
    int[] unsigned = new int[wanted.length];
    for (int i = 0; i < wanted.length; i++) {
      unsigned[i] = wanted[i] & 0xFF;
    }
    return has(offset, unsigned);
  }

  /** Whether the head holds no control characters but white space: text, as far as it goes. */
  public boolean isText() {
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f') {
        return false;
      }
    }
    return true;
  }

  /** The head as ISO 8859-1 text, a character a byte. */
  public String text() {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Whether the head is the whole file. */
  public boolean isWhole() {
    return bytes.length == size;
  }
}
