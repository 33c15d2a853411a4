package org.spectrastreams.formats.renishaw;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spectrastreams.formats.records.BinaryFile;

/**
 * The blocks of a file: each a name of four characters, a number and its size, then what it holds.
 */
final class WdfBlocks {
  /** Bytes of a block's name, number and size. */
  static final int HEAD = 16;

  /** What spectra, axis and places stand in. */
  private static final Set<String> READ = Set.of("WDF1", "DATA", "XLST", "ORGN", "WMAP");

  /** The most blocks of a file; each analysis adds one. */
  private static final int MOST_BLOCKS = 10_000;

  private final BinaryFile file;
  private final Map<String, Block> first;
  private final Optional<String> cutOff;

  private WdfBlocks(BinaryFile file, Map<String, Block> first, Optional<String> cutOff) {
    this.file = file;
    this.first = first;
    this.cutOff = cutOff;
  }

  /**
   * A block.
   *
   * @param offset where its head begins
   * @param size its bytes, the head included
   */
  record Block(long offset, long size) {
    /** Where its content begins. */
    long content() {
      return offset + HEAD;
    }
  }

  /**
   * Finds the blocks of a file, from its first byte to its last. A last block that is cut off is
   * none where nothing of it is read; what the header promises and does not stand before it is
   * missed later.
   */
  static WdfBlocks of(BinaryFile file) throws IOException {
    Map<String, Block> first = new LinkedHashMap<>();
    long at = 0;
    int count = 0;
    while (at < file.size()) {
      ByteBuffer head = file.read(at, HEAD, "a block's name and size");
      byte[] bytes = new byte[4];
      head.get(0, bytes);
      String name = new String(bytes, StandardCharsets.ISO_8859_1);
      long size = head.getLong(8);
      if (!name.matches("[A-Z0-9 ]{4}")) {
        throw file.error(at, "no block's name", "the next block, or the end of the file");
      }
      if (size > file.size() - at && !READ.contains(name)) {
        return new WdfBlocks(file, first, Optional.of(name.strip()));
      }
      if (size < HEAD || size > file.size() - at) {
        throw file.error(
            at + 8,
            "a block " + name.strip() + " of " + size + " bytes",
            "at most " + (file.size() - at) + ", to the end of the file: is the copy complete?");
      }
      first.putIfAbsent(name, new Block(at, size));
      at += size;
      if (++count > MOST_BLOCKS) {
        throw file.error(at, "more than " + MOST_BLOCKS + " blocks", "fewer");
      }
    }
    return new WdfBlocks(file, first, Optional.empty());
  }

  /** The name of the last block where it is cut off. */
  Optional<String> cutOff() {
    return cutOff;
  }

  /** The first block of a name. */
  Optional<Block> find(String name) {
    return Optional.ofNullable(first.get(name));
  }

  /**
   * The content of a block that must be there.
   *
   * @param bytes how much of it is read
   */
  ByteBuffer read(String name, long bytes, String what) throws IOException {
    Block block = require(name, what);
    if (block.size() - HEAD < bytes) {
      throw file.error(
          block.offset() + 8,
          "a block " + name.strip() + " of " + block.size() + " bytes",
          what + ", " + (bytes + HEAD) + " bytes");
    }
    return file.read(block.content(), bytes, what);
  }

  /** A block that must be there. */
  Block require(String name, String what) throws IOException {
    Block block = first.get(name);
    if (block == null) {
      throw file.error(file.size(), "no block " + name.strip(), what + " in a block of that name");
    }
    return block;
  }

  /** Whether there is a block. */
  boolean has(String name) {
    return first.containsKey(name);
  }
}
