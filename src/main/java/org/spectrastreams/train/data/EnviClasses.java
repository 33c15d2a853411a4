package org.spectrastreams.train.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spectrastreams.spectrum.ImageGeometry;

/**
 * An ENVI classification: a header with {@code class names}, and one number a pixel. Class 0, which
 * ENVI calls Unclassified, is no label.
 */
final class EnviClasses {
  private static final long MOST_HEADER_BYTES = 1 << 20;
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^\\s*([a-zA-Z][a-zA-Z ]*?)\\s*=\\s*(\\{[^}]*}|.*)$");
  private static final List<String> ENDINGS = List.of("", ".dat", ".img", ".bsq", ".raw", ".bin");

  private EnviClasses() {}

  static LabelImage read(Path header, ImageGeometry geometry) throws IOException {
    if (Files.size(header) > MOST_HEADER_BYTES) {
      throw wrong(header, Files.size(header) + " bytes; expected a header of 1 MB at most");
    }
    String text = Files.readString(header, StandardCharsets.ISO_8859_1);
    Map<String, String> entries = new LinkedHashMap<>();
    Matcher found = ENTRY.matcher(text);
    while (found.find()) {
      entries.put(found.group(1).toLowerCase(Locale.ROOT), found.group(2).strip());
    }
    if (!text.startsWith("ENVI") || number(header, entries, "bands", 1) != 1) {
      throw wrong(header, "expected the header of an ENVI classification, of one band");
    }
    int width = number(header, entries, "samples", -1);
    int height = number(header, entries, "lines", -1);
    LabelImage.requireSize(header, width, height, geometry);
    int type = number(header, entries, "data type", 1);
    int bytes = bytes(header, type);
    int offset = number(header, entries, "header offset", 0);
    long wanted = offset + (long) bytes * width * height;
    Path data = data(header);
    if (offset < 0 || Files.size(data) != wanted) {
      throw wrong(
          header, data.getFileName() + " has " + Files.size(data) + " bytes; expected " + wanted);
    }
    ByteBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(data))
            .order(
                number(header, entries, "byte order", 0) == 1
                    ? ByteOrder.BIG_ENDIAN
                    : ByteOrder.LITTLE_ENDIAN);
    List<String> codes = new ArrayList<>(width * height);
    for (int at = offset; at < wanted; at += bytes) {
      int code =
          switch (type) {
            case 1 -> values.get(at) & 0xff;
            case 2 -> values.getShort(at);
            case 12 -> values.getShort(at) & 0xffff;
            default -> values.getInt(at);
          };
      codes.add(String.valueOf(code));
    }
    return new LabelImage(header.getFileName().toString(), width, height, codes, names(entries));
  }

  private static Map<String, String> names(Map<String, String> entries) {
    Map<String, String> names = new LinkedHashMap<>();
    String listed = entries.getOrDefault("class names", "");
    if (listed.startsWith("{") && listed.endsWith("}")) {
      String[] each = listed.substring(1, listed.length() - 1).split(",", -1);
      for (int code = 1; code < each.length; code++) {
        names.put(String.valueOf(code), each[code].strip());
      }
    }
    return names;
  }

  private static int number(Path header, Map<String, String> entries, String key, int otherwise) {
    String value = entries.getOrDefault(key, String.valueOf(otherwise));
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw wrong(header, key + " = " + value + "; expected a whole number");
    }
  }

  private static int bytes(Path header, int type) {
    return switch (type) {
      case 1 -> 1;
      case 2, 12 -> 2;
      case 3 -> 4;
      default ->
          throw wrong(header, "data type = " + type + "; expected 1, 2, 3 or 12, whole numbers");
    };
  }

  /** The file with the pixels that a header belongs to. */
  static Path data(Path header) {
    String name = header.getFileName().toString();
    String stem = name.substring(0, name.length() - ".hdr".length());
    for (String ending : ENDINGS) {
      Path data = header.resolveSibling(stem + ending);
      if (!data.equals(header) && Files.isRegularFile(data)) {
        return data;
      }
    }
    throw wrong(
        header, "expected the file of its pixels beside it: " + stem + ", or " + stem + ".dat");
  }

  private static IllegalArgumentException wrong(Path header, String what) {
    return new IllegalArgumentException(header.getFileName() + ": " + what);
  }
}
