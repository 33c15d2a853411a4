package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.spectrastreams.Await;

class LastLookTest {
  private final AtomicInteger looks = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  /** The second look lasts until it may go on. */
  private int look() {
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
  }

  @Test
  void shouldTellWhatWasFoundBeforeWhereALookLastsTooLong() throws Exception {
    LastLook<Integer> health = new LastLook<>(this::look, Duration.ZERO);
    FutureTask<Integer> slow = started(health::now);
    begun.await();

    for (int i = 0; i < 100; i++) {
      assertThat(health.now()).as("what was found before").isOne();
    }
    goOn.countDown();
    assertThat(slow.get()).isEqualTo(2);
    assertThat(health.last()).isEqualTo(2);
  }

  @Test
  void shouldLookOnceMoreForAllWhoAskedWhileAnotherLooked() throws Exception {
    LastLook<Integer> health = new LastLook<>(this::look, Duration.ofMinutes(2));
    FutureTask<Integer> slow = started(health::now);
    begun.await();

    List<Thread> threads = new ArrayList<>();
    List<FutureTask<Integer>> asked = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FutureTask<Integer> one = new FutureTask<>(health::now);
      asked.add(one);
      threads.add(new Thread(one));
    }
    threads.forEach(Thread::start);
    Await.until(
        "all wait",
        () -> threads.stream().allMatch(one -> one.getState() == Thread.State.TIMED_WAITING));
    goOn.countDown();

    assertThat(slow.get()).isEqualTo(2);
    for (FutureTask<Integer> one : asked) {
      assertThat(one.get()).as("of a look that began after it was asked for").isEqualTo(3);
    }
    assertThat(looks).hasValue(3);
  }

  private static FutureTask<Integer> started(Supplier<Integer> asking) {
    FutureTask<Integer> task = new FutureTask<>(asking::get);
    new Thread(task).start();
    return task;
  }
}
