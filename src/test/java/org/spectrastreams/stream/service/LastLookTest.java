package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LastLookTest {
  @Test
  void shouldLookOnceAtATimeHoweverManyAsk() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    LastLook<Integer> health =
        new LastLook<>(
            () -> {
              int look = looks.incrementAndGet();
              if (look == 2) {
                begun.countDown();
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
              return look;
            });
    CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(health::now);
    begun.await();

    for (int i = 0; i < 100; i++) {
      assertThat(health.now()).as("what was found before").isOne();
    }
    goOn.countDown();
    assertThat(slow.get()).isEqualTo(2);
    assertThat(health.now()).isEqualTo(3);
    assertThat(health.last()).isEqualTo(3);
  }
}
