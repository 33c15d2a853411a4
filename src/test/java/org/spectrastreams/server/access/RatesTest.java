package org.spectrastreams.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RatesTest {
  private long now = 1;
  private final Rates rates = new Rates(8, () -> now);

  @Test
  void shouldLetAnAddressAskAQuarterAtOnceAndTheRestOverTheMinute() {
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("a")).isFalse();
    now += TimeUnit.MILLISECONDS.toNanos(7_500);
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("a")).isFalse();
    assertThat(rates.secondsToWait()).isEqualTo(8);
  }

  @Test
  void shouldCountEveryAddressByItself() {
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("b")).isTrue();
    assertThat(rates.take("a")).isFalse();
  }

  @Test
  void shouldNotSaveUpWhatWasNotAskedFor() {
    assertThat(rates.take("a")).isTrue();
    now += TimeUnit.DAYS.toNanos(1);
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("a")).isTrue();
    assertThat(rates.take("a")).isFalse();
  }

  @Test
  void shouldCountTheFirstHalfOfAnIpv6Address() {
    assertThat(rates.take("2001:db8:0:7::1")).isTrue();
    assertThat(rates.take("[2001:db8:0:7:aaaa::2]")).isTrue();
    assertThat(rates.take("2001:db8:0:7:ffff:1:2:3")).isFalse();
    assertThat(rates.take("2001:db8:0:8::1")).isTrue();
  }
}
