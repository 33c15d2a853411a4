package org.spectrastreams.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.ExplanationManifest.Check;
import org.spectrastreams.model.ExplanationManifest.Reliability;

class ExplanationManifestTest {
  private static final Check GOOD = new Check("planted bands found", 0.9, "0.8 or more", true);
  private static final Check BAD = new Check("correlation of designs", 0.17, "0.9 or more", false);

  private static ExplanationManifest of(Reliability verdict, String preferred) {
    return new ExplanationManifest(
        ExplanationManifest.FORMAT,
        new ExplanationManifest.Lime(16, 1000),
        new ExplanationManifest.Crime("cp", 0.2, 4, 3, 64, 1),
        List.of(verdict),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        preferred);
  }

  @Test
  void shouldKeepEveryCheckWithFigureAndExpectation() {
    ExplanationManifest written = of(Reliability.of("lime", List.of(GOOD, BAD)), "cam");
    ExplanationManifest read = ExplanationManifest.fromJson(written.toJson());
    assertThat(read).isEqualTo(written);
    assertThat(read.reliabilityOf("lime").orElseThrow().checks()).containsExactly(GOOD, BAD);
  }

  @Test
  void shouldReadWhatWasWrittenBeforeThereWereChecks() {
    String old =
        """
        {"format": 1, "lime": {"segmentSpacing": 16, "samples": 1000},
         "crime": {"vae": "cp", "supervision": 0.2, "latent": 4, "contexts": 3, "spectra": 64, "seed": 1},
         "reliability": [{"method": "lime", "reliable": true, "measure": "m", "value": 0.5, "expected": "e"}],
         "figures": [], "limits": [], "reproduce": [], "settings": {}}
        """;
    ExplanationManifest read = ExplanationManifest.fromJson(old.getBytes(StandardCharsets.UTF_8));
    assertThat(read.preferred()).isEmpty();
    assertThat(read.reliability())
        .containsExactly(new Reliability("lime", true, "m", 0.5, "e", List.of()));
    assertThatThrownBy(
            () ->
                ExplanationManifest.fromJson(
                    old.replace("\"limits\": [], ", "").getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("limits");
  }

  @Test
  void shouldCallReliableWhatPassedEveryCheckAndNameTheFirstThatFailed() {
    assertThat(Reliability.of("lime", List.of(GOOD)).reliable()).isTrue();
    Reliability failed = Reliability.of("lime", List.of(GOOD, BAD));
    assertThat(failed.reliable()).isFalse();
    assertThat(failed.measure()).isEqualTo(BAD.measure());
    assertThat(failed.value()).isEqualTo(0.17);
  }

  @Test
  void shouldFailWithOneMoreCheckAndPassAgainWithABetterOneInItsPlace() {
    Reliability one = new Reliability("lime", true, "m", 0.5, "e");
    Reliability two = one.with(BAD);
    assertThat(two.reliable()).isFalse();
    assertThat(two.checks()).extracting(Check::measure).containsExactly("m", BAD.measure());
    Reliability three = two.with(new Check(BAD.measure(), 0.95, BAD.expected(), true));
    assertThat(three.reliable()).isTrue();
    assertThat(three.checks()).hasSize(2);
  }
}
