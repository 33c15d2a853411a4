package org.spectrastreams.stream.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.wire.proto.Wire;

class ModelRequestTest {
  private static final long NOW = 1_000;

  private final ModelsState state = new ModelsState();

  private static ModelRequest.Version version(String number) {
    return new ModelRequest.Version(new ModelId("tissue", number), Optional.empty());
  }

  private static Wire.ModelVersion wire(String number) {
    return version(number).toWire();
  }

  /** An instance says what it uses. */
  private void said(String instance, String number, long change) {
    state.take(
        ModelsState.key(instance, "p"),
        Wire.InstanceModels.newBuilder()
            .setInstance(instance)
            .setPipeline("p")
            .setActive(wire(number))
            .setAnswersChangeMs(change)
            .build()
            .toByteArray());
  }

  private Wire.PipelineModels ask(ModelRequest request) throws RefusedChangeException {
    Wire.PipelineModels change = request.on("p", state, NOW, "test");
    state.take(ModelsState.key("p"), change.toByteArray());
    return change;
  }

  @Test
  void shouldRememberWhatInstancesUsedWhenTheFirstVersionIsChosen() throws Exception {
    said("one", "1.0.0", 0);
    Wire.PipelineModels change = ask(new ModelRequest.Use(version("1.1.0")));
    assertThat(change.getActive()).isEqualTo(wire("1.1.0"));
    assertThat(change.getPrevious()).isEqualTo(wire("1.0.0"));
    assertThat(change.getChangedBy()).isEqualTo("test");
  }

  @Test
  void shouldReturnToTheVersionBeforeAndEndCanaryAndShadow() throws Exception {
    said("one", "1.0.0", 0);
    ask(new ModelRequest.Use(version("1.1.0")));
    ask(new ModelRequest.Canary(version("1.2.0"), 0.25));
    ask(new ModelRequest.Shadow(Optional.of(version("1.3.0"))));
    Wire.PipelineModels back = ask(new ModelRequest.Rollback());
    assertThat(back.getActive()).isEqualTo(wire("1.0.0"));
    assertThat(back.getPrevious()).isEqualTo(wire("1.1.0"));
    assertThat(back.hasCanary() || back.hasShadow()).isFalse();
    assertThat(back.getCanaryShare()).isZero();
  }

  @Test
  void shouldEndTheCanaryThatIsPutIntoUse() throws Exception {
    said("one", "1.0.0", 0);
    ask(new ModelRequest.Canary(version("1.1.0"), 0.25));
    Wire.PipelineModels change = ask(new ModelRequest.Use(version("1.1.0")));
    assertThat(change.hasCanary()).isFalse();
    assertThat(change.getPrevious()).isEqualTo(wire("1.0.0"));
  }

  @Test
  void shouldNumberChangesUpwardsWhateverTheClockSays() throws Exception {
    said("one", "1.0.0", 0);
    long first = ask(new ModelRequest.Use(version("1.1.0"))).getChangedAtMs();
    long second = ask(new ModelRequest.Use(version("1.2.0"))).getChangedAtMs();
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void shouldNotRememberAVersionThatEveryInstanceRefused() throws Exception {
    said("one", "1.0.0", 0);
    Wire.PipelineModels refused = ask(new ModelRequest.Use(version("1.1.0")));
    said("one", "1.0.0", refused.getChangedAtMs());
    Wire.PipelineModels change = ask(new ModelRequest.Use(version("1.2.0")));
    assertThat(change.getPrevious()).isEqualTo(wire("1.0.0"));
  }

  @Test
  void shouldRefuseWhatCannotBeAskedFor() {
    assertThatThrownBy(() -> ask(new ModelRequest.Use(version("1.0.0"))))
        .isInstanceOf(RefusedChangeException.class)
        .hasMessageContaining("no instance uses a model for a pipeline \"p\"");
    said("one", "1.0.0", 0);
    assertThatThrownBy(() -> ask(new ModelRequest.Rollback()))
        .isInstanceOf(RefusedChangeException.class)
        .hasMessageContaining("nothing to return to");
    assertThatThrownBy(() -> new ModelRequest.Canary(version("1.0.0"), 1))
        .hasMessageContaining("share 1.0");
  }

  @Test
  void shouldTellWhoAnsweredAChangeAndWhoDidNot() throws Exception {
    said("one", "1.0.0", 0);
    said("two", "1.0.0", 0);
    Wire.PipelineModels change = ask(new ModelRequest.Use(version("1.1.0")));
    said("one", "1.1.0", change.getChangedAtMs());
    assertThat(state.answersTo(change).get("one").orElseThrow().getActive())
        .isEqualTo(wire("1.1.0"));
    assertThat(state.answersTo(change).get("two")).isEmpty();
    state.take(ModelsState.key("two", "p"), null);
    assertThat(state.answersTo(change)).containsOnlyKeys("one");
  }

  @Test
  void shouldPassOverRecordsThatAreNone() {
    assertThat(state.take("pipeline/p", new byte[] {1, 2, 3})).isEmpty();
    assertThat(state.take(null, new byte[0])).isEmpty();
    assertThat(state.take("pipeline/other", Wire.PipelineModels.getDefaultInstance().toByteArray()))
        .isEmpty();
    assertThat(state.pipelines()).isEmpty();
  }
}
