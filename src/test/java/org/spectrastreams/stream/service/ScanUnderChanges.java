package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.control.ModelsClient;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * Fixture: an image that is sent line by line while its pipelines are changed, and what of every
 * line's result has to be true.
 */
final class ScanUnderChanges {
  private static final int SIDE = 160;
  private static final int BLOCK = 16;
  private static final Duration ANSWERS = Duration.ofMinutes(2);

  private final ServiceConfig config;
  private final TestClients clients;
  private final ModelsClient models;

  /** How many changes of its pipeline all instances had answered before a line was sent. */
  private final Map<Integer, Integer> answeredBefore = new HashMap<>();

  private final Map<String, Integer> asked = new HashMap<>();
  private final Map<String, Integer> answered = new HashMap<>();
  private int lines;

  ScanUnderChanges(ServiceConfig config, TestClients clients, ModelsClient models) {
    this.config = config;
    this.clients = clients;
    this.models = models;
  }

  /** Sends lines of a pipeline's image, which nobody waits for. */
  void send(String pipeline, int count) {
    List<RawBlock> blocks = new ArrayList<>();
    for (int line = lines; line < lines + count; line++) {
      assertThat(line).as("lines until all instances worked").isLessThan(SIDE);
      answeredBefore.put(line, answered.getOrDefault(pipeline, 0));
      for (int x = 0; x < SIDE; x += BLOCK) {
        blocks.add(TestModels.line(pipeline, "image-" + pipeline, SIDE, SIDE, x, line, BLOCK));
      }
    }
    lines += count;
    clients.sendAll(TestModels.records(config, blocks));
  }

  /** Asks for a change with lines before, amid and after it, and waits for all instances. */
  void change(String pipeline, ModelRequest request) throws Exception {
    if (asked.containsKey(pipeline)) {
      send(pipeline, 2);
    }
    Wire.PipelineModels change = models.ask(pipeline, request, "test");
    asked.merge(pipeline, 1, Integer::sum);
    if (asked.get(pipeline) > 1) {
      send(pipeline, 2);
    }
    Map<String, Optional<Wire.InstanceModels>> answers = models.await(change, ANSWERS);
    assertThat(answers.values())
        .isNotEmpty()
        .allSatisfy(answer -> assertThat(answer.orElseThrow().getRefused()).isEmpty());
    answered.merge(pipeline, 1, Integer::sum);
  }

  /** Waits until every block has a result or a dead letter. */
  void settle() {
    int[] found = new int[1];
    do {
      found[0] = 0;
      clients.readToEnd(config.topics().results(), record -> found[0]++);
      clients.readToEnd(config.topics().deadLetter(), record -> found[0]++);
    } while (found[0] < lines * SIDE / BLOCK);
    assertThat(found[0]).as("results and dead letters").isEqualTo(lines * SIDE / BLOCK);
  }

  /** Every result tells a stage that it may have, and dead letters are of what was removed. */
  void requireOrder(String removed) {
    settle();
    Map<String, List<Wire.PipelineModels>> log = controlLog();
    Map<String, Map<Long, Integer>> stages = new TreeMap<>();
    clients.readToEnd(
        config.topics().results(),
        record -> {
          Wire.ResultBlock result = result(record);
          int line = result.getY(0);
          Wire.Provenance made = result.getProvenance();
          int stage = stage(log.get(result.getPipeline()), made);
          assertThat(stage)
              .as("of line %s, which was sent when all had answered so many changes", line)
              .isBetween(answeredBefore.get(line), asked.get(result.getPipeline()));
          stages
              .computeIfAbsent(
                  result.getPipeline() + "/" + made.getSourcePartition(),
                  partition -> new TreeMap<>())
              .put(made.getSourceOffset(), stage);
        });
    int[] letters = new int[1];
    clients.readToEnd(
        config.topics().deadLetter(),
        record -> {
          letters[0]++;
          assertThat(header(record, "spectra.error.reason")).isEqualTo("pipeline-removed");
          assertThat(header(record, "spectra.error.message"))
              .contains("pipeline " + removed + " was removed at", "by test");
        });
    assertThat(letters[0]).isPositive();
    assertThat(stages).isNotEmpty();
    stages.forEach(
        (partition, byOffset) ->
            assertThat(new ArrayList<>(byOffset.values()))
                .as("changes along partition %s", partition)
                .isSorted());
  }

  /** The changes of every pipeline, in the order of their offsets. */
  private Map<String, List<Wire.PipelineModels>> controlLog() {
    Map<String, List<Wire.PipelineModels>> log = new HashMap<>();
    clients.readToEnd(
        config.topics().models(),
        record -> {
          if (TestClients.key(record).startsWith("pipeline/")) {
            Wire.PipelineModels change;
            try {
              change = Wire.PipelineModels.parseFrom(record.value());
            } catch (InvalidProtocolBufferException e) {
              throw new AssertionError(e);
            }
            log.computeIfAbsent(change.getPipeline(), name -> new ArrayList<>()).add(change);
          }
        });
    return log;
  }

  /** The number of the change that a result is true to: the last one that says what it says. */
  private static int stage(List<Wire.PipelineModels> changes, Wire.Provenance made) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      if (changes.get(i).getDefinedAtMs() == made.getPipelineDefinedAtMs()
          && changes
              .get(i)
              .getActive()
              .getModel()
              .equals(made.getModel() + "@" + made.getModelVersion())) {
        return i + 1;
      }
    }
    throw new AssertionError("no change asked for what made " + made);
  }

  private static Wire.ResultBlock result(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Wire.ResultBlock.parseFrom(record.value());
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return DeadLetters.text(record.headers(), name).orElseThrow();
  }
}
