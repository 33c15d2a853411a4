package org.spectrastreams.formats.omnic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.formats.records.BinaryFile;

/**
 * The sections of a file.
 *
 * @param title the title of the file
 * @param time when it was measured, UTC; empty where not stated
 * @param extended whether it is of the layout of maps and series
 * @param all the sections in their order
 */
record Sections(String title, Optional<LocalDateTime> time, boolean extended, List<Section> all) {
  static final String MARK = "Spectral Data File";
  static final String EXTENDED_MARK = "Spectral Exte File";

  private static final int TABLE_AT = 304;
  private static final int ENTRY_BYTES = 16;
  private static final int EXTENDED_ENTRY_BYTES = 22;
  private static final LocalDateTime EPOCH = LocalDateTime.of(1899, 12, 31, 0, 0);

  /**
   * A part of the file.
   *
   * @param key what it holds
   * @param offset where it stands, in bytes
   * @param bytes its length
   * @param spectrum the number of the spectrum it belongs to, from 0
   */
  record Section(int key, long offset, long bytes, int spectrum) {}

  static Sections read(BinaryFile file) throws IOException {
    ByteBuffer header = file.read(0, TABLE_AT, "the header");
    String mark = BinaryFile.text(header, 0, MARK.length());
    boolean extended = mark.equals(EXTENDED_MARK);
    if (!extended && !mark.equals(MARK)) {
      throw file.error(0, "\"" + mark.replaceAll("\\p{Cntrl}", "?") + "\"", "\"" + MARK + "\"");
    }
    int count = header.getShort(294) & 0xFFFF;
    int entryBytes = extended ? EXTENDED_ENTRY_BYTES : ENTRY_BYTES;
    ByteBuffer table = file.read(TABLE_AT, (long) count * entryBytes, "the table of sections");
    List<Section> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = i * entryBytes;
      all.add(
          extended
              ? new Section(
                  table.getShort(at) & 0xFFFF,
                  table.getLong(at + 2),
                  table.getInt(at + 10) & 0xFFFF_FFFFL,
                  0)
              : new Section(
                  table.get(at) & 0xFF,
                  table.getInt(at + 2) & 0xFFFF_FFFFL,
                  table.getInt(at + 6) & 0xFFFF_FFFFL,
                  table.getShort(at + 10) & 0xFFFF));
    }
    long seconds = header.getInt(296) & 0xFFFF_FFFFL;
    return new Sections(
        BinaryFile.text(header, 30, 255),
        seconds == 0 ? Optional.empty() : Optional.of(EPOCH.plusSeconds(seconds)),
        extended,
        all);
  }

  /** The sections with a key. */
  List<Section> of(int key) {
    return all.stream().filter(section -> section.key() == key).toList();
  }

  /** The section with a key that belongs to a spectrum; empty where there is none. */
  Optional<Section> of(int key, int spectrum) {
    return all.stream()
        .filter(section -> section.key() == key && section.spectrum() == spectrum)
        .findFirst();
  }
}
