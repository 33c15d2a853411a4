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

  /** Gives a folder another name. */
  interface Moving {
    void move(Path from, Path to) throws IOException;
  }

  private WholeFolder() {}

  /**
   * Writes it.
   *
   * @param overwrite whether it may take the place of another one; nothing else is ever taken away
   * @throws FileAlreadyExistsException if something is there, and may not be written over
   */
  static void write(Path folder, boolean overwrite, Writing writing) throws IOException {
    write(folder, overwrite, writing, Files::move);
  }

  static void write(Path folder, boolean overwrite, Writing writing, Moving moving)
      throws IOException {
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
    Path old = beside.resolve("old");
    try {
      Path whole = beside.resolve("new");
      writing.into(whole);
      if (isThere) {
        moving.move(place, old);
      }
      try {
        moving.move(whole, place);
      } catch (IOException e) {
        if (isThere) {
          bringBack(old, place, moving, e);
        }
        throw e;
      }
    } catch (NotBroughtBackException e) {
      Folders.delete(beside.resolve("new"));
      throw e;
    } catch (IOException | RuntimeException e) {
      Folders.delete(beside);
      throw e;
    }
    Folders.delete(beside);
  }

  private static void bringBack(Path old, Path place, Moving moving, IOException why)
      throws NotBroughtBackException {
    try {
      moving.move(old, place);
    } catch (IOException e) {
      e.addSuppressed(why);
      throw new NotBroughtBackException(
          "nothing could be moved to " + place + " any more; what was there is whole in " + old, e);
    }
  }

  /** What was there before lies elsewhere, and must not be removed. */
  private static final class NotBroughtBackException extends IOException {
    private static final long serialVersionUID = 1;

    NotBroughtBackException(String message, IOException cause) {
      super(message, cause);
    }
  }
}
