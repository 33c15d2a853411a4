package org.spectrastreams.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.spectrum.Quantity;

/** The manifests of a package of version 0.1.0, as that version wrote them. */
class StoredManifestsTest {
  private static byte[] stored(String file) throws IOException {
    String name = "/golden/packages/0.1.0/sers/" + file;
    try (InputStream in = StoredManifestsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void shouldReadAManifestThatKnowsNoNetworkNoGraphAndNoDomain() throws IOException {
    ModelManifest manifest = ModelManifest.fromJson(stored("model.json"));

    assertThat(manifest.id()).isEqualTo(new ModelId("sers", "1.0.0"));
    assertThat(manifest.classes()).containsExactly("none", "low", "medium", "high");
    assertThat(manifest.members()).isEqualTo(10);
    assertThat(manifest.preprocessing().quantity()).isEqualTo(Quantity.RAMAN_INTENSITY);
    assertThat(manifest.graph()).isEqualTo(GraphContract.ofEnsemble(826, 10, 4));
    assertThat(manifest.network().kind()).isEmpty();
    assertThat(manifest.domain()).isEqualTo(Domain.NONE);
    assertThat(manifest.evaluation().figures()).isNotEmpty();
  }

  @Test
  void shouldReadExplanationsWithVerdictsButNoChecks() throws IOException {
    ExplanationManifest explanations = ExplanationManifest.fromJson(stored("explanations.json"));

    assertThat(explanations.reliability()).isNotEmpty();
    assertThat(explanations.reliability()).allMatch(verdict -> verdict.checks().isEmpty());
    assertThat(explanations.preferred()).isEmpty();
    assertThat(explanations.figures()).isNotEmpty();
  }
}
