package org.spectrastreams.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnnxGraphTest {
  /** The dense layer of a network of planes has 23 MB, and every map of it reads them again. */
  @Test
  void shouldHoldALargeConstantOnceAndTellOneOfAnotherShapeApart() {
    OnnxGraph graph = new OnnxGraph("test");
    int values = OnnxGraph.SHARED_BYTES / Float.BYTES;
    String one = graph.floats(new float[values], values);
    assertThat(graph.floats(new float[values], values)).isEqualTo(one);
    assertThat(graph.floats(new float[values], 2, values / 2)).isNotEqualTo(one);
    float[] other = new float[values];
    other[7] = 1;
    assertThat(graph.floats(other, values)).isNotEqualTo(one);
  }
}
