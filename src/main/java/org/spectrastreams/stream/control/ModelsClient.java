package org.spectrastreams.stream.control;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.wire.proto.Wire;

/** Asks the instances of a service for other models, from another process. For one thread. */
public final class ModelsClient implements AutoCloseable {
  private final ModelsLog log;
  private final ModelsState state = new ModelsState();

  /**
   * Reads the topic to its end.
   *
   * @throws KafkaException if the broker cannot be reached, or the topic does not exist
   */
  public ModelsClient(Map<String, Object> clientProperties, Topics topics) {
    this(clientProperties, topics.models());
  }

  ModelsClient(Map<String, Object> clientProperties, String topic) {
    this(clientProperties, topic, SoleWriter::producer);
  }

  /** The same with producers made otherwise, from these settings. */
  ModelsClient(
      Map<String, Object> clientProperties,
      String topic,
      Function<Map<String, Object>, Producer<String, byte[]>> producers) {
    this.log = new ModelsLog(clientProperties, topic, "spectra-models-client", producers);
    try {
      log.readToEnd(state::take);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** What the topic says, as far as it was read. */
  public ModelsState state() {
    return state;
  }

  /**
   * Asks all instances for a change of what the topic says by now; no change that another makes at
   * the same time is lost. What the topic need not remember any more is taken off it.
   *
   * @param by who wants it, for people
   * @return what was written
   * @throws RefusedChangeException if it cannot be asked for, or another came meanwhile
   * @throws KafkaException if the topic cannot be read or written
   */
  public Wire.PipelineModels ask(String pipeline, ModelRequest request, String by)
      throws RefusedChangeException {
    try (SoleWriter writer = log.alone()) {
      log.readToEnd(state::take);
      Wire.PipelineModels change = request.on(pipeline, state, System.currentTimeMillis(), by);
      String key = ModelsState.key(pipeline);
      Map<String, byte[]> records = new HashMap<>();
      Answers.keysToForget(state, pipeline).forEach(forgotten -> records.put(forgotten, null));
      records.put(key, change.toByteArray());
      try {
        writer.write(records);
      } catch (SoleWriter.UnclearException unclear) {
        requireWritten(key, records.get(key));
      }
      return change;
    }
  }

  /**
   * Ends what was begun, one way or the other, and looks for the record behind what was read.
   *
   * @throws RefusedChangeException if it is not there
   */
  private void requireWritten(String key, byte[] value) throws RefusedChangeException {
    boolean[] found = {false};
    try (SoleWriter ending = log.alone()) {
      log.readToEnd(
          (of, said) -> {
            state.take(of, said);
            found[0] |= key.equals(of) && Arrays.equals(value, said);
          });
    }
    if (!found[0]) {
      throw new RefusedChangeException(
          "the broker broke off the change, as when somebody else asks for one at the same moment,"
              + " and nothing was changed here: look at what holds now (./spectra pipelines"
              + " status), and ask again");
    }
  }

  /**
   * Waits until every instance has answered a change.
   *
   * @param atMost for how long
   * @return the newest answer of each, by instance; empty for those that gave none in this time
   */
  public Map<String, Optional<Wire.InstanceModels>> await(
      Wire.PipelineModels change, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      Map<String, Optional<Wire.InstanceModels>> answers = state.answersTo(change);
      if (answers.values().stream().allMatch(Optional::isPresent)
          || System.nanoTime() - deadline >= 0) {
        return answers;
      }
      log.poll(state::take);
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
