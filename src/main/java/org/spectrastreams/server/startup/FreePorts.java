package org.spectrastreams.server.startup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

/** Looks whether the service's ports can be had, before anything is started for them. */
public final class FreePorts {
  private FreePorts() {}

  /**
   * Refuses a configuration whose ports are taken.
   *
   * @throws ServiceStartException that names the port and the key that chooses another
   */
  public static void require(ServiceConfig config) {
    require(
        "http.port",
        config.httpPort(),
        new InetSocketAddress(config.httpHost(), config.httpPort()));
    if (config.hasEmbeddedBroker()) {
      require(
          "broker.port",
          config.brokerPort(),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), config.brokerPort()));
    }
  }

  private static void require(String key, int port, InetSocketAddress address) {
    if (port == 0) {
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
    } catch (IOException taken) {
      throw new ServiceStartException(
          "%s is %d, and port %d of %s cannot be had (%s): does another service run? Set %s to another one, or to 0 for any free one"
              .formatted(key, port, port, address.getHostString(), taken.getMessage(), key),
          taken);
    }
  }
}
