package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.stream.config.ServiceStartException;

class EmbeddedBrokerIT {
  @TempDir private Path folder;

  private static int[] free() throws Exception {
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket other = new ServerSocket(0)) {
      return new int[] {one.getLocalPort(), other.getLocalPort()};
    }
  }

  /** Another process takes the client's port, or the controller's, after it was found free. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void shouldTryOtherPortsWhereOneWasTakenMeanwhile(int which) throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int[] taken = free();
      taken[which] = other.getLocalPort();
      Deque<int[]> ports = new ArrayDeque<>(List.of(taken, free()));
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, ports::remove);
          Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        assertThat(broker.failure()).isEmpty();
      }
      assertThat(ports).isEmpty();
    }
  }

  @Test
  void shouldSayThatAPortIsTakenWhereEveryTryFindsItSo() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int[] taken = {other.getLocalPort(), free()[1]};
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, () -> taken))
          .isInstanceOf(ServiceStartException.class)
          .hasMessageContaining("did not start");
    }
  }
}
