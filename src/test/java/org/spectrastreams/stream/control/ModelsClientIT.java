package org.spectrastreams.stream.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.broker.EmbeddedBroker;
import org.spectrastreams.wire.proto.Wire;

/**
 * What is said of a change when the broker does not say whether it holds, as Kafka 4 does where a
 * commit and whoever shuts it out meet ("unexpected error"): on a real broker, with an answer lost.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ModelsClientIT {
  private static final String TOPIC = "spectra.models";

  @TempDir static Path folder;

  private static EmbeddedBroker broker;
  private static Map<String, Object> properties;

  @BeforeAll
  static void start() throws Exception {
    broker = EmbeddedBroker.start(folder, 0);
    properties = Map.of("bootstrap.servers", broker.bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void shouldSayThatAChangeHoldsWhoseCommitWasNotAnswered() throws Exception {
    Wire.PipelineModels change;
    try (ModelsClient client = clientWhoseCommit(Producer::commitTransaction)) {
      change = client.ask("held", addition(), "one");
      assertThat(client.state().wanted("held")).contains(change);
    }
    try (ModelsClient other = new ModelsClient(properties, TOPIC)) {
      assertThat(other.state().wanted("held")).contains(change);
    }
  }

  @Test
  void shouldSayThatNothingWasChangedByACommitThatWasBrokenOff() throws Exception {
    try (ModelsClient client = clientWhoseCommit(Producer::abortTransaction)) {
      assertThatThrownBy(() -> client.ask("broken-off", addition(), "one"))
          .isInstanceOf(RefusedChangeException.class)
          .hasMessageContaining("nothing was changed here");
    }
    try (ModelsClient client = clientWhoseCommit(producer -> {})) {
      assertThatThrownBy(() -> client.ask("broken-off", addition(), "one"))
          .isInstanceOf(RefusedChangeException.class);
    }
    try (ModelsClient other = new ModelsClient(properties, TOPIC)) {
      assertThat(other.state().wanted("broken-off")).isEmpty();
      Wire.PipelineModels change = other.ask("broken-off", addition(), "other");
      assertThat(change.getChangedBy()).isEqualTo("other");
    }
  }

  private static PipelineRequest.Add addition() {
    return new PipelineRequest.Add(JsonNodeFactory.instance.objectNode(), Optional.empty());
  }

  /** Its commits do this, and are answered by an error that says nothing. */
  private static ModelsClient clientWhoseCommit(Consumer<Producer<String, byte[]>> does) {
    return new ModelsClient(
        properties, TOPIC, settings -> unanswered(SoleWriter.producer(settings), does));
  }

  @SuppressWarnings("unchecked")
  private static Producer<String, byte[]> unanswered(
      Producer<String, byte[]> real, Consumer<Producer<String, byte[]>> does) {
    return (Producer<String, byte[]>)
        Proxy.newProxyInstance(
            ModelsClientIT.class.getClassLoader(),
            new Class<?>[] {Producer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commitTransaction")) {
                does.accept(real);
                throw new KafkaException("Unhandled error in EndTxnResponse");
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
