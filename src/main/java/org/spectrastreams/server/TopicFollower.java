package org.spectrastreams.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.broker.CommittedConsumer;

/**
 * Reads topics from their beginning or from now on, committed records only, and hands every record
 * on, in the order of each partition. One thread; no consumer group, so that every server sees
 * everything.
 *
 * <p>When the broker is gone it waits and goes on where it was; partitions that are added later are
 * found within {@value #PARTITION_CHECK_SECONDS} s.
 */
final class TopicFollower implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TopicFollower.class);
  private static final int PARTITION_CHECK_SECONDS = 30;

  /** Takes one record on the follower's thread. */
  interface Sink {
    void accept(ConsumerRecord<String, byte[]> found);
  }

  private final Consumer<String, byte[]> consumer;
  private final List<String> topics;
  private final Sink sink;
  private final Thread thread;
  private final boolean atEnd;
  private final CountDownLatch started = new CountDownLatch(1);
  private volatile boolean closing;

  private TopicFollower(
      String name,
      List<String> topics,
      Consumer<String, byte[]> consumer,
      boolean atEnd,
      Sink sink) {
    this.topics = List.copyOf(topics);
    this.consumer = consumer;
    this.sink = sink;
    this.atEnd = atEnd;
    this.thread = new Thread(this::follow, name);
    thread.setDaemon(true);
  }

  /**
   * Starts to follow from the beginning.
   *
   * @param clientProperties how to reach the broker
   */
  static TopicFollower start(
      String name, List<String> topics, Map<String, Object> clientProperties, Sink sink) {
    return start(name, topics, clientProperties, false, sink);
  }

  /** As {@link #start}, but records that are there already are not read. */
  static TopicFollower startAtEnd(
      String name, List<String> topics, Map<String, Object> clientProperties, Sink sink) {
    return start(name, topics, clientProperties, true, sink);
  }

  private static TopicFollower start(
      String name,
      List<String> topics,
      Map<String, Object> clientProperties,
      boolean atEnd,
      Sink sink) {
    Consumer<String, byte[]> consumer =
        CommittedConsumer.open(
            clientProperties,
            Map.of(
                ConsumerConfig.CLIENT_ID_CONFIG,
                name,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"));
    TopicFollower follower = new TopicFollower(name, topics, consumer, atEnd, sink);
    follower.thread.start();
    return follower;
  }

  /** Whether records are still being read. */
  boolean isFollowing() {
    return thread.isAlive();
  }

  /** Waits until the first partitions are followed: later records are not missed. */
  boolean awaitStart(Duration atMost) throws InterruptedException {
    return started.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void follow() {
    try (consumer) {
      long nextCheck = System.nanoTime();
      while (!closing) {
        try {
          if (System.nanoTime() - nextCheck >= 0) {
            assignNewPartitions();
            nextCheck = System.nanoTime() + TimeUnit.SECONDS.toNanos(PARTITION_CHECK_SECONDS);
          }
          for (ConsumerRecord<String, byte[]> found : consumer.poll(Duration.ofMillis(250))) {
            hand(found);
          }
        } catch (WakeupException | InterruptException e) {
          log.debug("{} was woken", thread.getName());
        } catch (KafkaException e) {
          log.warn("{} cannot read {}: {}; trying on", thread.getName(), topics, e.getMessage());
          pause();
        }
      }
    }
  }

  /** One record that cannot be taken must not end the following of all others. */
  private void hand(ConsumerRecord<String, byte[]> found) {
    try {
      sink.accept(found);
    } catch (RuntimeException e) {
      log.error(
          "{} failed on topic {} partition {} offset {}; going on",
          thread.getName(),
          found.topic(),
          found.partition(),
          found.offset(),
          e);
    }
  }

  private void assignNewPartitions() {
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> Stream.ofNullable(consumer.partitionsFor(topic)))
            .flatMap(List::stream)
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (!consumer.assignment().containsAll(partitions)) {
      boolean first = consumer.assignment().isEmpty();
      consumer.assign(partitions);
      if (first && atEnd) {
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // looked up now, not at the first poll
      }
      started.countDown();
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing = true;
    consumer.wakeup();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
