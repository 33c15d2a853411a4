package org.spectrastreams.server.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;

/** Where the server may listen: beyond this machine with TLS and a token, or if it is told to. */
public final class ListeningRules {
  private static final Logger LOG = LoggerFactory.getLogger(ListeningRules.class);

  private ListeningRules() {}

  /**
   * Refuses an address that others reach without a login.
   *
   * @throws ServiceStartException that names the keys that decide
   */
  public static void require(ServiceConfig config) {
    boolean closed = config.hasHttpTls() && !config.readToken().isEmpty();
    if (closed || isLoopback(config.httpHost())) {
      return;
    }
    if (!config.httpInsecure()) {
      throw new ServiceStartException(
          "http.host is "
              + config.httpHost()
              + ", which others reach: that takes TLS (http.tls.certificate, http.tls.key) and a"
              + " token (read.token). Where something before it keeps others out, as a proxy with a"
              + " login or a container whose port is published on 127.0.0.1 alone, say"
              + " http.insecure=true (docs/security.md)");
    }
    LOG.warn(
        "http.insecure: whoever reaches port {} of {} can read every image and ask for"
            + " explanations{}",
        config.httpPort(),
        config.httpHost(),
        config.readToken().isEmpty() ? "" : "; tokens travel where others can read them");
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false; // then nothing could listen on it
    }
  }
}
