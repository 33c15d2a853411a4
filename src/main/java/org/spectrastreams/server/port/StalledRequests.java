package org.spectrastreams.server.port;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which a request takes too long to come: one that sends a byte now and then
 * is never idle, and there are only so many connections.
 */
final class StalledRequests extends AbstractLifeCycle implements Connection.Listener {
  private static final long LOOK_MILLIS = 500;

  private final Duration limit;
  private final Scheduler scheduler = new ScheduledExecutorScheduler("spectra-http-stalled", true);
  private final Map<Connection, Seen> open = new ConcurrentHashMap<>();

  /**
   * As a connection was found.
   *
   * @param messages requests that had come
   * @param bytes of them, and of the one that was coming
   * @param since when the one that was coming began, in ns; 0: none was
   */
  private record Seen(long messages, long bytes, long since) {}

  StalledRequests(Duration limit) {
    this.limit = limit;
  }

  @Override
  protected void doStart() throws Exception {
    scheduler.start();
    scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void doStop() throws Exception {
    scheduler.stop();
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection.getClass().getSimpleName().equals("HttpConnection")) {
      open.put(connection, new Seen(0, 0, System.nanoTime()));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  private void look() {
    long now = System.nanoTime();
    open.forEach((connection, before) -> look(connection, before, now));
    scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look(Connection connection, Seen before, long now) {
    long messages = connection.getMessagesIn();
    long bytes = connection.getBytesIn();
    if (messages != before.messages()) {
      open.replace(connection, before, new Seen(messages, bytes, 0));
      return;
    }
    boolean first = messages == 0;
    boolean coming = bytes != before.bytes();
    long since = before.since() == 0 && coming ? now : before.since();
    if ((first || coming) && since != 0 && now - since > limit.toNanos()) {
      open.remove(connection);
      connection.getEndPoint().close();
      return;
    }
    open.replace(connection, before, new Seen(messages, bytes, since));
  }
}
