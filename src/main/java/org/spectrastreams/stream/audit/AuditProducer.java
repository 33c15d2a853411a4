package org.spectrastreams.stream.audit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.wire.proto.Wire;

/**
 * Writes audits to the topic of explanations, outside any transaction: one that cannot be written
 * is counted and forgotten.
 */
public final class AuditProducer implements Auditor.Sink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditProducer.class);
  private static final long BLOCK_MILLIS = 2_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final AuditMetrics metrics;

  public AuditProducer(
      Map<String, Object> clientProperties, String clientId, String topic, AuditMetrics metrics) {
    Map<String, Object> properties = new HashMap<>(clientProperties);
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.metrics = metrics;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of it
  public void accept(String key, Wire.ExplanationAnswer audit) {
    try {
      producer.send(
          new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), audit.toByteArray()),
          (written, failure) -> {
            if (failure != null) {
              failed(failure);
            }
          });
    } catch (KafkaException e) {
      failed(e);
    }
  }

  private void failed(Exception failure) {
    metrics.unpublished();
    LOG.debug("an audit was not written", failure);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
