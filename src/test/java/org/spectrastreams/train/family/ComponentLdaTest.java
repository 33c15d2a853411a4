package org.spectrastreams.train.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ComponentLdaTest {
  /** Both sides compute in double precision. */
  private static final double TOLERANCE = 1e-6;

  @Test
  void shouldAgreeWithScikitLearn() throws IOException {
    try (InputStream in = getClass().getResourceAsStream("/golden/pca-lda.json")) {
      JsonNode golden = new ObjectMapper().readTree(in);
      int points = golden.get("points").asInt();
      int classes = golden.get("classes").asInt();
      int compared = 0;
      for (JsonNode expected : golden.get("cases")) {
        ComponentLda family = new ComponentLda();
        int setting = family.settings().indexOf(expected.get("components").asInt() + " components");
        if (setting < 0) {
          continue;
        }
        int[] labels =
            StreamSupport.stream(expected.get("labels").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
        double[][] train = rows(expected.get("train"), points);
        double[][] test = rows(expected.get("test"), points);
        Rotation rotation = Rotation.of(train);
        Task task =
            new Task(
                IntStream.range(0, train.length)
                    .mapToObj(i -> rotation.apply(train[i]))
                    .toArray(double[][]::new),
                labels,
                classes);
        Fitted fitted = family.fits(task).get(setting);
        for (int row = 0; row < test.length; row++) {
          double[] values = fitted.values(rotation.apply(test[row]));
          for (int c = 1; c < classes; c++) {
            double wanted = expected.get("aboveFirstClass").get(row * classes + c).asDouble();
            assertThat(values[c] - values[0])
                .as("%s, row %d, class %d", expected.get("name"), row, c)
                .isCloseTo(wanted, within(TOLERANCE * Math.max(1, Math.abs(wanted))));
          }
        }
        compared++;
      }
      assertThat(compared).isGreaterThanOrEqualTo(4);
    }
  }

  private static double[][] rows(JsonNode values, int points) {
    double[][] rows = new double[values.size() / points][points];
    for (int i = 0; i < values.size(); i++) {
      rows[i / points][i % points] = (float) values.get(i).asDouble();
    }
    return rows;
  }
}
