package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerReachTest {
  private static Map<String, Object> at(String servers) {
    return Map.of("bootstrap.servers", servers);
  }

  @Test
  void shouldHaveMorePatienceWithABrokerThatListensThanWithOneThatIsNotThere() throws Exception {
    String server;
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server = "127.0.0.1:" + busy.getLocalPort();
      assertThat(BrokerReach.listens(at("no address," + server))).isTrue();
    }
    assertThat(BrokerReach.listens(at(server))).isFalse();
    assertThat(BrokerReach.patienceMillis(true)).isGreaterThan(BrokerReach.patienceMillis(false));
  }
}
