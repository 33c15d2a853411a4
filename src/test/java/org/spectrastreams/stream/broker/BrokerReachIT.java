package org.spectrastreams.stream.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BrokerReachIT {
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

  /** A broker that is asked, on a clock of its own: every question takes as long as it may. */
  private static final class Asked {
    private final List<BrokerReach.Answer> answers;
    private final boolean listens;
    private final List<Integer> limits = new ArrayList<>();
    private long nanos = -7;

    Asked(boolean listens, BrokerReach.Answer... answers) {
      this.listens = listens;
      this.answers = List.of(answers);
    }

    private BrokerReach.Answer ask(int longest) {
      limits.add(longest);
      pass(longest);
      return answers.get(Math.min(limits.size(), answers.size()) - 1);
    }

    private void pass(long millis) {
      nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    void require() throws IOException {
      BrokerReach.require(at("one:9092"), this::ask, () -> listens, () -> nanos, this::pass);
    }

    long seconds() {
      return TimeUnit.NANOSECONDS.toSeconds(nanos + 7);
    }
  }

  @Test
  void shouldGiveUpAfterAQuarterOfAMinuteWhereNothingListens() {
    Asked nobody = new Asked(false, new BrokerReach.Silent("nothing within 4 s"));

    assertThatThrownBy(nobody::require)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("one:9092", "nothing within 4 s", "does it run?");
    assertThat(nobody.limits).containsExactly(4_000, 8_000, 16_000);
    assertThat(nobody.seconds()).isBetween(15L, 30L);
  }

  @Test
  void shouldWaitAMinuteForOneThatListensAndSayForHowLong() {
    Asked busy = new Asked(true, new BrokerReach.Silent("nothing within 4 s"));

    assertThatThrownBy(busy::require)
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("something listens there", busy.seconds() + " s");
    assertThat(busy.limits).startsWith(4_000, 8_000, 16_000, 16_000);
    assertThat(busy.seconds()).isBetween(60L, 80L);
  }

  @Test
  void shouldGoOnAsSoonAsOneAnswers() throws IOException {
    BrokerReach.Silent silent = new BrokerReach.Silent("nothing within 4 s");
    Asked late = new Asked(true, silent, silent, silent, new BrokerReach.Reached());

    late.require();

    assertThat(late.limits).hasSize(4);
  }

  @Test
  void shouldNotWaitForOneThatRefuses() {
    Asked refusing =
        new Asked(
            true,
            new BrokerReach.Silent("nothing within 4 s"),
            new BrokerReach.Refused("one:9092 speaks TLS", null));

    assertThatThrownBy(refusing::require)
        .isInstanceOf(IOException.class)
        .hasMessage("one:9092 speaks TLS");
    assertThat(refusing.limits).hasSize(2);
  }
}
