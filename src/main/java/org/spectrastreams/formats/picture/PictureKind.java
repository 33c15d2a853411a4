package org.spectrastreams.formats.picture;

import java.util.Arrays;
import java.util.Optional;
import org.spectrastreams.formats.spi.FileHead;

/** The kinds of pictures that are read, by their first bytes. */
enum PictureKind {
  PNG(0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
  JPEG(0xFF, 0xD8, 0xFF);

  private final int[] mark;

  PictureKind(int... mark) {
    this.mark = mark;
  }

  /** The kind of a file; empty where it is no such picture. */
  static Optional<PictureKind> of(FileHead head) {
    return Arrays.stream(values()).filter(kind -> head.has(0, kind.mark)).findFirst();
  }
}
