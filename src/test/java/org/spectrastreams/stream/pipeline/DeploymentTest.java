package org.spectrastreams.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeploymentTest {
  /** A version of a survey, which needs no model. */
  private static LoadedPipeline version(String pipeline) {
    return new LoadedPipeline(
        new Pipeline(
            pipeline,
            pipeline,
            Optional.empty(),
            Set.of(),
            Pipeline.ActivationMapPolicy.NONE,
            ExplanationPolicy.OFF,
            Optional.empty(),
            Optional.empty(),
            List.of()),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void shouldRememberWhatWasActiveForARollBack() {
    LoadedPipeline first = version("a");
    LoadedPipeline second = version("a");
    Deployment before = Deployment.of(List.of(first, version("b")));
    Deployment after = before.withPipeline(before.find("a").orElseThrow().activate(second));
    assertThat(before.active("a")).containsSame(first);
    assertThat(after.active("a")).containsSame(second);
    assertThat(after.find("a").orElseThrow().previous()).containsSame(first);
    assertThat(after.active("b")).isEqualTo(before.active("b"));
    assertThat(after.names()).containsExactly("a", "b");
  }

  @Test
  void shouldTryOutAVersionBesideTheActiveOne() {
    LoadedPipeline candidate = version("a");
    Deployment.Versions tried = Deployment.Versions.of(version("a")).tryOut(candidate);
    assertThat(tried.shadow()).containsSame(candidate);
    assertThat(tried.activate(candidate).shadow()).isEmpty();
  }

  @Test
  void shouldRefuseVersionsOfAnotherPipeline() {
    assertThatThrownBy(() -> Deployment.Versions.of(version("a")).tryOut(version("z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shadow");
    assertThatThrownBy(() -> Deployment.of(List.of(version("a"), version("a"))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
