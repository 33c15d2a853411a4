package org.spectrastreams.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.PixelWindow;

/**
 * Tells browsers what changed, as server-sent events: at most one batch every {@code interval} a
 * client.
 *
 * <p>Between two batches changes are merged, not queued: the set of changed images, and for each
 * layer one rectangle around its changed tiles. So a client that reads slowly costs no more memory
 * than a fast one; beyond {@value #MAX_IMAGES} changed images it is told to load everything again.
 * A client whose socket takes nothing for the server's idle time-out is dropped by the server's
 * write failing.
 */
final class LiveEvents implements MapView.Listener {
  /** The most clients that listen at a time; each holds one thread of the server. */
  static final int MAX_CLIENTS = 200;

  static final int MAX_IMAGES = 200;

  /** Writes one batch as text of the event stream. */
  interface Writer {
    String write(Batch batch) throws IOException;
  }

  /**
   * What changed since the last batch.
   *
   * @param images whose status changed
   * @param tiles image → layer → rectangle around the changed tiles
   * @param resync too much changed to tell: load everything again
   */
  record Batch(Set<String> images, Map<String, Map<String, PixelWindow>> tiles, boolean resync) {
    boolean isEmpty() {
      return images.isEmpty() && tiles.isEmpty() && !resync;
    }
  }

  private final Duration interval;
  private final Duration heartbeat;
  private final CopyOnWriteArrayList<Pending> clients = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  /**
   * @param interval the least time between two batches
   * @param heartbeat how often a silent stream is proved alive
   */
  LiveEvents(Duration interval, Duration heartbeat) {
    this.interval = interval;
    this.heartbeat = heartbeat;
  }

  /** How many clients listen. */
  int clients() {
    return clients.size();
  }

  @Override
  public void imageChanged(String imageId) {
    clients.forEach(client -> client.image(imageId));
  }

  @Override
  public void tileChanged(String imageId, String layer, PixelWindow changed) {
    clients.forEach(client -> client.tile(imageId, layer, changed));
  }

  /**
   * Serves one client on the calling thread until it leaves, is dropped, or {@link #close}. Where
   * {@value #MAX_CLIENTS} listen already it is told to load everything and to come again in a few
   * seconds, which browsers do by themselves: it sees the same, only later.
   *
   * @throws IOException when the client is gone
   */
  void serve(OutputStream out, Writer writer) throws IOException, InterruptedException {
    Pending pending = new Pending();
    if (!add(pending)) {
      send(out, "retry: 5000\nevent: hello\ndata: {}\n\nevent: resync\ndata: {}\n\n");
      return;
    }
    try {
      send(out, "retry: 2000\nevent: hello\ndata: {}\n\n");
      while (!closed) {
        Batch batch = pending.take(heartbeat);
        send(out, batch.isEmpty() ? ": still here\n\n" : writer.write(batch));
        pending.rest(interval);
      }
    } finally {
      clients.remove(pending);
    }
  }

  private synchronized boolean add(Pending pending) {
    return !closed && clients.size() < MAX_CLIENTS && clients.add(pending);
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Ends every stream. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    clients.forEach(Pending::wake);
  }

  /** The changes one client has not been told of. */
  private final class Pending {
    private Set<String> images = new LinkedHashSet<>();
    private Map<String, Map<String, PixelWindow>> tiles = new LinkedHashMap<>();
    private boolean resync;

    synchronized void image(String id) {
      if (!resync) {
        images.add(id);
        checkSize();
        notifyAll();
      }
    }

    synchronized void tile(String id, String layer, PixelWindow changed) {
      if (!resync) {
        tiles
            .computeIfAbsent(id, any -> new LinkedHashMap<>())
            .merge(layer, changed, PixelWindow::union);
        checkSize();
        notifyAll();
      }
    }

    private void checkSize() {
      if (images.size() > MAX_IMAGES || tiles.size() > MAX_IMAGES) {
        resync = true;
        images = new LinkedHashSet<>();
        tiles = new LinkedHashMap<>();
      }
    }

    synchronized Batch take(Duration atMost) throws InterruptedException {
      long deadline = System.nanoTime() + atMost.toNanos();
      while (!closed && !resync && images.isEmpty() && tiles.isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          break;
        }
        wait(left);
      }
      Batch batch = new Batch(images, tiles, resync);
      images = new LinkedHashSet<>();
      tiles = new LinkedHashMap<>();
      resync = false;
      return batch;
    }

    /** Waits the whole time, whatever changes, unless the stream is closed. */
    synchronized void rest(Duration time) throws InterruptedException {
      long deadline = System.nanoTime() + time.toNanos();
      for (long left = time.toMillis(); !closed && left > 0; ) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      }
    }

    synchronized void wake() {
      notifyAll();
    }
  }
}
