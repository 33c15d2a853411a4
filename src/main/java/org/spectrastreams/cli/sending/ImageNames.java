package org.spectrastreams.cli.sending;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The ids that images of files get. */
public final class ImageNames {
  private ImageNames() {}

  /** An id for an image of a file: its name in the allowed characters, and the time. */
  public static String withTime(String sourceName) {
    return of(sourceName)
        + "-"
        + LocalDateTime.now(ZoneId.systemDefault())
            .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));
  }

  /** A file's name in the characters that an image id may have. */
  public static String of(String sourceName) {
    String name = sourceName.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+|[.-]+$", "");
    return name.isEmpty() ? "image" : name.substring(0, Math.min(name.length(), 100));
  }
}
