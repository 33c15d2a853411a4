package org.spectrastreams.formats.opus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** The parameters of one block: names of three letters with a number or a text each. */
final class Parameters {
  private static final long MOST_BYTES = 1 << 20;
  private static final int INTEGER = 0;
  private static final int REAL = 1;

  private final BinaryFile file;
  private final long offset;
  private final Map<String, Number> numbers = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Long> places = new HashMap<>();

  private Parameters(BinaryFile file, long offset) {
    this.file = file;
    this.offset = offset;
  }

  static Parameters read(BinaryFile file, Block block) throws IOException {
    Parameters parameters = new Parameters(file, block.offset());
    if (block.bytes() > MOST_BYTES) {
      throw file.error(
          block.offset(), block.bytes() + " bytes of parameters", "at most " + MOST_BYTES);
    }
    ByteBuffer bytes = file.read(block.offset(), block.bytes(), "parameters");
    int at = 0;
    while (at + 8 <= bytes.limit()) {
      String name = BinaryFile.text(bytes, at, 3);
      if (name.equals("END") || name.isEmpty()) {
        break;
      }
      int type = bytes.getShort(at + 4);
      int length = 2 * (bytes.getShort(at + 6) & 0xFFFF);
      long place = block.offset() + at;
      at += 8;
      int needed = type == INTEGER ? 4 : type == REAL ? 8 : length;
      if (length < needed || at + length > bytes.limit()) {
        throw file.error(
            place, "parameter " + name + " of " + length + " bytes", "one within its block");
      }
      parameters.places.put(name, place + 8);
      switch (type) {
        case INTEGER -> parameters.numbers.put(name, bytes.getInt(at));
        case REAL -> parameters.numbers.put(name, bytes.getDouble(at));
        default -> parameters.texts.put(name, text(bytes, at, length));
      }
      at += length;
    }
    return parameters;
  }

  private static String text(ByteBuffer bytes, int at, int length) {
    int end = 0;
    while (end < length && bytes.get(at + end) != 0) {
      end++;
    }
    byte[] text = new byte[end];
    bytes.get(at, text);
    return new String(text, StandardCharsets.ISO_8859_1).strip();
  }

  /** A text; empty where it is missing or blank. */
  Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
  }

  /**
   * A finite number.
   *
   * @throws SpectrumFileException if it is missing
   */
  double number(String name) throws SpectrumFileException {
    Number number = numbers.get(name);
    if (number == null) {
      throw file.error(offset, "no parameter " + name, "it, in the block's parameters");
    }
    if (!Double.isFinite(number.doubleValue())) {
      throw error(name, "a finite number");
    }
    return number.doubleValue();
  }

  /** A number; {@code otherwise} where it is missing. */
  double number(String name, double otherwise) throws SpectrumFileException {
    return numbers.containsKey(name) ? number(name) : otherwise;
  }

  /** The file. */
  Path path() {
    return file.path();
  }

  /** An error at the value of a parameter. */
  SpectrumFileException error(String name, String expected) {
    return file.error(
        places.getOrDefault(name, offset),
        name + " = " + (numbers.containsKey(name) ? numbers.get(name) : texts.get(name)),
        expected);
  }
}
