package org.spectrastreams.cli.watching;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the watcher when the file system says that something has changed. That only makes it
 * quicker: network shares say nothing and systems have limits, so the watcher looks again after a
 * while in any case. For one thread.
 */
final class FolderNotices implements AutoCloseable {
  private final Optional<WatchService> service;
  private final Set<Path> watched = new HashSet<>();
  private boolean full;

  FolderNotices(Path folder) {
    Optional<WatchService> found;
    try {
      found = Optional.of(folder.getFileSystem().newWatchService());
    } catch (IOException | UnsupportedOperationException none) {
      found = Optional.empty();
    }
    this.service = found;
    watchFolder(folder);
  }

  /** The folders of these files are watched, too. */
  void watch(Collection<Path> files) {
    for (Path file : files) {
      watchFolder(file.getParent());
    }
  }

  private void watchFolder(Path folder) {
    if (service.isEmpty() || full || !watched.add(folder) || !Files.isDirectory(folder)) {
      return;
    }
    try {
      folder.register(service.get(), ENTRY_CREATE, ENTRY_MODIFY);
    } catch (IOException limit) {
      full = true; // the other folders are looked at as often as they are
    }
  }

  /** Waits until something has changed, or for so long. */
  void await(long millis) throws InterruptedException {
    if (service.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(millis);
      return;
    }
    WatchKey key = service.get().poll(millis, TimeUnit.MILLISECONDS);
    if (key == null) {
      return;
    }
    // A file that is being written changes all the time: one look is enough for a while.
    TimeUnit.MILLISECONDS.sleep(Math.min(millis, 100));
    while (key != null) {
      key.pollEvents();
      if (!key.reset()) {
        watched.remove(key.watchable()); // it is gone; if it comes again, it is another one
      }
      key = service.get().poll();
    }
  }

  @Override
  public void close() throws IOException {
    if (service.isPresent()) {
      service.get().close();
    }
  }
}
