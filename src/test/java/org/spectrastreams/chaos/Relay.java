package org.spectrastreams.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP connection's way from one process to another, which can be cut or stalled: a network that
 * fails, without the rights that it takes to make a real one fail. Thread-safe.
 */
final class Relay implements AutoCloseable {
  /** What becomes of bytes. */
  enum Way {
    /** They pass. */
    OPEN,
    /** They are held back; connections stay, as where a switch has lost its way. */
    STALLED,
    /** Connections are ended, and new ones at once, too. */
    CUT
  }

  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private Way way = Way.OPEN;
  private boolean closed;

  /** Listens on a free port of loopback and passes on to another. */
  Relay(int target) {
    this.target = target;
    try {
      listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept, "relay");
  }

  private static void start(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listening.getLocalPort();
  }

  void turn(Way to) {
    synchronized (this) {
      way = to;
      notifyAll();
    }
    if (to == Way.CUT) {
      sockets.forEach(this::end);
    }
  }

  private synchronized Way way() {
    return way;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket from = listening.accept();
        sockets.add(from);
        start(() -> connect(from), "relay-connection");
      } catch (IOException e) {
        if (!listening.isClosed()) {
          System.err.println("relay: " + e);
        }
      }
    }
  }

  private void connect(Socket from) {
    if (way() == Way.CUT) {
      end(from);
      return;
    }
    try {
      Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(to);
      start(() -> pass(to, from), "relay-back");
      pass(from, to);
    } catch (IOException refused) {
      end(from); // as the process behind it is dead
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] bytes = new byte[64 << 10];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        if (!awaitPassage()) {
          break;
        }
        out.write(bytes, 0, count);
      }
    } catch (IOException e) {
      // one side is gone; so is the other
    } finally {
      end(from);
      end(to);
    }
  }

  /** Returns when bytes pass, or false where they never will. */
  private synchronized boolean awaitPassage() {
    while (way == Way.STALLED && !closed) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return way == Way.OPEN && !closed;
  }

  private void end(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      System.err.println("relay: " + e);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    listening.close();
    for (Socket socket : sockets) {
      end(socket);
    }
  }
}
