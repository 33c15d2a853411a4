package org.spectrastreams.cli.watching;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Whether another program keeps a file to itself while it writes it. */
final class FileLocks {
  private FileLocks() {}

  /**
   * Whether the file is locked, or, on systems where a writer may shut readers out, cannot be
   * opened for that. Where the file system knows no locks, no file is.
   */
  static boolean isHeld(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return isHeld(channel);
    } catch (AccessDeniedException | NoSuchFileException said) {
      return false; // which reading it will say better
    } catch (FileSystemException shutOut) {
      return true;
    } catch (IOException unknown) {
      return false;
    }
  }

  private static boolean isHeld(FileChannel channel) {
    try (FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (OverlappingFileLockException ours) {
      return true;
    } catch (IOException noLocks) {
      return false;
    }
  }
}
