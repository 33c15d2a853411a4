package org.spectrastreams.stream.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.proto.Wire;

class AnswersTest {
  private static final Wire.ModelVersion MODEL =
      Wire.ModelVersion.newBuilder().setModel("tissue@1.0.0").build();
  private static final Wire.PipelineModels DEFINED =
      Wire.PipelineModels.newBuilder()
          .setPipeline("p")
          .setActive(MODEL)
          .setDefinition("{\"name\":\"p\",\"model\":\"tissue@1.0.0\"}")
          .setDefinedAtMs(5)
          .setChangedAtMs(5)
          .build();

  private final SaidOnTopic topic = new SaidOnTopic();
  private final ModelsState state = topic.state();

  private static Wire.InstanceModels.Builder said() {
    return Wire.InstanceModels.newBuilder().setInstance("one").setPipeline("p").setActive(MODEL);
  }

  private static Wire.InstanceModels.Builder saidAsDefined() {
    return said().setDefinedAtMs(5).setDefinition(DEFINED.getDefinition()).setAnswersChangeMs(5);
  }

  @Test
  void shouldCallDoneOnlyWhatIsInUseToTheDefinition() {
    assertThat(Answers.isDone(DEFINED, saidAsDefined().build())).isTrue();
    assertThat(
            Answers.isDone(
                DEFINED,
                saidAsDefined()
                    .setDefinition("{\"model\":\"tissue@1.0.0\", \"name\": \"p\"}")
                    .build()))
        .as("the same, written otherwise")
        .isTrue();
    assertThat(Answers.isDone(DEFINED, saidAsDefined().setRefused("why").build())).isFalse();
    assertThat(Answers.isDone(DEFINED, said().setAnswersChangeMs(5).build()))
        .as("an instance that knows no definitions")
        .isFalse();
    assertThat(
            Answers.isDone(
                DEFINED,
                saidAsDefined().setDefinition("{\"name\":\"p\",\"title\":\"Other\"}").build()))
        .as("another definition of the same moment")
        .isFalse();
    Wire.PipelineModels removed = DEFINED.toBuilder().clear().setRemoved(true).build();
    assertThat(Answers.isDone(removed, said().build())).isFalse();
    assertThat(Answers.isDone(removed, said().setAbsent(true).build())).isTrue();
    Wire.PipelineModels reset = Wire.PipelineModels.getDefaultInstance();
    assertThat(Answers.isDone(reset, said().setAbsent(true).build())).isTrue();
    assertThat(Answers.isDone(reset, said().build())).isTrue();
    assertThat(Answers.isDone(reset, saidAsDefined().build())).isFalse();
  }

  @Test
  void shouldForgetAResetPipelineOnceEveryInstanceSaysThatNoFileHasIt() {
    Wire.PipelineModels reset =
        Wire.PipelineModels.newBuilder().setPipeline("p").setChangedAtMs(6).build();
    topic.wanted(reset);
    assertThat(Answers.keysToForget(state, "")).as("nobody says so").isEmpty();
    topic.answered(said().setAbsent(true).setAnswersChangeMs(6).build());
    topic.answered(said().setInstance("two").setAnswersChangeMs(6).build());
    assertThat(Answers.keysToForget(state, "")).as("a file has it").isEmpty();
    topic.answered(said().setInstance("two").setAbsent(true).setAnswersChangeMs(5).build());
    assertThat(Answers.keysToForget(state, "")).as("an answer from before").isEmpty();
    topic.answered(said().setInstance("two").setAbsent(true).setAnswersChangeMs(6).build());
    assertThat(Answers.keysToForget(state, "p")).as("it is spoken of again").isEmpty();
    assertThat(Answers.keysToForget(state, "q"))
        .containsExactly("instance/one/p", "instance/two/p", "pipeline/p");
    Answers.keysToForget(state, "q").forEach(key -> state.take(key, null));
    assertThat(state.pipelines()).isEmpty();
  }

  @Test
  void shouldKnowWhatAnInstanceSaidInAnEarlierLife() {
    topic.answered(said().build());
    topic.answered(said().setPipeline("q").build());
    topic.answered(said().setInstance("two").build());
    topic.answered(said().setInstance("one/p").setPipeline("r").build());
    assertThat(state.keysOf("one")).containsExactly("instance/one/p", "instance/one/q");
  }

  @Test
  void shouldTakeNewsOfWhatIsKnownThoughThereIsNoRoomForMoreNames() {
    StateRoom room = new StateRoom();
    for (int i = 0; i < StateRoom.MOST_KEYS; i++) {
      assertThat(room.take("k" + i, 10)).isTrue();
    }
    assertThat(room.take("more", 10)).isFalse();
    assertThat(room.take("k7", 20)).isTrue();
    room.leave("k8");
    assertThat(room.take("more", 10)).isTrue();
  }

  @Test
  void shouldPassOverRecordsThatWouldFillTheMemory() {
    StateRoom room = new StateRoom();
    assertThat(room.take("long", StateRoom.MOST_BYTES)).isFalse();
    int fits = (int) (StateRoom.MOST_IN_ALL / StateRoom.MOST_BYTES);
    for (int i = 0; i < fits; i++) {
      assertThat(room.take("k%03d".formatted(i), StateRoom.MOST_BYTES - 4)).isTrue();
    }
    assertThat(room.take("full", 1)).isFalse();
    assertThat(room.take("k000", 1)).isTrue();
    assertThat(room.take("full", 1)).isTrue();
  }
}
