package org.spectrastreams.stream.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.Await;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.control.ModelsClient;
import org.spectrastreams.stream.control.PipelineRequest;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.RawBlock;

/** Two instances on one broker share the work, and one goes on when the other is stopped. */
class TwoInstancesIT {
  private static final int SIDE = 128;
  private static final int BLOCK = 16;
  private static final List<String> IMAGES = List.of("left", "right");
  private static final String SETTLING = "settling-";

  @TempDir Path folder;

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldScoreEverySpectrumOnceThoughOneOfTwoInstancesIsStoppedInTheMiddle()
      throws IOException {
    ServiceConfig config = TestModels.write(folder).with("stream.threads", "1");
    SimpleMeterRegistry one = new SimpleMeterRegistry();
    SimpleMeterRegistry two = new SimpleMeterRegistry();
    List<RawBlock> blocks = blocks();
    try (StreamService first = StreamService.start(config, one);
        TestClients clients = new TestClients(first.clientProperties())) {
      ServiceConfig joining = joining(config, first, "second");
      double scoredBySecond;
      try (StreamService second = StreamService.start(joining, two)) {
        awaitBothAtWork(config, clients, one, two);
        // More than they can do before one of them stops.
        clients.sendAll(TestModels.records(config, blocks.subList(0, half(blocks))));
        assertThat(second.health().isUp()).isTrue();
      }
      ServiceConfig lackingOne = refuseWithoutAPipelineOfTheFirst(joining);
      scoredBySecond = scored(two);
      clients.sendAll(TestModels.records(config, blocks.subList(half(blocks), blocks.size())));
      Outcomes.awaitComplete(clients, config.topics(), IMAGES);

      assertThat(scored(two)).as("after it was stopped").isEqualTo(scoredBySecond);
      Outcomes outcomes = Outcomes.read(clients, config.topics());
      assertThat(outcomes.images())
          .filteredOn(id -> !id.startsWith(SETTLING))
          .containsExactlyInAnyOrderElementsOf(IMAGES);
      for (String id : IMAGES) {
        outcomes.requireOneResultEach(id, SIDE, SIDE);
        outcomes.requireMapShowsResults(id, SIDE, SIDE);
      }
      StreamService.start(lackingOne, new SimpleMeterRegistry()).close();
    }
  }

  /** Small images of their own, however long the group takes to settle, until both have scored. */
  private static void awaitBothAtWork(
      ServiceConfig config, TestClients clients, SimpleMeterRegistry one, SimpleMeterRegistry two) {
    AtomicInteger sent = new AtomicInteger();
    Await.until(
        "both instances at work",
        () -> {
          String image = SETTLING + sent.getAndIncrement();
          clients.sendAll(
              TestModels.records(
                  config, List.of(TestModels.line("scored", image, BLOCK, 1, 0, 0, BLOCK))));
          return scored(one) > 0 && scored(two) > 0;
        });
  }

  /**
   * Versions and pipelines change while blocks flow. Those that were sent after all instances had
   * answered a change are scored by what it asks for, also by one that joins late, and along every
   * partition results follow the changes in the order of the control log.
   */
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldFollowTheControlLogInItsOrderOnAllInstancesAndOnOneThatJoinsLate() throws Exception {
    ServiceConfig config = TestModels.write(folder).with("stream.threads", "1");
    TestModels.writeVersion(config.modelStore(), "1.1.0");
    try (StreamService first = StreamService.start(config, new SimpleMeterRegistry());
        TestClients clients = new TestClients(first.clientProperties());
        ModelsClient models = new ModelsClient(first.clientProperties(), config.topics())) {
      ScanUnderChanges scan = new ScanUnderChanges(config, clients, models);
      scan.change("scored", new ModelRequest.Use(version("1.0.0")));
      try (StreamService second =
          StreamService.start(joining(config, first, "second"), new SimpleMeterRegistry())) {
        scan.send("scored", 4);
        scan.change("scored", new ModelRequest.Use(version("1.1.0")));
        scan.send("scored", 4);
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        scan.change("added", new PipelineRequest.Add(none, Optional.of(version("1.0.0"))));
        SimpleMeterRegistry late = new SimpleMeterRegistry();
        try (StreamService third = StreamService.start(joining(config, first, "third"), late)) {
          assertThat(third.pipelines().names()).contains("added");
          while (scored(late) == 0) {
            scan.send("scored", 2);
            scan.send("added", 2);
            scan.settle();
          }
          ObjectNode title = none.deepCopy().put("title", "Renamed");
          scan.change("scored", new PipelineRequest.Change(title, Optional.empty()));
          scan.send("scored", 4);
          scan.change("added", new PipelineRequest.Remove());
          scan.send("added", 2);
          assertThat(second.health().isUp() && third.health().isUp()).isTrue();
          scan.requireOrder("added");
        }
      }
    }
  }

  private static ModelRequest.Version version(String number) {
    return new ModelRequest.Version(new ModelId("untrained", number), Optional.empty());
  }

  private ServiceConfig joining(ServiceConfig config, StreamService first, String name) {
    return TestClients.on(
        first.clientProperties(), config.with("data.dir", folder.resolve(name).toString()));
  }

  /** A configuration that lacks a pipeline, and may. */
  private ServiceConfig refuseWithoutAPipelineOfTheFirst(ServiceConfig joining) throws IOException {
    ServiceConfig lacking = joining.with("pipelines.dir", withoutScored(joining).toString());
    assertThatThrownBy(() -> StreamService.start(lacking, new SimpleMeterRegistry()).close())
        .isInstanceOf(ServiceStartException.class)
        .hasMessageContaining("this instance lacks the pipelines [scored]")
        .hasMessageContaining("join.lacking.pipelines=allow");
    return lacking.with("join.lacking.pipelines", "allow");
  }

  /** The pipelines but for one. */
  private Path withoutScored(ServiceConfig config) throws IOException {
    Path fewer = Files.createDirectory(folder.resolve("fewer"));
    try (Stream<Path> files = Files.list(config.pipelinesDir())) {
      for (Path file : files.toList()) {
        if (!Files.readString(file).contains("name: scored")) {
          Files.copy(file, fewer.resolve(file.getFileName()));
        }
      }
    }
    return fewer;
  }

  private static int half(List<RawBlock> blocks) {
    return blocks.size() / 2;
  }

  private static double scored(SimpleMeterRegistry registry) {
    return registry.get("spectra.results").tag("pipeline", "scored").counter().count();
  }

  private static List<RawBlock> blocks() {
    List<RawBlock> blocks = new ArrayList<>();
    for (int y = 0; y < SIDE; y++) {
      for (String image : IMAGES) {
        for (int x = 0; x < SIDE; x += BLOCK) {
          blocks.add(TestModels.line("scored", image, SIDE, SIDE, x, y, BLOCK));
        }
      }
    }
    return blocks;
  }
}
