package org.spectrastreams.stream.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.stream.pipeline.ExplanationPolicy;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.PipelineDefinition;
import org.spectrastreams.wire.proto.Wire;

class PipelineRequestTest {
  private static final long NOW = 1_000;

  private final ModelsState state = new ModelsState();

  private static Optional<ModelRequest.Version> version(String number) {
    return Optional.of(
        new ModelRequest.Version(new ModelId("tissue", number), Optional.of("d".repeat(64))));
  }

  private static ObjectNode fields(String json) {
    try {
      return (ObjectNode) new JsonMapper().readTree(json.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private Wire.PipelineModels ask(ModelRequest request) throws RefusedChangeException {
    Wire.PipelineModels change = request.on("p", state, NOW, "test");
    state.take(ModelsState.key("p"), change.toByteArray());
    return change;
  }

  /** An instance says what it has of the pipeline. */
  private void said(long change, long defined, String definition, String model) {
    said("one", change, defined, definition, model);
  }

  private void said(String instance, long change, long defined, String definition, String model) {
    state.take(
        ModelsState.key(instance, "p"),
        Wire.InstanceModels.newBuilder()
            .setInstance(instance)
            .setPipeline("p")
            .setAbsent(definition.isEmpty())
            .setDefinition(definition)
            .setDefinedAtMs(defined)
            .setActive(Wire.ModelVersion.newBuilder().setModel(model).setDigest("d".repeat(64)))
            .setAnswersChangeMs(change)
            .build()
            .toByteArray());
  }

  private void saidAsAsked(Wire.PipelineModels asked) {
    said(
        asked.getChangedAtMs(),
        asked.getDefinedAtMs(),
        asked.getDefinition(),
        asked.getActive().getModel());
  }

  private static Pipeline defined(Wire.PipelineModels asked) {
    return PipelineDefinition.ofJson(asked.getDefinition());
  }

  @Test
  void shouldDefineAPipelineWithAnExactVersionOfItsModel() throws Exception {
    Wire.PipelineModels added =
        ask(new PipelineRequest.Add(fields("{'title': 'P', 'name': 'q'}"), version("1.0.0")));
    assertThat(defined(added).name()).isEqualTo("p");
    assertThat(defined(added).model()).contains("tissue@1.0.0");
    assertThat(added.getActive().getDigest()).hasSize(64);
    assertThat(added.getDefinedAtMs()).isEqualTo(added.getChangedAtMs());
    assertThat(added.hasBefore()).isFalse();
    saidAsAsked(added);
    assertThatThrownBy(() -> ask(new PipelineRequest.Add(fields("{}"), Optional.empty())))
        .isInstanceOf(RefusedChangeException.class)
        .hasMessageContaining("there is a pipeline p already");
  }

  @Test
  void shouldChangeWhatIsGivenAndKeepTheRest() throws Exception {
    said(0, 0, "{\"name\":\"p\",\"title\":\"P\",\"model\":\"tissue\"}", "tissue@1.0.0");
    Wire.PipelineModels first = ask(new ModelRequest.Use(version("1.1.0").orElseThrow()));
    String file = "{\"name\":\"p\",\"title\":\"P\",\"model\":\"tissue\"}";
    said(first.getChangedAtMs(), 0, file, "tissue@1.1.0");
    Wire.PipelineModels changed =
        ask(new PipelineRequest.Change(fields("{'imageTimeoutSeconds': 5}"), Optional.empty()));
    assertThat(defined(changed).title()).isEqualTo("P");
    assertThat(defined(changed).imageTimeoutSeconds()).contains(5);
    assertThat(defined(changed).model()).as("what is in use").contains("tissue@1.1.0");
    assertThat(changed.getPrevious().getModel()).isEqualTo("tissue@1.0.0");
    assertThat(changed.getBefore().getActive().getModel()).isEqualTo("tissue@1.1.0");
    saidAsAsked(changed);

    Wire.PipelineModels another =
        ask(new PipelineRequest.Change(fields("{'imageTimeoutSeconds': null}"), version("2.0.0")));
    assertThat(defined(another).imageTimeoutSeconds()).isEmpty();
    assertThat(another.hasPrevious()).as("it answers another question").isFalse();
    assertThat(another.getBefore().getDefinition()).isEqualTo(changed.getDefinition());
    assertThat(another.getBefore().hasBefore()).isFalse();
    saidAsAsked(another);

    Wire.PipelineModels used = ask(new ModelRequest.Use(version("2.1.0").orElseThrow()));
    assertThat(used.getDefinition()).isEqualTo(another.getDefinition());
    assertThat(used.getDefinedAtMs()).isEqualTo(another.getChangedAtMs());
  }

  @Test
  void shouldGoOnFromWhatWasBeforeWhereEveryInstanceRefusedADefinition() throws Exception {
    Wire.PipelineModels added = ask(new PipelineRequest.Add(fields("{}"), version("1.0.0")));
    saidAsAsked(added);
    Wire.PipelineModels refused =
        ask(new PipelineRequest.Change(fields("{'title': 'Bad'}"), version("9.0.0")));
    said(refused.getChangedAtMs(), added.getDefinedAtMs(), added.getDefinition(), "tissue@1.0.0");
    Wire.PipelineModels next =
        ask(new PipelineRequest.Change(fields("{'title': 'Good'}"), Optional.empty()));
    assertThat(next.getActive().getModel()).isEqualTo("tissue@1.0.0");
    assertThat(next.getBefore().getDefinition()).isEqualTo(added.getDefinition());
  }

  @Test
  void shouldAddAgainWhatEveryInstanceRefusedOrWhatWasRemoved() throws Exception {
    Wire.PipelineModels refused = ask(new PipelineRequest.Add(fields("{}"), version("9.0.0")));
    said(refused.getChangedAtMs(), 0, "", "");
    saidAsAsked(ask(new PipelineRequest.Add(fields("{}"), version("1.0.0"))));
    Wire.PipelineModels removed = ask(new PipelineRequest.Remove());
    assertThat(removed.getRemoved()).isTrue();
    for (ModelRequest request :
        new ModelRequest[] {
          new PipelineRequest.Remove(),
          new PipelineRequest.Change(fields("{}"), Optional.empty()),
          new ModelRequest.Use(version("1.0.0").orElseThrow())
        }) {
      assertThatThrownBy(() -> ask(request))
          .isInstanceOf(RefusedChangeException.class)
          .hasMessageContaining("pipeline p was removed at 1970-01-01T00:00:01.002Z by test");
    }
    Wire.PipelineModels again = ask(new PipelineRequest.Add(fields("{}"), Optional.empty()));
    assertThat(again.getChangedAtMs()).isGreaterThan(removed.getChangedAtMs());
    assertThat(again.hasActive()).as("a survey").isFalse();
  }

  @Test
  void shouldGoBackToNoDefinitionThatWasNeverInForce() throws Exception {
    Wire.PipelineModels added = ask(new PipelineRequest.Add(fields("{}"), version("1.0.0")));
    saidAsAsked(added);
    Wire.PipelineModels silent =
        ask(new PipelineRequest.Change(fields("{'title': 'Silent'}"), Optional.empty()));
    assertThat(silent.getBefore().getDefinition()).isEqualTo(added.getDefinition());
    assertThatThrownBy(
            () -> ask(new PipelineRequest.Change(fields("{'title': 'T'}"), Optional.empty())))
        .isInstanceOf(RefusedChangeException.class)
        .hasMessageContaining("in use nowhere and not answered by [one] yet");
    Wire.PipelineModels later =
        new PipelineRequest.Change(fields("{'title': 'Later'}"), Optional.empty())
            .on("p", state, silent.getChangedAtMs() + Answers.WAIT_MILLIS, "test");
    assertThat(later.getBefore().getDefinition())
        .as("the last that an instance had")
        .isEqualTo(added.getDefinition());
    assertThat(later.getBefore().hasBefore()).isFalse();
  }

  @Test
  void shouldNotCallRefusedWhatSomeHaveNotAnswered() throws Exception {
    Wire.PipelineModels added = ask(new PipelineRequest.Add(fields("{}"), version("1.0.0")));
    for (String instance : new String[] {"one", "two"}) {
      said(
          instance,
          added.getChangedAtMs(),
          added.getDefinedAtMs(),
          added.getDefinition(),
          "tissue@1.0.0");
    }
    Wire.PipelineModels change =
        ask(new PipelineRequest.Change(fields("{'title': 'New'}"), version("1.1.0")));
    said(change.getChangedAtMs(), added.getDefinedAtMs(), added.getDefinition(), "tissue@1.0.0");
    for (ModelRequest next :
        new ModelRequest[] {
          new PipelineRequest.Change(fields("{'title': 'Next'}"), Optional.empty()),
          new ModelRequest.Use(version("1.2.0").orElseThrow())
        }) {
      assertThatThrownBy(() -> ask(next))
          .isInstanceOf(RefusedChangeException.class)
          .hasMessageContaining("not answered by [two] yet");
    }
    said(
        "two",
        change.getChangedAtMs(),
        change.getDefinedAtMs(),
        change.getDefinition(),
        "tissue@1.1.0");
    Wire.PipelineModels next =
        ask(new PipelineRequest.Change(fields("{'imageTimeoutSeconds': 5}"), Optional.empty()));
    assertThat(defined(next).title()).as("one instance took it").isEqualTo("New");
    assertThat(next.getBefore().getDefinition()).isEqualTo(change.getDefinition());
  }

  @Test
  void shouldBringBackWhatWasRemovedAsItWas() throws Exception {
    Wire.PipelineModels added = ask(new PipelineRequest.Add(fields("{}"), version("1.0.0")));
    saidAsAsked(added);
    assertThatThrownBy(() -> ask(new PipelineRequest.Restore()))
        .isInstanceOf(RefusedChangeException.class)
        .hasMessageContaining("was not removed");
    Wire.PipelineModels removed = ask(new PipelineRequest.Remove());
    said(removed.getChangedAtMs(), 0, "", "");
    Wire.PipelineModels back = ask(new PipelineRequest.Restore());
    assertThat(back)
        .isEqualTo(added.toBuilder().setChangedAtMs(removed.getChangedAtMs() + 1).build());
    assertThatThrownBy(() -> ask(new PipelineRequest.Restore()))
        .hasMessageContaining("not removed");
  }

  @Test
  void shouldBringBackAPipelineOfTheFilesWithTheVersionItUsed() throws Exception {
    said(0, 0, "{\"name\":\"p\",\"model\":\"tissue\"}", "tissue@1.0.0");
    ask(new PipelineRequest.Remove());
    Wire.PipelineModels back = ask(new PipelineRequest.Restore());
    assertThat(back.getRemoved()).isFalse();
    assertThat(back.getDefinition()).isEmpty();
    assertThat(back.getActive().getModel()).isEqualTo("tissue@1.0.0");
  }

  @Test
  void shouldLeaveThePipelineToTheConfigurationAgain() throws Exception {
    assertThatThrownBy(() -> ask(new PipelineRequest.Reset()))
        .hasMessageContaining("the configuration decides");
    ask(new PipelineRequest.Add(fields("{}"), Optional.empty()));
    Wire.PipelineModels reset = ask(new PipelineRequest.Reset());
    assertThat(ModelsState.isLeftToConfiguration(reset)).isTrue();
    said(reset.getChangedAtMs(), 0, "", "");
    assertThat(state.defined("p")).isEmpty();
    assertThat(state.isServed("p")).isFalse();
  }

  @Test
  void shouldRefuseADefinitionThatIsNone() {
    assertThatThrownBy(() -> ask(new PipelineRequest.Add(fields("{'x': 1}"), Optional.empty())))
        .isInstanceOf(RefusedChangeException.class)
        .hasMessageContaining("no pipeline")
        .hasMessageContaining("x");
    assertThatThrownBy(
            () -> ask(new PipelineRequest.Add(fields("{'model': 'm'}"), Optional.empty())))
        .hasMessageContaining("no version of it was given");
  }

  @Test
  void shouldKeepTheVersionInUseAndWhatIsBesideItWhereTheModelIsNoOther() throws Exception {
    saidAsAsked(ask(new PipelineRequest.Add(fields("{}"), version("1.0.0"))));
    saidAsAsked(ask(new ModelRequest.Use(version("1.1.0").orElseThrow())));
    saidAsAsked(ask(new ModelRequest.Shadow(version("1.2.0"))));
    for (PipelineRequest same :
        new PipelineRequest[] {
          new PipelineRequest.Change(fields("{'model': 'tissue', 'title': 'A'}"), Optional.empty()),
          new PipelineRequest.Change(fields("{'title': 'B'}"), version("1.1.0"))
        }) {
      Wire.PipelineModels changed = ask(same);
      assertThat(changed.getActive().getModel()).isEqualTo("tissue@1.1.0");
      assertThat(changed.getPrevious().getModel()).isEqualTo("tissue@1.0.0");
      assertThat(changed.getShadow().getModel()).isEqualTo("tissue@1.2.0");
      saidAsAsked(changed);
    }
    PipelineRequest other =
        new PipelineRequest.Change(fields("{'model': 'tis'}"), Optional.empty());
    assertThatThrownBy(() -> ask(other))
        .hasMessageContaining("names the model tis, and no version of it was given");
  }

  @Test
  void shouldChangeOneValueOfASectionAndKeepTheOthers() throws Exception {
    String given = "{'explanations': {'context': false, 'limeMap': 'compact'}}";
    saidAsAsked(ask(new PipelineRequest.Add(fields(given), version("1.0.0"))));
    Wire.PipelineModels changed =
        ask(
            new PipelineRequest.Change(
                fields("{'explanations': {'limeBands': 3}}"), Optional.empty()));
    assertThat(defined(changed).explanations().contexts()).isFalse();
    assertThat(defined(changed).explanations().limeMap())
        .isEqualTo(ExplanationPolicy.LimeMap.COMPACT);
    assertThat(defined(changed).explanations().limeBands()).isEqualTo(3);
  }

  @Test
  void shouldSayInOneLineWhatIsWrongWithADefinitionAndWhere() {
    PipelineRequest unknown = new PipelineRequest.Add(fields("{'nmae': 'x'}"), Optional.empty());
    assertThatThrownBy(() -> ask(unknown))
        .hasMessageContaining("unknown field 'nmae'; expected some of [")
        .hasMessageNotContaining("\n");
    PipelineRequest wrong =
        new PipelineRequest.Add(fields("{'imageTimeoutSeconds': 'soon'}"), Optional.empty());
    assertThatThrownBy(() -> ask(wrong))
        .hasMessageContaining("field imageTimeoutSeconds: ")
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("at [Source");
  }
}
