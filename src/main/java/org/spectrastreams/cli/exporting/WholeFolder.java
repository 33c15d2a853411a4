package org.spectrastreams.cli.exporting;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.spectrastreams.cli.options.Folders;

/** Writes a folder of OME-Zarr beside its place, and moves it there once it is whole. */
final class WholeFolder {
  private static final String MARK = ".zgroup";

  /** Writes into a folder that is not there yet. */
  interface Writing {
    void into(Path folder) throws IOException;
  }

  private WholeFolder() {}

  /**
   * Writes it.
   *
   * @param overwrite whether it may take the place of another one; nothing else is ever taken away
   * @throws FileAlreadyExistsException if something is there, and may not be written over
   */
  static void write(Path folder, boolean overwrite, Writing writing) throws IOException {
    Path place = folder.toAbsolutePath().normalize();
    boolean isThere = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    if (isThere && !overwrite) {
      throw new FileAlreadyExistsException(folder.toString());
    }
    if (isThere && !Files.isRegularFile(place.resolve(MARK))) {
      throw new IOException(
          folder + " is no folder of OME-Zarr, so it is not written over; another --to");
    }
    Path beside = Files.createTempDirectory(place.getParent(), "." + place.getFileName() + "-");
    try {
      Path whole = beside.resolve("new");
      writing.into(whole);
      if (isThere) {
        Files.move(place, beside.resolve("old"));
      }
      try {
        Files.move(whole, place);
      } catch (IOException e) {
        if (isThere) {
          Files.move(beside.resolve("old"), place);
        }
        throw e;
      }
    } finally {
      Folders.delete(beside);
    }
  }
}
