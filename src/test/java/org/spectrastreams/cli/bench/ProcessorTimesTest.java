package org.spectrastreams.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorTimesTest {
  private static final ProcessorTimes TIMES =
      new ProcessorTimes(10, Map.of(Worker.SCORING, 12.0, Worker.BROKER, 2.0), 5, 0.25);

  @Test
  void shouldCountTheWorkOfTheThreadThatMeasures() {
    ProcessorTimes.Moment start = ProcessorTimes.now("none-");
    double sum = 0;
    for (int i = 1; i < 20_000_000; i++) {
      sum += 1.0 / i;
    }
    ProcessorTimes times = start.untilNow();

    assertThat(sum).isPositive();
    assertThat(times.of(Worker.BENCH)).isPositive();
    assertThat(times.total()).isGreaterThanOrEqualTo(times.of(Worker.BENCH));
    assertThat(times.seconds()).isPositive();
  }

  @Test
  void shouldCallIdleOnlyWhatNeitherWorkedNorWaitedForAProcessor() {
    assertThat(TIMES.idle(2)).isCloseTo(1 - 17 / 20.0, within(1e-12));
  }

  @Test
  void shouldAddTimesAndWeighSharesByTheClock() {
    ProcessorTimes both = TIMES.plus(new ProcessorTimes(30, Map.of(Worker.SCORING, 8.0), 1, 0.05));

    assertThat(both.seconds()).isEqualTo(40);
    assertThat(both.of(Worker.SCORING)).isEqualTo(20);
    assertThat(both.of(Worker.BROKER)).isEqualTo(2);
    assertThat(both.total()).isEqualTo(22);
    assertThat(both.waited()).isEqualTo(6);
    assertThat(both.others()).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void shouldGiveMicrosecondsASpectrum() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    TIMES.write(answer, 20_000, 2);

    assertThat(answer.at("/microsecondsASpectrum/scoring").asDouble()).isEqualTo(600);
    assertThat(answer.at("/microsecondsASpectrum/broker").asDouble()).isEqualTo(100);
    assertThat(answer.path("allMicrosecondsASpectrum").asDouble()).isEqualTo(700);
    assertThat(answer.path("scoringWaitedForAProcessor").asDouble()).isEqualTo(0.25);
  }

  @Test
  void shouldSayThatNothingIsKnownWhereTheSystemDoesNotTell() {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    new ProcessorTimes(1, Map.of(Worker.SCORING, 1.0), Double.NaN, Double.NaN)
        .write(answer, 1_000, 2);

    assertThat(answer.path("scoringWaitedForAProcessor").isNull()).isTrue();
    assertThat(answer.path("processorsOfOthers").isNull()).isTrue();
  }
}
