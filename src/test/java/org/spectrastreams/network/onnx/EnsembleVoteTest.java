package org.spectrastreams.network.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.engine.EnsembleVote;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;

/** The vote in Java and in the graph, mostly on ties, which coarse probabilities make common. */
class EnsembleVoteTest {
  private static final int MEMBERS = 4;
  private static final int CLASSES = 3;

  private final byte[] votes = new byte[MEMBERS];
  private final float[] fractions = new float[CLASSES];
  private final float[] means = new float[CLASSES];

  private int count(float... probabilities) {
    return EnsembleVote.count(probabilities, 0, MEMBERS, CLASSES, votes, 0, fractions, means, 0);
  }

  @Test
  void shouldFollowTheMajorityEvenAgainstTheMeanProbability() {
    int winner =
        count(
            0.4f, 0.3f, 0.3f, //
            0.4f, 0.3f, 0.3f, //
            0.4f, 0.3f, 0.3f, //
            0.0f, 1.0f, 0.0f);
    assertThat(winner).isZero();
    assertThat(votes).containsExactly(0, 0, 0, 1);
    assertThat(fractions).containsExactly(0.75f, 0.25f, 0);
    assertThat(means[1]).isGreaterThan(means[0]);
  }

  @Test
  void shouldGiveATieToTheHighestMeanProbability() {
    assertThat(
            count(
                0.5f, 0.3f, 0.2f, //
                0.5f, 0.3f, 0.2f, //
                0.1f, 0.2f, 0.7f, //
                0.1f, 0.2f, 0.7f))
        .isEqualTo(2);
    assertThat(fractions).containsExactly(0.5f, 0, 0.5f);
  }

  @Test
  void shouldGiveAPerfectTieToTheLowestIndex() {
    assertThat(
            count(
                0.2f, 0.2f, 0.6f, //
                0.2f, 0.6f, 0.2f, //
                0.2f, 0.6f, 0.2f, //
                0.2f, 0.2f, 0.6f))
        .isEqualTo(1);
  }

  @Property(seed = "1", tries = 200)
  void shouldCountInTheGraphAsInJava(
      @ForAll @Size(MEMBERS * CLASSES * 20) List<@IntRange(min = 0, max = 4) Integer> quarters)
      throws Exception {
    float[] probabilities = new float[quarters.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = quarters.get(i) / 4f;
    }
    int rows = probabilities.length / (MEMBERS * CLASSES);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OnnxTensor input =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(probabilities), new long[] {rows, MEMBERS, CLASSES});
        OrtSession.Result result = Graph.SESSION.run(Map.of("probabilities", input))) {
      long[] predicted = (long[]) result.get(0).getValue();
      for (int row = 0; row < rows; row++) {
        int expected =
            EnsembleVote.count(
                probabilities,
                row * MEMBERS * CLASSES,
                MEMBERS,
                CLASSES,
                votes,
                0,
                fractions,
                means,
                0);
        assertThat(predicted[row]).isEqualTo(expected);
      }
    }
  }

  /** The nodes of the vote alone; the session lives as long as the tests. */
  private static final class Graph {
    private static final OrtSession SESSION = open();

    private static OrtSession open() {
      OnnxGraph graph = new OnnxGraph("vote");
      String probabilities = graph.input("probabilities", MEMBERS, CLASSES);
      graph.output(
          "predicted", DataType.INT64, new VoteNodes(graph, MEMBERS, CLASSES).vote(probabilities));
      try {
        return OrtEnvironment.getEnvironment().createSession(graph.toBytes());
      } catch (ai.onnxruntime.OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
