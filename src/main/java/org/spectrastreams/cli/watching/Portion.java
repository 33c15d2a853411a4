package org.spectrastreams.cli.watching;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

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

  /**
   * What the log says when so many of its spectra were sent.
   *
   * @param whole whether that is all
   */
  Wire.WatchedFile entry(SpectralAxis axis, long generation, long spectra, boolean whole)
      throws IOException {
    return Wire.WatchedFile.newBuilder()
        .setImage(image)
        .setGeneration(generation)
        .setDigest(digest)
        .setContent(content)
        .setBytes(Math.min(firstBytes, Files.size(files.get(0))))
        .setPrefix(files.size() == 1 ? digest : ByteString.EMPTY)
        .setBeginning(isBeginning())
        .setSpectra(spectra)
        .setWhole(whole)
        .setAxis(axisOf(axis))
        .build();
  }

  /** What the log says where another has its content. */
  Wire.WatchedFile entryOfSame(String other) {
    return Wire.WatchedFile.newBuilder()
        .setImage(image)
        .setDigest(digest)
        .setContent(content)
        .setWhole(true)
        .setSameAs(other)
        .build();
  }

  /** What of an axis tells it from others. */
  static ByteString axisOf(SpectralAxis axis) {
    double[] values = axis.toArray();
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    for (double value : values) {
      bytes.putDouble(value);
    }
    return ByteString.copyFrom(Packed.sha256(bytes.array()), 0, 8);
  }
}
