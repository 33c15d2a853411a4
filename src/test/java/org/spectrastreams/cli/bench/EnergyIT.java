package org.spectrastreams.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Energy by counters as Linux has them in files, and by a program that speaks as nvidia-smi. */
class EnergyIT {
  private static final List<String> NO_PROGRAM = List.of("/nonexistent/nvidia-smi");

  @TempDir Path counters;

  private void counter(String name, long microjoules) throws IOException {
    Path folder = Files.createDirectories(counters.resolve(name));
    Files.writeString(folder.resolve("energy_uj"), microjoules + "\n");
    Files.writeString(folder.resolve("max_energy_range_uj"), "10000000\n");
  }

  @Test
  void shouldSumThePackagesAndNotTheirPartsAndGoOnBehindTheGreatestValue() throws Exception {
    counter("intel-rapl:0", 1_000_000);
    counter("intel-rapl:0:0", 1_000_000);
    counter("intel-rapl:1", 9_000_000);
    try (Energy energy = new Energy(counters, NO_PROGRAM)) {
      counter("intel-rapl:0", 3_500_000);
      counter("intel-rapl:0:0", 8_000_000);
      counter("intel-rapl:1", 500_000);

      assertThat(energy.processors()).hasValue(2.5 + 1.5);
      assertThat(energy.cards()).isEmpty();
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      energy.write(answer, 2_000);
      assertThat(answer.path("processorsMillijoulesASpectrum").asDouble()).isEqualTo(2);
      assertThat(answer.path("cardsJoules").isNull()).isTrue();
    }
  }

  @Test
  void shouldSayNothingWhereNothingIsTold() throws Exception {
    try (Energy energy = new Energy(counters.resolve("missing"), NO_PROGRAM)) {
      assertThat(energy.processors()).isEmpty();
      assertThat(energy.cards()).isEmpty();
    }
  }

  @Test
  void shouldTakeThePowerOfEveryCardThatTellsForTheTimeThatHasPassed() throws Exception {
    Path program = counters.resolve("speaks");
    Files.writeString(
        program, "#!/bin/sh\necho '0, 100.00'\necho '1, [N/A]'\necho '2, 50.00'\nexec sleep 60\n");
    long start = System.nanoTime();
    try (Energy energy = new Energy(counters, List.of("/bin/sh", program.toString()))) {
      while (energy.cards().orElse(0) < 120 * seconds(start)) {
        Thread.onSpinWait(); // until both were heard of: the first alone would give 100 W
      }
      double before = seconds(start);
      double joules = energy.cards().getAsDouble();
      assertThat(joules).isBetween(120 * before, 150 * seconds(start));
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
