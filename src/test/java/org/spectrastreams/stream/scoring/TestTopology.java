package org.spectrastreams.stream.scoring;

import com.google.protobuf.InvalidProtocolBufferException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.ResultKinds;
import org.spectrastreams.stream.score.ScorerPool;
import org.spectrastreams.stream.service.Topologies;
import org.spectrastreams.stream.tracing.Tracer;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** Fixture: both topologies with the real engine on the test driver, one state folder. */
public final class TestTopology implements AutoCloseable {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  final Topics topics;
  public final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final ScorerPool pool;
  public final CurrentDeployment deployment;
  public final EngineHost host = EngineHost.on(Device.CPU);
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> raw;
  private final TestInputTopic<byte[], byte[]> results;

  public TestTopology(ServiceConfig config, Path state) {
    try {
      topics = config.topics();
      Pipelines pipelines = Pipelines.load(config.pipelinesDir());
      deployment =
          new CurrentDeployment(
              Deployment.of(
                  LoadedPipeline.loadAll(pipelines, new ModelStore(config.modelStore()))));
      pool = new ScorerPool(deployment, host, ResultKinds.found(), "test");
      Properties settings = new Properties();
      settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
      settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
      driver =
          new TopologyTestDriver(
              Topologies.scoringAndMaps(
                  config,
                  deployment,
                  pool,
                  new StreamMetrics(registry, deployment),
                  Optional.empty(),
                  new SetAside(state),
                  Tracer.OFF),
              settings,
              START);
      raw = input(topics.raw());
      results = input(topics.results());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public void send(RawBlock block) {
    send(block.key().getBytes(StandardCharsets.UTF_8), BlockEncoder.encode(block));
  }

  public void send(byte[] key, byte[] value) {
    raw.pipeInput(key, value);
  }

  public void send(TestRecord<byte[], byte[]> record) {
    raw.pipeInput(record);
  }

  /** Writes to the results topic as a foreign program might. */
  public void sendResult(byte[] key, byte[] value) {
    results.pipeInput(key, value);
  }

  public void passTime(Duration duration) {
    driver.advanceWallClockTime(duration);
  }

  private List<TestRecord<byte[], byte[]>> records(String topic) {
    TestOutputTopic<byte[], byte[]> out =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return out.readRecordsToList();
  }

  /** The results since the last call. */
  public List<Wire.ResultBlock> results() {
    List<Wire.ResultBlock> found = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : records(topics.results())) {
      found.add(parse(Wire.ResultBlock.parser(), record.value()));
    }
    return found;
  }

  public List<TestRecord<byte[], byte[]>> resultRecords() {
    return records(topics.results());
  }

  public List<TestRecord<byte[], byte[]>> tileRecords() {
    return records(topics.maps());
  }

  public List<TestRecord<byte[], byte[]>> statusRecords() {
    return records(topics.images());
  }

  public List<TestRecord<byte[], byte[]>> deadLetters() {
    return records(topics.deadLetter());
  }

  /** The statuses published since the last call, null for a tombstone. */
  public List<Wire.ImageStatus> statuses() {
    List<Wire.ImageStatus> found = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : records(topics.images())) {
      found.add(record.value() == null ? null : parse(Wire.ImageStatus.parser(), record.value()));
    }
    return found;
  }

  public Wire.ImageStatus lastStatus() {
    List<Wire.ImageStatus> found = statuses();
    return found.get(found.size() - 1);
  }

  /** The newest tile of each key published since the last call, null for a tombstone. */
  public Map<String, Wire.MapTile> tiles() {
    Map<String, Wire.MapTile> found = new LinkedHashMap<>();
    for (TestRecord<byte[], byte[]> record : records(topics.maps())) {
      found.put(
          new String(record.key(), StandardCharsets.UTF_8),
          record.value() == null ? null : parse(Wire.MapTile.parser(), record.value()));
    }
    return found;
  }

  private static <T> T parse(com.google.protobuf.Parser<T> parser, byte[] bytes) {
    try {
      return parser.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  public static String header(TestRecord<byte[], byte[]> record, String name) {
    return DeadLetters.text(record.headers(), name).orElse(null);
  }

  public double counter(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  @Override
  public void close() {
    driver.close();
    pool.close();
    host.close();
  }
}
