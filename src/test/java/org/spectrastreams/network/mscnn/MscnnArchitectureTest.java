package org.spectrastreams.network.mscnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.SpectralAxis;

class MscnnArchitectureTest {
  @Test
  void shouldHaveThePublishedLengthsAndParametersAt801Points() {
    MscnnArchitecture shape = MscnnArchitecture.of(RandomModels.TISSUE_AXIS, 4);
    assertThat(shape.headKernels()).containsExactly(8, 25, 50);
    assertThat(shape.headStrides()).containsExactly(4, 12, 25);
    assertThat(IntStream.range(0, 3).map(shape::headLength)).containsExactly(199, 65, 31);
    assertThat(shape.channelLength()).isEqualTo(295);
    assertThat(shape.multiScaleLength()).isEqualTo(3161);
    assertThat(IntStream.range(0, 4).map(shape::trunkLength)).containsExactly(450, 111, 26, 25);
    assertThat(shape.flattened()).isEqualTo(1600);
    assertThat(shape.trainableParameters()).isEqualTo(63_202);
  }

  @Test
  void shouldCountAsManyParametersAsTheWeightsHold() {
    MscnnArchitecture shape = MscnnArchitecture.of(SpectralAxis.uniform(600, 3.9, 300), 3);
    MscnnWeights weights = RandomModels.member(shape, 1);
    long held = (long) weights.rawNorm().gamma().length + weights.rawNorm().beta().length;
    for (List<MscnnWeights.Block> blocks :
        List.of(weights.heads(), weights.trunk(), weights.dense())) {
      for (MscnnWeights.Block block : blocks) {
        held += block.linear().weights().length + block.linear().bias().length;
        held += block.norm().gamma().length + block.norm().beta().length;
      }
    }
    for (MscnnWeights.Linear layer : List.of(weights.a(), weights.b(), weights.c(), weights.x())) {
      held += layer.weights().length + layer.bias().length;
    }
    assertThat(shape.trainableParameters()).isEqualTo(held);
  }

  @Property(seed = "1", tries = 100)
  void shouldKeepTheHeadsWidthInWavenumbersAtAnySpacing(
      @ForAll @IntRange(min = 300, max = 2000) int points,
      @ForAll @DoubleRange(min = 0.5, max = 8) double spacing) {
    MscnnArchitecture shape = MscnnArchitecture.of(SpectralAxis.uniform(400, spacing, points), 3);
    for (int head = 0; head < 3; head++) {
      double wanted = List.of(8, 25, 50).get(head);
      int kernel = shape.headKernels().get(head);
      assertThat(Math.abs(kernel * spacing - wanted)).isLessThanOrEqualTo(spacing / 2 + 1e-9);
      assertThat((shape.headLength(head) - 1) * shape.headStrides().get(head) + kernel)
          .isLessThanOrEqualTo(points);
    }
  }

  @Test
  void shouldSayWhatIsWrongWithShapesThatCannotWork() {
    assertThatThrownBy(() -> MscnnArchitecture.of(SpectralAxis.uniform(400, 8, 20), 3))
        .hasMessageContaining("too short");
    assertThatThrownBy(() -> MscnnArchitecture.of(RandomModels.TISSUE_AXIS, 1))
        .hasMessageContaining("expected 2 to");
    assertThatThrownBy(() -> new MscnnArchitecture(801, 4, List.of(8, 25), List.of(4, 12, 25)))
        .hasMessageContaining("expected 3 of each");
    assertThatThrownBy(() -> new MscnnArchitecture(801, 4, List.of(8, 25, 802), List.of(4, 12, 25)))
        .hasMessageContaining("802 points wide");
  }

  @Test
  void shouldRefuseWeightsOfAnotherShapeOrDivergedOnes() {
    MscnnArchitecture shape = MscnnArchitecture.of(RandomModels.TISSUE_AXIS, 4);
    MscnnArchitecture other = MscnnArchitecture.of(RandomModels.TISSUE_AXIS, 3);
    MscnnWeights weights = RandomModels.member(other, 1);
    assertThatThrownBy(() -> weights.requireFits(shape))
        .hasMessageContaining("layer a is 3 × 16 × 1; expected 4 × 16 × 1");
    weights.trunk().get(2).linear().weights()[5] = Float.NaN;
    assertThatThrownBy(() -> weights.requireFits(other))
        .hasMessageContaining("convolution 2 holds NaN");
  }
}
