package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.train.measure.Faithfulness.Row;

class FaithfulnessTest {
  private static Row row(String method, double gain, double error, double weights, double labels) {
    return new Row(method, 0.4, 0.6, gain, error, 0.5, weights, labels, 0.9);
  }

  @Test
  void shouldTrustWhatTwinsDoNotShareAndWhatFindsTheClassSooner() {
    Row good = row("lime", 0.2, 0.01, 0.1, -0.2);
    assertThat(good.verdict().reliable()).isTrue();
    assertThat(good.verdict().value()).isEqualTo(-0.2);
  }

  @Test
  void shouldDistrustAnExplanationThatATwinShares() {
    assertThat(row("cam", 0.2, 0.01, 0.51, 0).verdict().reliable()).isFalse();
    assertThat(row("cam", 0.2, 0.01, 0, -0.6).verdict())
        .satisfies(verdict -> assertThat(verdict.reliable()).isFalse())
        .satisfies(verdict -> assertThat(verdict.value()).isEqualTo(-0.6))
        .satisfies(verdict -> assertThat(verdict.measure()).contains("twin"));
  }

  @Test
  void shouldDistrustAnOrderNoBetterThanChance() {
    assertThat(row("lime-published", 0.019, 0.01, 0.1, 0).verdict())
        .satisfies(verdict -> assertThat(verdict.reliable()).isFalse())
        .satisfies(verdict -> assertThat(verdict.value()).isEqualTo(0.019))
        .satisfies(verdict -> assertThat(verdict.expected()).contains("0.0200"));
  }

  @Test
  void shouldJudgeNoControls() {
    double none = Double.NaN;
    List<Row> rows =
        List.of(
            row("lime", 0.2, 0.01, 0, 0),
            row(Attributions.RANDOM, 0, 0, none, none),
            row(Attributions.RAW, 0, 0.1, none, none));
    assertThat(Faithfulness.verdicts(rows)).hasSize(1);
    assertThat(Faithfulness.figures(rows, "e"))
        .noneMatch(figure -> Double.isNaN(figure.value()))
        .hasSize(6 + 4 + 4);
  }
}
