package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.model.ExplanationManifest.Check;
import org.spectrastreams.model.ExplanationManifest.Reliability;
import org.spectrastreams.train.measure.FaithfulnessRow.Gain;

class FaithfulnessTest {
  private static final Gain CLEAR = new Gain(0.2, 0.01);
  private static final Gain NONE = new Gain(0.019, 0.01);

  private static FaithfulnessRow row(
      String method, Gain[] gains, double twin, double reproducibility, double planted) {
    return new FaithfulnessRow(
        method,
        0.4,
        0.6,
        gains[0],
        gains[1],
        gains[2],
        gains[3],
        0.5,
        reproducibility,
        0.1,
        twin,
        0.9,
        planted);
  }

  private static FaithfulnessRow row(String method, double twin, double same, double planted) {
    return row(method, new Gain[] {CLEAR, CLEAR, CLEAR, CLEAR}, twin, same, planted);
  }

  @Test
  void shouldTrustWhatPassesEveryCheckAndListThemAll() {
    Reliability good = row("lime", -0.2, 0.95, 0.85).verdict();
    assertThat(good.reliable()).isTrue();
    assertThat(good.checks())
        .extracting(Check::measure)
        .containsExactly(
            "rank correlation with the explanations of a twin that knows nothing",
            "correlation between two designs",
            "deletion area below that of a smooth random map",
            "deletion area below that of the raw spectrum",
            "insertion area above that of a smooth random map",
            "insertion area above that of the raw spectrum",
            "planted bands found");
    assertThat(good.checks()).allMatch(Check::passed);
    assertThat(good.checks().get(0).value()).isEqualTo(-0.2);
    assertThat(good.checks().get(6).expected()).isEqualTo("0.8 or more");
  }

  @ParameterizedTest
  @CsvSource({
    "0.51, 0.95, 0.85, twin, 0.51",
    "-0.6, 0.95, 0.85, twin, -0.6",
    "0.1, 0.89, 0.85, designs, 0.89",
    "0.1, 0.95, 0.79, planted bands found, 0.79",
    "0.1, 0.95, NaN, not tried, 0"
  })
  void shouldDistrustWhatFailsOneCheckAndSayWhich(
      double twin, double same, double planted, String measure, double value) {
    Reliability verdict = row("cam", twin, same, planted).verdict();
    assertThat(verdict.reliable()).isFalse();
    assertThat(verdict.measure()).contains(measure);
    assertThat(verdict.value()).isEqualTo(value);
    assertThat(verdict.checks()).filteredOn(check -> !check.passed()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "0, deletion area below that of a smooth random map",
    "1, deletion area below that of the raw spectrum",
    "2, insertion area above that of a smooth random map",
    "3, insertion area above that of the raw spectrum"
  })
  void shouldDistrustAnOrderNoBetterThanRandomMapsOrTheRawSpectrum(int which, String measure) {
    Gain[] gains = {CLEAR, CLEAR, CLEAR, CLEAR};
    gains[which] = NONE;
    Reliability verdict = row("lime-published", gains, 0.1, 0.95, 0.9).verdict();
    assertThat(verdict.reliable()).isFalse();
    assertThat(verdict.measure()).isEqualTo(measure);
    assertThat(verdict.value()).isEqualTo(0.019);
    assertThat(verdict.expected()).contains("0.0200");
  }

  @Test
  void shouldTakeTheStandardErrorOfAGainOverItsSpectra() {
    Gain gain = Gain.of(new double[] {1, 2, 3, 4});
    assertThat(gain.mean()).isEqualTo(2.5);
    assertThat(gain.error()).isBetween(0.6454, 0.6456); // 1.2910 / √4
  }

  @Test
  void shouldPreferTheMostFaithfulOfTheReliable() {
    Gain[] better = {new Gain(0.3, 0.01), CLEAR, CLEAR, CLEAR};
    List<FaithfulnessRow> rows =
        List.of(
            row("cam", better, 0.1, 0.95, 0.5),
            row("lime", 0.1, 0.95, 0.9),
            row("expected-gradients", better, 0.1, 0.95, 0.9));
    assertThat(Faithfulness.preferred(rows, Faithfulness.verdicts(rows)))
        .isEqualTo("expected-gradients");
    assertThat(Faithfulness.preferred(rows.subList(0, 1), Faithfulness.verdicts(rows))).isEmpty();
  }

  @Test
  void shouldJudgeNoControls() {
    double none = Double.NaN;
    FaithfulnessRow random = row(Attributions.RANDOM, none, none, none);
    FaithfulnessRow raw = row(Attributions.RAW, none, none, none);
    List<FaithfulnessRow> rows = List.of(row("lime", 0, 0.95, 0.9), random, raw);
    assertThat(Faithfulness.verdicts(rows)).hasSize(1);
    assertThat(Faithfulness.figures(rows, "e"))
        .noneMatch(figure -> Double.isNaN(figure.value()))
        .hasSize(8 + 5 + 5);
  }
}
