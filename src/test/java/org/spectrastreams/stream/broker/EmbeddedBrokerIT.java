package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.Overheard;
import org.spectrastreams.stream.config.ServiceStartException;

class EmbeddedBrokerIT {
  @TempDir private Path folder;

  private static int[] free() throws IOException {
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
      AtomicInteger asked = new AtomicInteger();
      EmbeddedBroker.Ports ports =
          () -> {
            int[] found = free();
            if (asked.incrementAndGet() == 1) {
              found[which] = other.getLocalPort();
            }
            return found;
          };
      try (EmbeddedBroker broker = EmbeddedBroker.start(folder, ports, Optional.empty());
          Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        assertThat(broker.failure()).isEmpty();
      }
      assertThat(asked).hasValueGreaterThan(1);
    }
  }

  @Test
  void shouldSayThatAPortIsTakenWhereEveryTryFindsItSo() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int[] taken = {other.getLocalPort(), free()[1]};
      assertThatThrownBy(() -> EmbeddedBroker.start(folder, () -> taken, Optional.empty()))
          .isInstanceOf(ServiceStartException.class)
          .hasMessageContaining("did not start");
    }
  }

  /** As the folder of an earlier version is: made by a broker that let everybody in. */
  @Test
  void shouldLetNobodyInWhoCannotReadTheLoginInItsFolder() throws Exception {
    EmbeddedBroker.start(folder, EmbeddedBrokerIT::free, Optional.empty()).close();
    AtomicReference<int[]> ports = new AtomicReference<>();
    EmbeddedBroker.Ports remembered =
        () -> {
          ports.set(free());
          return ports.get();
        };
    BrokerLogin login = BrokerLogin.of(folder);
    try (Overheard overheard = new Overheard();
        EmbeddedBroker broker = EmbeddedBroker.start(folder, remembered, Optional.of(login))) {
      Map<String, Object> nobody = Map.of("bootstrap.servers", broker.bootstrapServers());
      assertThat(BrokerReach.ask(nobody))
          .isInstanceOfSatisfying(
              BrokerReach.Refused.class,
              refused -> assertThat(refused.why()).contains("wants a login", "SCRAM-SHA-256"));
      Map<String, Object> guessed = new HashMap<>(nobody);
      guessed.putAll(new BrokerLogin("x".repeat(32)).clientSettings());
      assertThat(BrokerReach.ask(guessed))
          .isInstanceOfSatisfying(
              BrokerReach.Refused.class,
              refused -> assertThat(refused.why()).contains("Authentication failed"));
      Map<String, Object> owner = new HashMap<>(nobody);
      owner.putAll(broker.clientSettings());
      assertThat(BrokerReach.ask(owner)).isInstanceOf(BrokerReach.Reached.class);
      for (int port : ports.get()) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        SSLSocketFactory any = (SSLSocketFactory) SSLSocketFactory.getDefault();
        assertThat(BrokerPort.ask(address, 2_000, any))
            .as("the controller's port wants it, too")
            .contains(new BrokerPort(false, List.of("SCRAM-SHA-256")));
      }
      assertThat(overheard.log()).isNotEmpty();
      assertThat(overheard.log()).noneMatch(line -> line.contains(login.password()));
      assertThat(Overheard.beans()).noneMatch(line -> line.contains(login.password()));
    }
    Path secret = folder.resolve("broker.secret");
    assertThat(Files.getPosixFilePermissions(secret))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(BrokerLogin.of(folder)).isEqualTo(login);
    Files.writeString(secret, "short");
    assertThatThrownBy(() -> BrokerLogin.find(folder)).hasMessageContaining("is damaged");
  }
}
