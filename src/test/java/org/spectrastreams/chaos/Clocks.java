package org.spectrastreams.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Clocks of processes that can be set while they run, by libfaketime. Where the library is not
 * there, all clocks are the machine's.
 *
 * @param folder holds a file for each clock
 * @param library libfaketime.so.1
 */
record Clocks(Path folder, Optional<Path> library) {
  /** What the environment of a process is to hold; its clock goes right until it is set. */
  Map<String, String> environment(String process) throws IOException {
    if (library.isEmpty()) {
      return Map.of();
    }
    if (!Files.exists(file(process))) {
      set(process, 0);
    }
    return Map.of(
        "LD_PRELOAD", library.get().toString(),
        "FAKETIME_TIMESTAMP_FILE", file(process).toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0", // with it, every waiting thread of a JVM spins
        "FAKETIME_DONT_FAKE_MONOTONIC", "1");
  }

  /** Sets a clock, so many seconds from the machine's; its process notices within a second. */
  void set(String process, int seconds) throws IOException {
    Files.writeString(file(process), (seconds < 0 ? "" : "+") + seconds + "\n");
  }

  private Path file(String process) {
    return folder.toAbsolutePath().resolve("clock-" + process);
  }
}
