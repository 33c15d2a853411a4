package org.spectrastreams.model.signature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner may read and write, from the moment that they are there. */
public final class SecretFile {
  private SecretFile() {}

  /**
   * Writes a new file; where the file system knows no owners, one as any other.
   *
   * @throws IOException if the file exists or cannot be written
   */
  public static void write(Path file, byte[] secret) throws IOException {
    FileAttribute<?>[] owner =
        file.getFileSystem().supportedFileAttributeViews().contains("posix")
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, owner);
    Files.write(file, secret, StandardOpenOption.WRITE);
  }
}
