package org.spectrastreams.stream.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that one running service has for itself, by a lock that ends with the process. */
public final class DataFolder implements AutoCloseable {
  private static final int ID_LENGTH = 36;

  // <application>/<topology>_<partition> and what is below it; the instance's own id stays.
  private static final Pattern IN_TASK = Pattern.compile("^[^/\\\\]+[/\\\\]\\d+_\\d+([/\\\\]|$)");

  private final Path path;
  private final FileChannel file;
  private final String instanceId;

  private DataFolder(Path path, FileChannel file, String instanceId) {
    this.path = path;
    this.file = file;
    this.instanceId = instanceId;
  }

  /** Whether a folder lies where the system keeps temporary files, and may delete them. */
  public static boolean mayBeCleared(Path folder) {
    return folder
        .toAbsolutePath()
        .normalize()
        .startsWith(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath().normalize());
  }

  /**
   * Takes the folder, which is made where it is missing.
   *
   * @throws ServiceStartException if another process has it, or it cannot be written
   */
  public static DataFolder take(Path path) {
    try {
      Files.createDirectories(path);
      keepOthersOut(path);
      FileChannel file =
          FileChannel.open(
              path.resolve("instance"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!lock(file)) {
        file.close();
        throw new ServiceStartException(
            "data.dir "
                + path
                + " is in use by another running service: stop that one, or set data.dir to another"
                + " folder");
      }
      return new DataFolder(path, file, instanceId(file));
    } catch (IOException e) {
      throw new ServiceStartException(
          "data.dir " + path + " cannot be used: " + e + "; set data.dir to a writable folder", e);
    }
  }

  /**
   * What other users of the machine may do with spectra and results is not for the umask to say.
   */
  private static void keepOthersOut(Path path) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = EnumSet.copyOf(view.readAttributes().permissions());
    if (permissions.removeAll(
        EnumSet.of(
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE))) {
      view.setPermissions(permissions);
    }
  }

  private static boolean lock(FileChannel file) throws IOException {
    try {
      FileLock lock = file.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException takenInThisProcess) {
      return false;
    }
  }

  /** A file that a crash left without an id, though it has its length, gets another one. */
  private static String instanceId(FileChannel file) throws IOException {
    Optional<String> known = file.size() == ID_LENGTH ? read(file) : Optional.empty();
    if (known.isPresent()) {
      return known.get();
    }
    String made = UUID.randomUUID().toString();
    file.truncate(0);
    file.write(ByteBuffer.wrap(made.getBytes(StandardCharsets.US_ASCII)), 0);
    return made;
  }

  private static Optional<String> read(FileChannel file) throws IOException {
    ByteBuffer id = ByteBuffer.allocate(ID_LENGTH);
    file.read(id, 0);
    try {
      return Optional.of(
          UUID.fromString(new String(id.array(), StandardCharsets.US_ASCII)).toString());
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  /** Where the topologies keep their state. */
  public Path state() {
    return path.resolve("state");
  }

  /**
   * Drops the state stores that a killed process left behind, and remembers that a process is at
   * work on them. Exactly-once processing builds such stores anew from their topics in any case;
   * found without warning, they would fill the log with alarms first.
   */
  public void beginWork() throws IOException {
    if (Files.exists(atWork()) && Files.isDirectory(state())) {
      try (Stream<Path> found = Files.walk(state())) {
        for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
          if (IN_TASK.matcher(state().relativize(file).toString()).find()) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
    Files.createDirectories(state());
    Files.writeString(atWork(), "the state stores are in use");
  }

  /** The state stores were closed in order. */
  public void endWork() throws IOException {
    Files.deleteIfExists(atWork());
  }

  private Path atWork() {
    return path.resolve("at-work");
  }

  /** The same as long as the folder lives. */
  public String instanceId() {
    return instanceId;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
