package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spectrastreams.Await;
import org.spectrastreams.server.maps.PixelWindow;

class LiveEventsTest {
  private LiveEvents events = new LiveEvents(Duration.ofMillis(200), Duration.ofSeconds(5));
  private final List<Thread> threads = new ArrayList<>();

  /** A client whose socket takes one write for each permit. */
  private final class Client extends OutputStream {
    final Semaphore permits = new Semaphore(0);
    final List<LiveEvents.Batch> batches = Collections.synchronizedList(new ArrayList<>());
    final List<String> written = Collections.synchronizedList(new ArrayList<>());
    Thread thread;
    volatile boolean broken;

    Client start() {
      thread =
          new Thread(
              () -> {
                try {
                  events.serve(
                      this,
                      batch -> {
                        batches.add(batch);
                        return "batch\n\n";
                      });
                } catch (IOException | InterruptedException gone) {
                  written.add("left");
                }
              });
      thread.start();
      threads.add(thread);
      return this;
    }

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      permits.acquireUninterruptibly();
      if (broken) {
        throw new IOException("broken pipe");
      }
      written.add(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void end() {
    events.close();
    for (Thread thread : threads) {
      thread.interrupt();
      await(() -> !thread.isAlive());
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    Await.until("condition", condition::getAsBoolean);
  }

  private static PixelWindow tile(int x, int y) {
    return new PixelWindow(x * 64, y * 64, 64, 64);
  }

  /** A client that has been told that there is a change and has not taken it. */
  private Client withABatchOnItsWay() {
    Client client = new Client().start();
    client.permits.release();
    await(() -> client.written.size() == 1);
    events.imageChanged("a");
    await(() -> client.batches.size() == 1);
    return client;
  }

  @Test
  void shouldMergeWhatHappensBetweenTwoBatches() {
    Client client = withABatchOnItsWay();
    for (int i = 0; i < 10_000; i++) {
      events.imageChanged("a");
      events.tileChanged("a", "class", tile(i % 5, i % 3));
      events.tileChanged("a", "confidence", tile(1, 1));
    }
    client.permits.release(1000);
    await(() -> client.batches.size() == 2);

    LiveEvents.Batch batch = client.batches.get(1);
    assertThat(batch.images()).containsExactly("a");
    assertThat(batch.tiles().get("a").get("class")).isEqualTo(new PixelWindow(0, 0, 320, 192));
    assertThat(batch.tiles().get("a").get("confidence")).isEqualTo(tile(1, 1));
  }

  /** Its thread waits although there is something to tell; closing ends that. */
  @Test
  void shouldRestBetweenTwoBatches() {
    events = new LiveEvents(Duration.ofHours(1), Duration.ofHours(1));
    Client client = withABatchOnItsWay();
    events.imageChanged("a");
    client.permits.release(1000);

    await(() -> client.thread.getState() == Thread.State.TIMED_WAITING);
    assertThat(client.batches).hasSize(1);
  }

  @Test
  void shouldHoldNoMoreForAClientThatDoesNotRead() {
    Client slow = new Client().start();
    await(() -> events.clients() == 1);
    for (int i = 0; i < 100_000; i++) {
      events.tileChanged("image-" + i, "class", tile(i % 100, 0));
    }
    slow.permits.release(1000);
    await(() -> slow.batches.size() == 1);

    LiveEvents.Batch batch = slow.batches.get(0);
    assertThat(batch.resync()).isTrue();
    assertThat(batch.tiles()).isEmpty();
  }

  @Test
  void shouldDropAClientWhoseSocketFails() {
    Client client = new Client().start();
    await(() -> events.clients() == 1);
    client.broken = true;
    client.permits.release();

    await(() -> !client.thread.isAlive());
    assertThat(events.clients()).isZero();
  }

  @Test
  void shouldTellClientsBeyondItsBoundToLoadEverythingAndComeAgain() {
    for (int i = 0; i < LiveEvents.MAX_CLIENTS; i++) {
      Client client = new Client();
      client.permits.release(1000);
      client.start();
    }
    await(() -> events.clients() == LiveEvents.MAX_CLIENTS);
    Client oneTooMany = new Client();
    oneTooMany.permits.release(1000);
    oneTooMany.start();

    await(() -> !oneTooMany.thread.isAlive());
    assertThat(oneTooMany.written).hasSize(1);
    assertThat(oneTooMany.written.get(0))
        .startsWith("retry: 5000\n")
        .contains("event: hello\n", "event: resync\n");
    assertThat(events.clients()).isEqualTo(LiveEvents.MAX_CLIENTS);
  }

  @Test
  void shouldEndEveryStreamWhenClosed() {
    Client client = new Client().start();
    client.permits.release(1000);
    await(() -> client.written.size() == 1);
    events.close();

    await(() -> !client.thread.isAlive());
  }

  @Test
  void shouldProveASilentStreamAlive() {
    events = new LiveEvents(Duration.ofMillis(10), Duration.ofMillis(50));
    Client client = new Client().start();
    client.permits.release(1000);
    await(() -> client.written.size() >= 3);

    assertThat(client.written.get(1)).startsWith(": ");
    assertThat(client.batches).isEmpty();
  }
}
