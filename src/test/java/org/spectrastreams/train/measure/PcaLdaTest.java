package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.spectrastreams.train.data.PreparedSpectra;

class PcaLdaTest {
  /** Both sides compute in double precision. */
  private static final double TOLERANCE = 1e-6;

  /** Written by src/test/python/pca_lda_golden.py. */
  private static JsonNode golden() throws IOException {
    try (InputStream in = PcaLdaTest.class.getResourceAsStream("/golden/pca-lda.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  @Test
  void shouldAgreeWithScikitLearn() throws IOException {
    JsonNode golden = golden();
    int points = golden.get("points").asInt();
    int classes = golden.get("classes").asInt();
    assertThat(golden.get("cases")).hasSize(6);
    for (JsonNode expected : golden.get("cases")) {
      String name = expected.get("name").asText();
      PreparedSpectra train =
          new PreparedSpectra(
              points, classes, floats(expected.get("train")), ints(expected.get("labels")));
      float[] test = floats(expected.get("test"));
      int components = expected.get("components").asInt();

      PcaLda classifier = new PcaLda.Axes(train, 10).classifier(components);

      int[] predicted =
          classifier.predict(
              new PreparedSpectra(points, classes, test, new int[test.length / points]));
      assertThat(predicted).as(name).isEqualTo(ints(expected.get("predicted")));
      for (int row = 0; row < predicted.length; row++) {
        double[] discriminants = classifier.discriminants(test, row * points);
        for (int c = 1; c < classes; c++) {
          double wanted = expected.get("aboveFirstClass").get(row * classes + c).asDouble();
          assertThat(discriminants[c] - discriminants[0])
              .as(name + ", row " + row + ", class " + c)
              .isEqualTo(wanted, within(TOLERANCE * Math.max(1, Math.abs(wanted))));
        }
      }
    }
  }

  @Test
  void shouldRefuseMoreComponentsThanTheDataSupport() {
    float[] values = {1, 0, 0, 1, 0, 0, 2, 1, 0, 2, 1, 0, 3, 1, 0, 3, 0, 0};
    PreparedSpectra flat = new PreparedSpectra(3, 2, values, new int[] {0, 0, 0, 1, 1, 1});
    PcaLda.Axes axes = new PcaLda.Axes(flat, 10);

    assertThat(axes.available()).isEqualTo(2);
    assertThatThrownBy(() -> axes.classifier(3))
        .hasMessageContaining("3 components from 6 spectra of 2 classes; expected 1 to 2");
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static int[] ints(JsonNode array) {
    int[] values = new int[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asInt();
    }
    return values;
  }
}
