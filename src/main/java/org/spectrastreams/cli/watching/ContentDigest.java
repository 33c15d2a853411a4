package org.spectrastreams.cli.watching;

import com.google.protobuf.ByteString;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** SHA-256 of what files hold, whatever their names. */
final class ContentDigest {
  private static final int BUFFER = 1 << 18;

  private ContentDigest() {}

  /** Of one file, its bytes; of several, the digests of each in their order. */
  static ByteString of(List<Path> files) throws IOException {
    if (files.size() == 1) {
      return of(files.get(0), Long.MAX_VALUE);
    }
    MessageDigest all = sha256();
    for (Path file : files) {
      all.update(of(file, Long.MAX_VALUE).asReadOnlyByteBuffer());
    }
    return ByteString.copyFrom(all.digest());
  }

  /**
   * Of the first bytes of a file.
   *
   * @throws EOFException if it is shorter
   */
  static ByteString ofFirst(Path file, long bytes) throws IOException {
    return of(file, bytes);
  }

  private static ByteString of(Path file, long bytes) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long left = bytes;
    try (InputStream in = Files.newInputStream(file)) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          break;
        }
        digest.update(buffer, 0, read);
        left -= read;
      }
    }
    if (left > 0 && bytes != Long.MAX_VALUE) {
      throw new EOFException(file + " has less than " + bytes + " bytes");
    }
    return ByteString.copyFrom(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }
}
