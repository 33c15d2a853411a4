package org.spectrastreams.formats.picture;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.formats.spi.FileHead;

/** The kinds of pictures that are read, by their first bytes. */
enum PictureKind {
  PNG("\u0089PNG\r\n\u001a\n"),
  JPEG("\u00ff\u00d8\u00ff");

  private final String mark; // in ISO 8859-1

  PictureKind(String mark) {
    this.mark = mark;
  }

  /** The kind of a file; empty where it is no such picture. */
  static Optional<PictureKind> of(FileHead head) {
    return Arrays.stream(values()).filter(kind -> head.has(0, kind.mark)).findFirst();
  }
}
