package org.spectrastreams.growth.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.cli.Run;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.stream.asking.AskedTopology;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;
import org.spectrastreams.wire.proto.Wire;

/** A method of explanation that this folder and one services line add is one like all others. */
class GrownMethodIT {
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
    try (AskedTopology topology = new AskedTopology(TestModels.writeExplained(folder), folder)) {
      Wire.ExplanationAnswer answer = topology.ask(AskedTopology.request("toy").build());

      assertThat(answer.getRefused()).as(answer.getMessage()).isEmpty();
      assertThat(answer.getMethod()).isEqualTo("toy");
      assertThat(answer.getProvenance().getExplanationMethodsList()).containsExactly("toy");
      assertThat(answer.getPoints()).isEqualTo(TestModels.AXIS.size());
      assertThat(topology.answered("toy")).isOne();
    }
  }
}
