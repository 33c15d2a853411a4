package org.spectrastreams.server;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.ExplanationView;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.proto.Wire.ExplanationKind;
import org.spectrastreams.wire.proto.Wire.ExplanationRequest;

/**
 * Asks for explanations as any other client does: a request to one topic, the answer from another.
 * Thread-safe; at most {@value #MAX_PENDING} questions wait at a time.
 */
final class ExplanationClient implements Explanations, AutoCloseable {
  static final int MAX_PENDING = 8;

  private static final Logger log = LoggerFactory.getLogger(ExplanationClient.class);

  private final String requests;
  private final Duration limit;
  private final KafkaProducer<String, byte[]> producer;
  private final TopicFollower follower;
  private final Map<String, CompletableFuture<ExplanationView>> pending = new ConcurrentHashMap<>();
  private final Semaphore free = new Semaphore(MAX_PENDING);

  /**
   * @param clientProperties how to reach the broker
   * @param limit the longest time one answer may take
   */
  ExplanationClient(Map<String, Object> clientProperties, Topics topics, Duration limit) {
    this.requests = topics.explainRequests();
    this.limit = limit;
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "spectra-viewer-questions");
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, limit.toMillis());
    this.producer =
        new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
    this.follower =
        TopicFollower.startAtEnd(
            "spectra-viewer-explanations",
            List.of(topics.explanations()),
            clientProperties,
            this::accept);
  }

  private void accept(ConsumerRecord<String, byte[]> found) {
    CompletableFuture<ExplanationView> waiting =
        found.key() == null ? null : pending.get(found.key());
    if (waiting == null || found.value() == null) {
      return; // an audit, or another client's answer
    }
    try {
      ExplanationView explained = ExplanationView.parse(found.value());
      if (explained.answer().getKind() != ExplanationKind.AUDIT) {
        waiting.complete(explained);
      }
    } catch (RejectedRecordException e) {
      waiting.completeExceptionally(e);
    }
  }

  @Override
  public ExplanationView ask(ExplanationRequest.Builder request)
      throws BusyException, UnansweredException, InterruptedException {
    if (!free.tryAcquire()) {
      throw new BusyException(
          MAX_PENDING + " explanations are being made for viewers; try again in some seconds");
    }
    String id = "viewer-" + UUID.randomUUID();
    CompletableFuture<ExplanationView> waiting = new CompletableFuture<>();
    pending.put(id, waiting);
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      if (!follower.awaitStart(limit)) {
        throw new UnansweredException("the topic of explanations cannot be read", null);
      }
      byte[] value =
          request.setCorrelationId(id).setTimeoutMs((int) limit.toMillis()).build().toByteArray();
      producer
          .send(new ProducerRecord<>(requests, id, value))
          .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return waiting.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new UnansweredException(
          "no explanation came within " + limit.toSeconds() + " s: is the service busy?", e);
    } catch (ExecutionException e) {
      log.warn("A question for an explanation failed", e.getCause());
      throw new UnansweredException("no explanation: " + e.getCause().getMessage(), e);
    } finally {
      pending.remove(id);
      free.release();
    }
  }

  /** Whether answers are being read. */
  boolean isFollowing() {
    return follower.isFollowing();
  }

  @Override
  public void close() {
    follower.close();
    producer.close(Duration.ofSeconds(2));
  }
}
