package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final byte DOS_END = 0x1A;

  /**
   * An object with a name in it, or an array of objects, arrays or texts; perhaps behind a mark.
   */
  private static final Pattern JSON =
      Pattern.compile("(?:\u00EF\u00BB\u00BF)?\\s*(?:\\{\\s*\"|\\[\\s*[\\[{\"])");

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

  /**
   * Whether the head holds no control characters but white space, and the end marks of DOS behind
   * it: text, as far as it goes. Text is in UTF-16 only where it begins with a byte order mark.
   */
  public boolean isText() {
    if (utf16().isPresent()) {
      return text().chars().allMatch(FileHead::isTextual);
    }
    int end = bytes.length;
    while (end > 0 && isWhole() && bytes[end - 1] == DOS_END) {
      end--;
    }
    for (byte b : Arrays.copyOf(bytes, end)) {
      if (b >= 0 && !isTextual(b)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTextual(int c) {
    return c >= ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
  }

  /** Whether it is text that begins as JSON does, which no table begins as. */
  public boolean isJson() {
    return isText() && JSON.matcher(text()).lookingAt();
  }

  /**
   * The head as text behind its byte order mark: of UTF-16 where that says so, otherwise ISO
   * 8859-1, a character a byte.
   */
  public String text() {
    Optional<Charset> utf16 = utf16();
    if (utf16.isPresent()) {
      return new String(bytes, 2, (bytes.length - 2) & ~1, utf16.get());
    }
    int mark = has(0, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    return new String(bytes, mark, bytes.length - mark, StandardCharsets.ISO_8859_1);
  }

  private Optional<Charset> utf16() {
    return has(0, 0xFF, 0xFE)
        ? Optional.of(StandardCharsets.UTF_16LE)
        : has(0, 0xFE, 0xFF) ? Optional.of(StandardCharsets.UTF_16BE) : Optional.empty();
  }

  /** Whether the head is the whole file. */
  public boolean isWhole() {
    return bytes.length == size;
  }
}
