package org.spectrastreams.server.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class AddressLimitTest {
  private static String network(String literal) throws UnknownHostException {
    return AddressLimit.network(InetAddress.getByName(literal));
  }

  @Test
  void shouldCountTheFirstHalfOfAnIpv6Address() throws Exception {
    assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff:ffff::9"));
    assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
    assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
  }
}
