package org.spectrastreams.cli.watching;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What lies in a folder and the folders in it. Links are not followed, so nothing outside is read;
 * hidden files and those that bear a name by which programs mark unfinished files are left out
 * until they are renamed.
 */
final class FolderScan {
  /** How many folders deep is looked. */
  static final int DEEPEST = 16;

  /** The most files of a folder that is watched. */
  static final int MOST_FILES = 200_000;

  private static final Pattern UNFINISHED =
      Pattern.compile(
          "\\..*|~\\$.*|.*~|.*\\.(tmp|temp|part|partial|filepart|crdownload|swp|lock|lck)");

  /**
   * What tells one state of a file from another.
   *
   * @param bytes its size
   * @param modifiedMillis when it was last written, by the clock of its file system
   * @param identity of the file under the name, where the file system has one: another file that
   *     was renamed into its place is another file
   */
  record Stamp(long bytes, long modifiedMillis, String identity) {
    static Stamp of(BasicFileAttributes attributes) {
      return new Stamp(
          attributes.size(),
          attributes.lastModifiedTime().toMillis(),
          String.valueOf(attributes.fileKey()));
    }

    /** The stamp of a file now. */
    static Stamp of(Path file) throws IOException {
      return of(Files.readAttributes(file, BasicFileAttributes.class));
    }
  }

  private FolderScan() {}

  /** Whether a file's name says that it is not finished, or not meant to be seen. */
  static boolean isUnfinishedName(String name) {
    return UNFINISHED.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * All files there, by path.
   *
   * @throws IOException if the folder cannot be read, or holds too many files
   */
  static SortedMap<Path, Stamp> of(Path folder) throws IOException {
    SortedMap<Path, Stamp> found = new TreeMap<>();
    Files.walkFileTree(
        folder,
        EnumSet.noneOf(FileVisitOption.class),
        DEEPEST,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return !path.equals(folder) && isUnfinishedName(path.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && !isUnfinishedName(path.getFileName().toString())) {
              found.put(path, Stamp.of(attributes));
              if (found.size() > MOST_FILES) {
                throw new IOException(
                    folder
                        + " holds more than "
                        + MOST_FILES
                        + " files: watch a folder in it, or move away what is done");
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException gone) throws IOException {
            if (path.equals(folder)) {
              throw gone;
            }
            return FileVisitResult.CONTINUE; // renamed or removed meanwhile, or not to be read
          }
        });
    return found;
  }
}
