package org.spectrastreams.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.Outcome;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.wire.proto.Wire;

class OutcomeCodecTest {
  private static final List<String> CLASSES = List.of("stroma", "epithelium");
  private static final List<String> LABELS = List.of("ketones", "ether", "nitro");
  private static final float[] THRESHOLDS = {0.5f, 0.25f, -1};

  @Property(seed = "1", tries = 200)
  void shouldGiveBackEveryClass(@ForAll("classes") List<Outcome> outcomes) throws Exception {
    assertThat(readBack(outcomes, OutcomeBuilder.ofClasses(outcomes.size()))).isEqualTo(outcomes);
  }

  @Property(seed = "1", tries = 200)
  void shouldGiveBackEveryLabel(@ForAll("labels") List<Outcome> outcomes) throws Exception {
    assertThat(readBack(outcomes, OutcomeBuilder.ofLabels(LABELS, THRESHOLDS, outcomes.size())))
        .isEqualTo(outcomes);
  }

  @Property(seed = "1", tries = 200)
  void shouldGiveBackEveryValue(@ForAll("values") List<Outcome> outcomes) throws Exception {
    assertThat(readBack(outcomes, OutcomeBuilder.ofValues("fat", "g/100 g", outcomes.size())))
        .isEqualTo(outcomes);
  }

