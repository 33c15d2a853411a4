package org.spectrastreams.formats.opus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** The directory of a file. */
record Directory(BinaryFile file, List<Block> blocks) {
  private static final int HEADER_BYTES = 24;
  private static final int ENTRY_BYTES = 12;
  private static final int MOST_BLOCKS = 4096;

  static Directory read(BinaryFile file) throws IOException {
    ByteBuffer header = file.read(0, HEADER_BYTES, "the header");
    if (header.getInt(0) != 0xFEFE0A0A) {
      throw file.error(0, "no mark of an OPUS file", "0A 0A FE FE");
    }
    int start = header.getInt(12);
    int entries = header.getInt(20);
    if (start < HEADER_BYTES) {
      throw file.error(12, "a directory at byte " + start, HEADER_BYTES + " or more");
    }
    if (entries < 1 || entries > MOST_BLOCKS) {
      throw file.error(20, entries + " blocks", "1 to " + MOST_BLOCKS);
    }
    ByteBuffer directory = file.read(start, (long) entries * ENTRY_BYTES, "the directory");
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      int type = directory.getInt();
      int words = directory.getInt();
      int offset = directory.getInt();
      if (offset <= 0) {
        break;
      }
      if (words < 0) {
        throw file.error(
            start + (long) i * ENTRY_BYTES + 4, "a block of " + words + " words", "0 or more");
      }
      blocks.add(new Block(i, type, offset, 4L * words));
    }
    return new Directory(file, blocks);
  }

  /** The data blocks that this reader knows: plain ones and series. */
  List<Block> data() {
    return blocks.stream()
        .filter(block -> block.isData() && (block.form() == 0 || block.form() == 2))
        .toList();
  }

  /** The blocks of data in forms that are not read: compact ones, for instance. */
  List<Block> unreadable() {
    return blocks.stream().filter(block -> block.isData() && block.form() == 4).toList();
  }

  /**
   * The parameters of a data block: those with the same bits throughout, or else the only ones of
   * its kind.
   *
   * @throws SpectrumFileException if there are none, or several that might be meant
   */
  Parameters describing(Block data) throws IOException {
    List<Block> all = blocks.stream().filter(block -> block.describes(data)).toList();
    List<Block> same =
        all.stream()
            .filter(block -> block.form() == data.form() && block.rest() == data.rest())
            .toList();
    if (same.isEmpty()) {
      same = all.stream().filter(block -> block.rest() == data.rest()).toList();
    }
    List<Block> meant = same.isEmpty() ? all : same;
    if (meant.size() != 1) {
      throw file.error(
          data.offset(),
          meant.size() + " parameter blocks for the data block " + Channel.of(data).name(),
          "one");
    }
    return Parameters.read(file, meant.get(0));
  }

  /** The instrument's parameters, of the sample's side. */
  Optional<Parameters> instrument() throws IOException {
    for (Block block : blocks) {
      if (block.parameters() == 2 && block.side() == 0 && block.bytes() > 0) {
        return Optional.of(Parameters.read(file, block));
      }
    }
    return Optional.empty();
  }
}
