package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GroupMembersIT {
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldSayForHowLongNoBrokerAnswered() throws Exception {
    try (ServerSocket busy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Admin admin =
            Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + busy.getLocalPort()))) {
      assertThatThrownBy(() -> GroupMembers.ids(admin, "group", 1))
          .isInstanceOf(TimeoutException.class)
          .hasMessage("no broker answered within 1 s");
      admin.close(Duration.ZERO);
    }
  }
}