  /** Writes the outcomes, sends the bytes, reads them. */
  private static List<Outcome> readBack(List<Outcome> outcomes, OutcomeBuilder builder)
      throws InvalidProtocolBufferException, RejectedRecordException {
    Wire.ResultBlock.Builder block = Wire.ResultBlock.newBuilder();
    byte[] predicted = new byte[outcomes.size()];
    float[] means = new float[outcomes.size() * CLASSES.size()];
    for (int i = 0; i < outcomes.size(); i++) {
      block.addX(i).addY(0);
      Outcome outcome = outcomes.get(i);
      if (outcome instanceof Outcome.OneClass found) {
        predicted[i] = (byte) found.index();
        means[i * CLASSES.size() + found.index()] = (float) found.confidence();
      } else if (outcome instanceof Outcome.Labels found) {
        float[] scores = new float[LABELS.size()];
        for (int l = 0; l < scores.length; l++) {
          scores[l] = (float) found.labels().get(l).score();
        }
        builder.scores(i, scores);
      } else if (outcome instanceof Outcome.Value found) {
        builder.value(i, (float) found.value());
      } else if (outcome instanceof Outcome.NotJudged found) {
        predicted[i] = (byte) 255;
        builder.notJudged(i, found.reason());
        if (!Double.isNaN(found.distance())) {
          builder.fit(i, (float) found.distance());
        }
      }
    }
    builder.addTo(block);
    if (block.getOutcome() == Wire.OutcomeKind.ONE_CLASS) {
      block
          .addAllClassNames(CLASSES)
          .setPredictedClass(ByteString.copyFrom(predicted))
          .setMeanProbabilities(floats(means));
    }
    OutcomeView view = new OutcomeView(Wire.ResultBlock.parseFrom(block.build().toByteArray()));
    List<Outcome> back = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      Outcome outcome = view.outcome(i).orElseThrow();
      assertThat(view.isJudged(i)).isEqualTo(!(outcome instanceof Outcome.NotJudged));
      back.add(outcome);
    }
    return back;
  }

  private static ByteString floats(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return ByteString.copyFrom(bytes.array());
  }

  @Provide
  Arbitrary<List<Outcome>> classes() {
    return some(
        OutcomeKind.ONE_CLASS,
        Combinators.combine(
                Arbitraries.integers().between(0, CLASSES.size() - 1),
                Arbitraries.floats().between(0, 1))
            .as((index, share) -> new Outcome.OneClass(index, CLASSES.get(index), share)));
  }

  @Provide
  Arbitrary<List<Outcome>> labels() {
    return some(
        OutcomeKind.LABELS,
        Arbitraries.floats()
            .between(-10, 10)
            .list()
            .ofSize(LABELS.size())
            .map(
                scores -> {
                  List<Outcome.Label> found = new ArrayList<>();
                  for (int l = 0; l < LABELS.size(); l++) {
                    found.add(new Outcome.Label(LABELS.get(l), scores.get(l), THRESHOLDS[l]));
                  }
                  return new Outcome.Labels(found);
                }));
  }

  @Provide
  Arbitrary<List<Outcome>> values() {
    return some(
        OutcomeKind.VALUE,
        Arbitraries.floats().between(-1e6f, 1e6f).map(v -> new Outcome.Value(v, "g/100 g")));
  }

  private static Arbitrary<List<Outcome>> some(
      OutcomeKind kind, Arbitrary<? extends Outcome> judged) {
    Arbitrary<Outcome> notJudged =
        Combinators.combine(
                Arbitraries.of(
                    NotJudgedReason.QUALITY,
                    NotJudgedReason.OUTSIDE_DOMAIN,
                    NotJudgedReason.NOISE,
                    new NotJudgedReason("too-wet", "water hides the bands")),
                Arbitraries.floats().between(0, 100).optional(0.7))
            .as(
                (reason, distance) ->
                    new Outcome.NotJudged(
                        kind, reason, distance.map(Float::doubleValue).orElse(Double.NaN)));
    return Arbitraries.oneOf(judged.map(outcome -> (Outcome) outcome), notJudged)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  @Test
  void shouldReadAMissingClassOfAnEarlierVersionAsPoorQuality() throws RejectedRecordException {
    OutcomeView view =
        new OutcomeView(
            Wire.ResultBlock.newBuilder()
                .addX(0)
                .addX(1)
                .addY(0)
                .addY(0)
                .addAllClassNames(CLASSES)
                .setPredictedClass(ByteString.copyFrom(new byte[] {1, (byte) 255}))
                .setMeanProbabilities(floats(0.2f, 0.8f, 0, 0))
                .build());

    assertThat(view.outcome(0)).contains(new Outcome.OneClass(1, "epithelium", 0.8f));
    assertThat(view.outcome(1))
        .contains(
            new Outcome.NotJudged(OutcomeKind.ONE_CLASS, NotJudgedReason.QUALITY, Double.NaN));
    assertThat(view.hasFit()).isFalse();
  }

  @Test
  void shouldSayNothingWhereNothingWasAsked() throws RejectedRecordException {
    OutcomeView view = new OutcomeView(Wire.ResultBlock.newBuilder().addX(0).addY(0).build());

    assertThat(view.isPresent()).isFalse();
    assertThat(view.outcome(0)).isEmpty();
  }

  @Test
  void shouldAddNothingToAResultWhoseSpectraAllHaveAClass() {
    Wire.ResultBlock.Builder block = Wire.ResultBlock.newBuilder();
    OutcomeBuilder.ofClasses(3).addTo(block);

    assertThat(block.build().toByteArray()).isEmpty();
  }

  @Test
  void shouldRefuseFieldsThatDisagree() {
    Wire.ResultBlock.Builder block = Wire.ResultBlock.newBuilder().addX(0).addY(0);
    OutcomeBuilder builder = OutcomeBuilder.ofLabels(LABELS, THRESHOLDS, 1);
    builder.scores(0, 1, 2, 3);
    builder.addTo(block);
    Wire.ResultBlock good = block.build();

    assertMalformed(good.toBuilder().setOutcomeValue(9), "outcome 9");
    assertMalformed(good.toBuilder().setOutcome(Wire.OutcomeKind.VALUE), "3 labels in a result of");
    assertMalformed(good.toBuilder().setLabelScores(floats(1, 2)), "label_scores has 8 bytes");
    assertMalformed(good.toBuilder().setLabelScores(floats(1, 2, Float.NaN)), "2 of 3 scores");
    assertMalformed(
        good.toBuilder().setLabelThresholds(floats(1, 2, Float.NaN)),
        "threshold NaN of label nitro");
    assertMalformed(good.toBuilder().setLabelNames(2, "ether"), "3 labels");
    assertMalformed(
        good.toBuilder().setNotJudged(ByteString.copyFrom(new byte[1])), "reason 0 of 0");
    assertMalformed(
        good.toBuilder()
            .setNotJudged(ByteString.copyFrom(new byte[1]))
            .addNotJudgedReasons(Wire.NotJudgedReason.newBuilder().setId("noise").setText("noise")),
        "spectrum 0 is judged and has no outcome, or the reverse");
    assertMalformed(
        good.toBuilder()
            .addNotJudgedReasons(Wire.NotJudgedReason.newBuilder().setId("No/Id").setText("noise")),
        "reason \"No/Id\"");
    assertMalformed(good.toBuilder().setFit(floats(-1)), "fit -1.0");
    assertMalformed(good.toBuilder().setFit(floats(1, 1)), "fit has 8 bytes; expected 4");
  }

  private static void assertMalformed(Wire.ResultBlock.Builder block, String found) {
    assertThatThrownBy(() -> new OutcomeView(block.build()))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining(found);
  }

  @Test
  void shouldRefuseToWriteWhatCannotBeRead() {
    OutcomeBuilder values = OutcomeBuilder.ofValues("fat", "%", 2);
    values.value(0, 1);
    assertThatIllegalStateException()
        .isThrownBy(() -> values.addTo(Wire.ResultBlock.newBuilder()))
        .withMessage("nothing was said of spectrum 1");
    assertThatIllegalArgumentException().isThrownBy(() -> values.value(1, Float.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> values.fit(1, -1));
    assertThatIllegalStateException()
        .isThrownBy(() -> values.scores(1, 1))
        .withMessageContaining("of kind value, not labels");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutcomeBuilder.ofLabels(List.of("a", "a"), new float[2], 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutcomeBuilder.ofLabels(List.of("a"), new float[2], 1));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> OutcomeBuilder.ofLabels(LABELS, THRESHOLDS, 1).scores(0, 1, 2, Float.NaN));
  }
}
