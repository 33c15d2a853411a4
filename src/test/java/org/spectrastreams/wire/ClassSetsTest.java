package org.spectrastreams.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.wire.json.ResultJson;
import org.spectrastreams.wire.proto.Wire;

/** Sets of classes in a result's message and its JSON. */
class ClassSetsTest {
  @Test
  void shouldSayTheClassesOfASpectrumsSetAndTheirLevel() throws Exception {
    ResultView result = ResultView.of(block(new byte[] {1, 0, 1, 0, 0, 0, 0, 0, 0}));

    assertThat(result.hasClassSets()).isTrue();
    assertThat(result.isInClassSet(0, 2)).isTrue();
    JsonNode set = ResultJson.of(result, 0, false).get("classSet");
    assertThat(set.get("level").floatValue()).isEqualTo(0.9f);
    assertThat(set.get("classes")).hasToString("[\"a\",\"c\"]");
    assertThat(ResultJson.of(result, 1, false).at("/classSet/classes")).isEmpty();
    assertThat(ResultJson.of(result, 2, false).get("classSet").isNull())
        .as("without a class there is no set")
        .isTrue();
  }

  @Test
  void shouldSayNothingOfSetsThatAModelDoesNotGive() throws Exception {
    ResultView result = ResultView.of(block(new byte[0]));

    assertThat(result.hasClassSets()).isFalse();
    assertThat(result.isInClassSet(0, 0)).isFalse();
    assertThat(ResultJson.of(result, 0, false).get("classSet").isNull()).isTrue();
  }

  @Test
  void shouldRejectSetsOfAnotherNumberOfClasses() {
    assertThatThrownBy(() -> ResultView.of(block(new byte[] {1, 0})))
        .hasMessageContaining("class_sets");
  }

  /** Three spectra of three classes, the last one without a class. */
  private static Wire.ResultBlock block(byte[] sets) {
    return Wire.ResultBlock.newBuilder()
        .setPipeline("p")
        .addAllX(List.of(0, 1, 2))
        .addAllY(List.of(0, 0, 0))
        .addAllClassNames(List.of("a", "b", "c"))
        .setMembers(1)
        .setPredictedClass(ByteString.copyFrom(new byte[] {0, 1, (byte) 255}))
        .setVoteFractions(Packed.floats(new float[9], 9))
        .setMeanProbabilities(Packed.floats(new float[9], 9))
        .setQuality(Packed.shorts(new short[3]))
        .setClassSetsLevel(sets.length == 0 ? 0 : 0.9f)
        .setClassSets(ByteString.copyFrom(sets))
        .build();
  }
}
