package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.score.TestModels;

/** Whether a device answers many threads as it answers one, on the processors that all have. */
class DeviceReportCommandIT {
  @TempDir private Path folder;

  private Run report(String... more) {
    ServiceConfig config = TestModels.write(folder);
    String[] arguments = {
      "device-report",
      "--set=model.store=" + config.modelStore(),
      "--set=device=cpu",
      "--threads=2",
      "--blocks=3",
      "--sizes=8",
      "--seconds=1"
    };
    String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return Run.of(all);
  }

  @Test
  void shouldFindTheAnswersOfManyThreadsThoseOfOneAndMeasureBoth() throws Exception {
    Run run = report("--model=untrained");

    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode found = new ObjectMapper().readTree(run.out());
    assertThat(found.get("device").asText()).isEqualTo("cpu");
    assertThat(found.get("blocks").asInt()).isEqualTo(2 * 3);
    assertThat(found.get("blocksThatDiffer").asInt()).isZero();
    assertThat(found.get("stressSpectra").asInt()).isPositive();
    assertThat(found.get("rates")).hasSize(4);
    for (JsonNode rate : found.get("rates")) {
      assertThat(rate.get("block").asInt()).isEqualTo(8);
      assertThat(rate.get("spectraPerSecond").asInt()).isPositive();
    }
  }

  @Test
  void shouldNameTheModelThatItDoesNotFind() {
    Run run = report("--model=chalk");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("device-report: ").contains("chalk");
  }
}
