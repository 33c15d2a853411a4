package org.spectrastreams.stream.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

/**
 * The room on the disk of the broker's log and the state stores.
 *
 * @param folder a folder on it
 * @param needed health is DOWN below this, in bytes
 * @param least the service stops below this, in bytes
 */
record DiskRoom(Path folder, long needed, long least) {
  static DiskRoom of(ServiceConfig config) {
    return new DiskRoom(config.dataDir(), config.minimumFreeBytes(), config.stopFreeBytes());
  }

  /** Refuses to start where the service would stop at once. */
  void require() {
    tooLittle()
        .ifPresent(
            reason -> {
              throw new ServiceStartException(reason);
            });
  }

  Health.Check check() {
    try {
      long free = free();
      String found =
          free / 1_000_000 + " MB free under " + folder + "; " + needed / 1_000_000 + " MB needed";
      return new Health.Check("disk", free >= needed, found);
    } catch (IOException e) {
      return new Health.Check("disk", false, folder + " cannot be read: " + e);
    }
  }

  /** Why nothing more can be taken in; empty as long as there is room. */
  Optional<String> tooLittle() {
    try {
      long free = free();
      return free >= least
          ? Optional.empty()
          : Optional.of(
              "the disk is nearly full: "
                  + free / 1_000_000
                  + " MB free under "
                  + folder
                  + ", and the service needs "
                  + least / 1_000_000
                  + " MB (disk.stop.mb): make room and start it again; nothing is lost");
    } catch (IOException e) {
      return Optional.empty(); // health says so
    }
  }

  private long free() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }
}
