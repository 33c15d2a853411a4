package org.spectrastreams.formats.opus;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small OPUS files, block by block. */
@SuppressWarnings("ByteBufferBackingArray") // every buffer is a whole array of its own
final class OpusFixture {
  static final int ABSORBANCE = 4;
  static final int TRANSMITTANCE = 5;
  static final int INTERFEROGRAM = 2;
  static final int SINGLE = 1;
  static final int RAMAN = 10;

  private static final int DIRECTORY_AT = 24;
  private static final int ROOM = 20;

  private final List<Integer> types = new ArrayList<>();
  private final List<byte[]> blocks = new ArrayList<>();

  /** The type of a block of data of a sample (side 1) or a result (side 3). */
  static int type(int side, int parameters, int kind, int form, int rest) {
    return 3 | (side << 2) | (parameters << 4) | (kind << 10) | (form << 19) | (rest << 22);
  }

  /** Adds a block; its length is filled up to whole words. */
  OpusFixture add(int type, byte[] bytes) {
    types.add(type);
    blocks.add(Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4));
    return this;
  }

  /** Adds a data block of float32 with one point of padding, and its parameters. */
  OpusFixture data(int side, int kind, int rest, String unit, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    add(type(side, 0, kind, 0, rest), bytes.array());
    return add(type(side, 1, kind, 0, rest), status(1, values.length, 1, unit));
  }

  /** Adds a data block of int32, of which a unit counts 0.5. */
  OpusFixture integers(int kind, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      bytes.putInt(value);
    }
    add(type(3, 0, kind, 0, 0), bytes.array());
    return add(type(3, 1, kind, 0, 0), status(2, values.length, 0.5, "WN"));
  }

  /** Adds a series; {@code planned} may be more than there are. */
  OpusFixture series(int planned, float[]... spectra) {
    int points = spectra[0].length;
    ByteBuffer bytes =
        ByteBuffer.allocate(32 + spectra.length * (4 * points + 16)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0).putInt(planned).putInt(32).putInt(4 * points).putInt(16).putInt(1);
    bytes.putInt(1).putInt(spectra.length);
    for (float[] spectrum : spectra) {
      for (float value : spectrum) {
        bytes.putFloat(value);
      }
      bytes.putInt(-1).putInt(-1).putInt(-1).putInt(points);
    }
    add(type(3, 0, ABSORBANCE, 2, 0), bytes.array());
    return add(type(3, 1, ABSORBANCE, 2, 0), status(1, points, 1, "WN"));
  }

  /** Parameters of data from 2000 down, 2 cm⁻¹ apart. */
  static byte[] status(int format, int points, double factor, String unit) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("DPF", format);
    parameters.put("NPT", points);
    parameters.put("FXV", 2000.0);
    parameters.put("LXV", 2000 - 2.0 * (points - 1));
    parameters.put("CSF", factor);
    parameters.put("DAT", "28/10/2020");
    parameters.put("TIM", "14:33:02.042 (GMT-5)");
    parameters.put("DXU", unit);
    return parameters(parameters);
  }

  /** A block of parameters. */
  static byte[] parameters(Map<String, Object> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    values.forEach(
        (name, value) -> {
          ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
          bytes.put(name.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
          if (value instanceof Integer number) {
            bytes.putShort((short) 0).putShort((short) 2).putInt(number);
          } else if (value instanceof Double number) {
            bytes.putShort((short) 1).putShort((short) 4).putDouble(number);
          } else {
            byte[] text = (value + "\0\0").getBytes(StandardCharsets.ISO_8859_1);
            int words = text.length / 2;
            bytes.putShort((short) 2).putShort((short) words).put(text, 0, 2 * words);
          }
          out.write(bytes.array(), 0, bytes.position());
        });
    out.writeBytes(new byte[] {'E', 'N', 'D', 0, 0, 0, 0, 0});
    return out.toByteArray();
  }

  /** The instrument's parameters. */
  OpusFixture instrument(String name) {
    return add(2 << 4, parameters(Map.of("INS", name)));
  }

  /** The file. */
  byte[] bytes() {
    int start = DIRECTORY_AT + 12 * ROOM;
    int size = start + blocks.stream().mapToInt(block -> block.length).sum();
    ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0xFEFE0A0A).putDouble(920_622).putInt(DIRECTORY_AT).putInt(ROOM);
    file.putInt(blocks.size() + 1);
    file.putInt(13 << 10).putInt(3 * ROOM).putInt(DIRECTORY_AT);
    int at = start;
    for (int i = 0; i < blocks.size(); i++) {
      file.putInt(types.get(i)).putInt(blocks.get(i).length / 4).putInt(at);
      at += blocks.get(i).length;
    }
    file.position(start);
    blocks.forEach(file::put);
    return file.array();
  }

  Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("sample.0"), bytes());
  }
}
