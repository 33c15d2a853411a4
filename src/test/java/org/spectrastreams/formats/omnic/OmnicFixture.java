package org.spectrastreams.formats.omnic;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes small OMNIC files, section by section. */
@SuppressWarnings("ByteBufferBackingArray") // every buffer is a whole array of its own
final class OmnicFixture {
  static final int ABSORBANCE = 17;
  static final int PERCENT = 16;
  static final int SINGLE_BEAM = 15;
  static final int RAMAN = 31;

  private static final int TABLE_AT = 304;
  private static final int ENTRY_BYTES = 16;

  /** 13 November 2019, 11:52:57. */
  private static final int SECONDS = (int) 3_782_721_177L;

  private record Part(int key, int spectrum, byte[] bytes) {}

  private final String title;
  private final List<Part> parts = new ArrayList<>();
  private int spectra;

  OmnicFixture(String title) {
    this.title = title;
  }

  /** Adds a spectrum with an axis from {@code first} to {@code last}. */
  OmnicFixture spectrum(int xCode, int yCode, double first, double last, double... values) {
    ByteBuffer facts = ByteBuffer.allocate(140).order(ByteOrder.LITTLE_ENDIAN);
    facts.putInt(3).putInt(values.length).putInt(xCode).putInt(yCode);
    facts.putFloat((float) first).putFloat((float) last);
    ByteBuffer floats =
        ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      floats.putFloat((float) value);
    }
    parts.add(new Part(2, spectra, facts.array()));
    parts.add(new Part(27, spectra, "Collect Sample".getBytes(StandardCharsets.US_ASCII)));
    parts.add(new Part(3, spectra, floats.array()));
    spectra++;
    return this;
  }

  /** Adds an interferogram of the last spectrum. */
  OmnicFixture interferogram() {
    parts.add(new Part(102, spectra - 1, new byte[16]));
    return this;
  }

  byte[] bytes() {
    int at = TABLE_AT + ENTRY_BYTES * (parts.size() + 1);
    ByteBuffer file =
        ByteBuffer.allocate(at + parts.stream().mapToInt(part -> part.bytes().length).sum())
            .order(ByteOrder.LITTLE_ENDIAN);
    file.put("Spectral Data File\r\n".getBytes(StandardCharsets.US_ASCII));
    file.put(30, title.getBytes(StandardCharsets.ISO_8859_1));
    file.putShort(294, (short) parts.size()).putInt(296, SECONDS).position(TABLE_AT);
    for (Part part : parts) {
      int start = file.position();
      file.put((byte) part.key()).put((byte) 0).putInt(at).putInt(part.bytes().length);
      file.putShort((short) part.spectrum()).position(start + ENTRY_BYTES);
      at += part.bytes().length;
    }
    file.position(file.position() + ENTRY_BYTES);
    parts.forEach(part -> file.put(part.bytes()));
    return file.array();
  }

  Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("sample.spa"), bytes());
  }
}
