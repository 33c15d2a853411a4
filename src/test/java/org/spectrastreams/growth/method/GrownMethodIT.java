package org.spectrastreams.growth.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.cli.Run;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.stream.asking.ExplainMetrics;
import org.spectrastreams.stream.asking.ExplainQueue;
import org.spectrastreams.stream.asking.ExplainSettings;
import org.spectrastreams.stream.asking.ExplainTopology;
import org.spectrastreams.stream.asking.SpectrumExplainer;
import org.spectrastreams.stream.broker.SetAside;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.pipeline.CurrentDeployment;
import org.spectrastreams.stream.pipeline.Deployment;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.proto.Wire;

/** A method of explanation that this folder and one services line add is one like all others. */
class GrownMethodIT {
  private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

  @TempDir Path folder;

  @Test
  void shouldStandBehindTheProductsOwnMethods() {
    assertThat(ExplanationMethods.all())
        .extracting(ExplanationMethod::id)
        .endsWith("toy")
        .contains("cam", "lime", "lime-amortised", "crime", "context-linear", "lime-published");
  }

  @Test
  void shouldExplainOnTheCommandLine() throws IOException {
    ServiceConfig config = TestModels.writeExplained(folder);
    Path file = Files.writeString(folder.resolve("one.csv"), table());

    Run run =
        Run.of(
            "explain",
            file.toString(),
            "--pixel=0,0",
            "--model=untrained",
            "--method=toy",
            "--set=model.store=" + config.modelStore(),
            "--json");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(run.out());
    assertThat(answer.get("method").asText()).isEqualTo("toy");
    double sum = 0;
    for (JsonNode weight : answer.get("weights")) {
      sum += weight.asDouble();
    }
    assertThat(answer.get("weights")).hasSize(TestModels.AXIS.size());
    assertThat(sum).as("weights are deviations from a mean").isBetween(-1e-3, 1e-3);
  }

  private static String table() {
    SpectralAxis axis = TestModels.AXIS;
    StringBuilder head = new StringBuilder("# quantity: absorbance\nx,y");
    StringBuilder row = new StringBuilder("0,0");
    for (int j = 0; j < axis.size(); j++) {
      head.append(',').append(axis.at(j));
      row.append(',').append(0.2 + 0.1 * Math.sin(0.07 * j));
    }
    return head + "\n" + row + "\n";
  }

  @Test
  void shouldAnswerRequestsOfTheStream() throws IOException {
    ServiceConfig config = TestModels.writeExplained(folder);
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test-growth");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (EngineHost host = EngineHost.on(Device.CPU);
        SpectrumExplainer explainer =
            new SpectrumExplainer(
                new CurrentDeployment(
                    Deployment.of(
                        LoadedPipeline.loadAll(
                            Pipelines.load(config.pipelinesDir()),
                            new ModelStore(config.modelStore())))),
                host,
                5_000,
                "test");
        TopologyTestDriver driver =
            new TopologyTestDriver(
                ExplainTopology.of(
                    TOPICS,
                    new ExplainSettings(
                        explainer,
                        null, // no spectrum is read back here
                        TOPICS.raw(),
                        1,
                        new ExplainQueue(2),
                        10_000,
                        new ExplainMetrics(registry),
                        "test"),
                    new SetAside(folder)),
                settings)) {
      Wire.ExplanationRequest request =
          Wire.ExplanationRequest.newBuilder()
              .setCorrelationId("grown")
              .setMethod("toy")
              .setBlock(
                  ByteString.copyFrom(
                      BlockEncoder.encode(TestModels.line("scored", "img", 40, 3, 5, 1, 1))))
              .build();

      driver
          .createInputTopic(
              TOPICS.explainRequests(), new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(new byte[] {1}, request.toByteArray());

      Wire.ExplanationAnswer answer =
          Wire.ExplanationAnswer.parseFrom(
              driver
                  .createOutputTopic(
                      TOPICS.explanations(),
                      new ByteArrayDeserializer(),
                      new ByteArrayDeserializer())
                  .readValue());
      assertThat(answer.getRefused()).as(answer.getMessage()).isEmpty();
      assertThat(answer.getMethod()).isEqualTo("toy");
      assertThat(answer.getProvenance().getExplanationMethodsList()).containsExactly("toy");
      assertThat(answer.getPoints()).isEqualTo(TestModels.AXIS.size());
      assertThat(registry.get("spectra.explain.answers").tag("method", "toy").timer().count())
          .isOne();
    }
  }
}
