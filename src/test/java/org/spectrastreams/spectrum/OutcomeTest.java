package org.spectrastreams.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  @Test
  void shouldListTheLabelsThatReachTheirThreshold() {
    Outcome.Labels labels =
        new Outcome.Labels(
            List.of(
                new Outcome.Label("ketones", 0.5, 0.5),
                new Outcome.Label("ether", 0.49, 0.5),
                new Outcome.Label("nitro", -1, -2)));

    assertThat(labels.present()).containsExactly("ketones", "nitro");
    assertThat(labels.kind()).isEqualTo(OutcomeKind.LABELS);
  }

  @Test
  void shouldRefuseOutcomesThatSayNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Outcome.Labels(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Outcome.Labels(
                    List.of(new Outcome.Label("a", 0, 1), new Outcome.Label("a", 1, 1))))
        .withMessageContaining("label \"a\" stands twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outcome.Label("a", Double.NaN, 1))
        .withMessageContaining("expected finite numbers");
    assertThatIllegalArgumentException().isThrownBy(() -> new Outcome.Value(Double.NaN, "%"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Outcome.OneClass(-1, "a", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Outcome.NotJudged(OutcomeKind.VALUE, NotJudgedReason.NOISE, -0.5))
        .withMessageContaining("distance -0.5");
  }

  @Test
  void shouldTakeOnlyReasonsThatCanBeNamesOfMetrics() {
    assertThat(new NotJudgedReason("too-wet", "water hides the bands").id()).isEqualTo("too-wet");
    for (String id : List.of("", "Too wet", "a/b", "x".repeat(51))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new NotJudgedReason(id, "text"));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new NotJudgedReason("a", " "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NotJudgedReason("a", "x".repeat(201)))
        .withMessageContaining("201 characters");
  }

  @Test
  void shouldReadEveryKindByItsName() {
    for (OutcomeKind kind : OutcomeKind.values()) {
      assertThat(OutcomeKind.parse(kind.id())).contains(kind);
    }
    assertThat(OutcomeKind.parse("classification")).isEmpty();
  }
}
