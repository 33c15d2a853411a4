package org.spectrastreams.server.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.eclipse.jetty.io.SelectorManager;

/**
 * So many connections an address; those that come on top are closed at once. Of IPv6 the first 64
 * bits count: the rest is for whoever has them to choose. Thread-safe.
 */
final class AddressLimit implements SelectorManager.AcceptListener {
  private static final int BYTES_THAT_COUNT = 8;

  private final int most;
  private final Map<SelectableChannel, String> open = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** At most so many of each. */
  AddressLimit(int most) {
    this.most = most;
  }

  @Override
  public synchronized void onAccepting(SelectableChannel channel) {
    try {
      String from = from(channel);
      open.put(channel, from);
      if (counts.merge(from, 1, Integer::sum) > most) {
        channel.close(); // Jetty notices, and says that accepting failed
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String from(SelectableChannel channel) throws IOException {
    if (channel instanceof SocketChannel socket
        && socket.getRemoteAddress() instanceof InetSocketAddress remote) {
      return network(remote.getAddress());
    }
    return "";
  }

  /** What all have in common who count as one. */
  static String network(InetAddress from) {
    byte[] address = from.getAddress();
    return HexFormat.of().formatHex(address, 0, Math.min(address.length, BYTES_THAT_COUNT));
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public synchronized void onClosed(SelectableChannel channel) {
    String from = open.remove(channel);
    if (from != null) {
      counts.computeIfPresent(from, (address, count) -> count == 1 ? null : count - 1);
    }
  }
}
