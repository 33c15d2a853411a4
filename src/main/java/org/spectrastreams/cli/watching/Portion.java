package org.spectrastreams.cli.watching;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import org.spectrastreams.formats.spi.OpenOptions;

/**
 * What is sent in one go: a file with those that belong to it, or a tile of a mosaic.
 *
 * @param name its path in the folder, which it has in the log
 * @param open the file to open
 * @param options how to read it
 * @param files all files that it is read from
 * @param image the id of the image that it is, or is part of
 * @param digest of what it holds
 * @param content of what it holds and is described by: equal ones are one measurement
 * @param isTile whether it is a tile of a mosaic
 * @param firstBytes how many bytes of the first file it is; {@link #ALL} where nothing is being
 *     written behind it
 */
record Portion(
    String name,
    Path open,
    OpenOptions options,
    List<Path> files,
    String image,
    ByteString digest,
    ByteString content,
    boolean isTile,
    long firstBytes) {
  /** Of a portion that is all there. */
  static final long ALL = Long.MAX_VALUE;

  /** Whether more is being written behind it. */
  boolean isBeginning() {
    return firstBytes != ALL;
  }
}
