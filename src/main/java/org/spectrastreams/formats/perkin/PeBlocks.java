package org.spectrastreams.formats.perkin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;

/**
 * The blocks that a part of a file consists of: each an unsigned 16-bit number of its kind, its
 * length as int32, and what it holds. Values within blocks begin with a 16-bit code of their type.
 */
final class PeBlocks {
  /** Bytes of a block's kind and length. */
  static final int HEAD = 6;

  /** Where the blocks of a file begin, behind {@code PEPE} and 40 bytes of description. */
  static final int START = 44;

  private static final int TEXT = 0x7523;
  private static final int MOST_BLOCKS = 20_000;
  private static final int LONGEST_TEXT = 1024;

  private PeBlocks() {}

  /**
   * A block.
   *
   * @param offset where its content begins
   * @param length the bytes of its content
   */
  record Block(int kind, long offset, int length) {
    /** The byte behind it. */
    long end() {
      return offset + length;
    }
  }

  /** The block at an offset, which must end before {@code limit}. */
  static Block at(BinaryFile file, long offset, long limit) throws IOException {
    ByteBuffer head = file.read(offset, HEAD, "a block's kind and length");
    int kind = head.getShort(0) & 0xFFFF;
    int length = head.getInt(2);
    if (length < 0 || length > limit - offset - HEAD) {
      throw file.error(
          offset + 2,
          "a block " + kind + " of " + length + " bytes",
          "at most " + Math.max(0, limit - offset - HEAD) + ", up to byte " + limit);
    }
    return new Block(kind, offset + HEAD, length);
  }

  /** The blocks within a block. */
  static List<Block> within(BinaryFile file, Block list) throws IOException {
    List<Block> blocks = new ArrayList<>();
    long at = list.offset();
    while (at < list.end()) {
      Block block = at(file, at, list.end());
      blocks.add(block);
      at = block.end();
      if (blocks.size() > MOST_BLOCKS) {
        throw file.error(at, "more than " + MOST_BLOCKS + " blocks", "fewer");
      }
    }
    return blocks;
  }

  /** A text that a block holds; empty where it holds another value. */
  static Optional<String> text(BinaryFile file, Block block) throws IOException {
    if (block.length() < 4) {
      return Optional.empty();
    }
    ByteBuffer value =
        file.read(block.offset(), Math.min(block.length(), 4 + LONGEST_TEXT), "a text");
    int length = value.getShort(2) & 0xFFFF;
    return (value.getShort(0) & 0xFFFF) == TEXT && length <= value.limit() - 4
        ? Optional.of(BinaryFile.text(value, 4, length))
        : Optional.empty();
  }
}
