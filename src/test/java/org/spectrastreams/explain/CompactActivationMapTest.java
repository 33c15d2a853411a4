package org.spectrastreams.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CompactActivationMapTest {
  private final float[] scale = new float[1];
  private final float[] offset = new float[1];

  @Property(seed = "1", tries = 500)
  void shouldGiveEveryValueBackWithinHalfAStep(
      @ForAll @Size(min = 1, max = 40) List<@FloatRange(min = -1e30f, max = 1e30f) Float> values) {
    float[] map = new float[values.size()];
    for (int i = 0; i < map.length; i++) {
      map[i] = values.get(i);
    }
    byte[] bytes = new byte[map.length + 1];
    CompactActivationMap.compact(map, 0, map.length, bytes, 1, scale, offset, 0);
    float range = 0;
    for (float value : map) {
      range = Math.max(range, Math.abs(value));
    }
    for (int i = 0; i < map.length; i++) {
      float back = offset[0] + scale[0] * (bytes[i + 1] & 0xff);
      // half a step, and the rounding of two float operations
      assertThat(back)
          .isBetween(
              map[i] - 0.51f * scale[0] - 1e-6f * range, map[i] + 0.51f * scale[0] + 1e-6f * range);
    }
  }

  @Test
  void shouldSpreadTheMapOverAllBytes() {
    byte[] bytes = new byte[3];
    CompactActivationMap.compact(new float[] {9, -1, 0, 1}, 1, 3, bytes, 0, scale, offset, 0);
    assertThat(bytes).containsExactly(0, 128, 255);
    assertThat(offset[0]).isEqualTo(-1);
  }

  @Test
  void shouldKeepAConstantMapExactly() {
    byte[] bytes = {7, 7};
    CompactActivationMap.compact(new float[] {3.5f, 3.5f}, 0, 2, bytes, 0, scale, offset, 0);
    assertThat(bytes).containsExactly(0, 0);
    assertThat(scale[0]).isZero();
    assertThat(offset[0]).isEqualTo(3.5f);
  }

  @Test
  void shouldSayThatAMapWithNaNHasNoMeaning() {
    byte[] bytes = {7, 7};
    CompactActivationMap.compact(
        new float[] {3.5f, Float.NEGATIVE_INFINITY}, 0, 2, bytes, 0, scale, offset, 0);
    assertThat(bytes).containsExactly(0, 0);
    assertThat(offset[0]).isNaN();
  }
}
