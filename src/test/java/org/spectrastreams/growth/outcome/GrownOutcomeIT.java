package org.spectrastreams.growth.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.Outcome;
import org.spectrastreams.spectrum.OutcomeKind;
import org.spectrastreams.stream.scoring.TestTopology;
import org.spectrastreams.wire.OutcomeView;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.json.ResultJson;
import org.spectrastreams.wire.proto.Wire;

/** A kind of result that one folder of test code adds goes the whole way of a spectrum. */
class GrownOutcomeIT {
  @TempDir Path folder;

  private TestTopology topology() throws IOException {
    return new TestTopology(ToyImages.write(folder), folder.resolve("state"));
  }

  @Test
  void shouldMapAnyOfSeveralLabels() throws IOException, RejectedRecordException {
    try (TestTopology topology = topology()) {
      topology.send(ToyImages.line("toy-labels", "img", 0));

      ResultView result = ResultView.of(topology.results().get(0));
      OutcomeView outcomes = result.outcomes();
      assertThat(outcomes.kind()).isEqualTo(OutcomeKind.LABELS);
      assertThat(((Outcome.Labels) outcomes.outcome(0).orElseThrow()).present())
          .containsExactly("bright", "rising");
      assertThat(((Outcome.Labels) outcomes.outcome(1).orElseThrow()).present()).isEmpty();
      assertThat(outcomes.notJudged(2)).contains(NotJudgedReason.NOISE);
      assertThat(outcomes.notJudged(3)).contains(NotJudgedReason.QUALITY);

      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getLayersList())
          .extracting(Wire.Layer::getId)
          .containsExactly("labels", "label:0", "label:1", "not-judged", "fit", "quality");
      assertThat(status.getLabelNamesList()).isEqualTo(ToyOutcomes.LABELS);
      assertThat(status.getLabelCountsList()).containsExactly(1, 1);
      assertThat(counts(status)).isEqualTo(Map.of("noise", 1, "quality", 1));
      assertThat(status.getFlagged()).isOne();

      Map<String, Wire.MapTile> tiles = topology.tiles();
      assertThat(floats(tiles, "labels")).containsExactly(2, 0, Float.NaN, Float.NaN);
      assertThat(floats(tiles, "label:0")[0]).isGreaterThan(2);
      assertThat(floats(tiles, "label:0")[2]).isNaN();
      assertThat(floats(tiles, "fit")[2]).isGreaterThan(1);
      assertThat(tiles.get("img/not-judged/0/0").getValues().toByteArray())
          .containsExactly(Sentinels.TILE_NO_CLASS, Sentinels.TILE_NO_CLASS, 0, 1);
      assertThat(
              topology.counter("spectra.not.judged", "pipeline", "toy-labels", "reason", "noise"))
          .isOne();
    }
  }

  @Test
  void shouldMapAValueWithItsUnit() throws IOException {
    try (TestTopology topology = topology()) {
      topology.send(ToyImages.line("toy-value", "img", 0));

      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getOutcome()).isEqualTo(Wire.OutcomeKind.VALUE);
      Wire.Layer value = status.getLayers(0);
      assertThat(List.of(value.getId(), value.getTitle(), value.getUnit()))
          .containsExactly("value", "mean", "a.u.");
      float[] values = floats(topology.tiles(), "value");
      assertThat(values[0]).isBetween(2f, 2.3f);
      assertThat(values[1]).isBetween(0f, 0.4f);
      assertThat(values[2]).isNaN();
    }
  }

  @Test
  void shouldCountAPixelOnceHoweverOftenItIsSeen() throws IOException {
    try (TestTopology topology = topology()) {
      topology.send(ToyImages.line("toy-labels", "img", 0));
      topology.send(ToyImages.line("toy-labels", "img", 1));
      topology.passTime(java.time.Duration.ofSeconds(1));

      Wire.ImageStatus status = topology.lastStatus();
      assertThat(status.getLabelCountsList()).containsExactly(1, 1);
      assertThat(counts(status)).isEqualTo(Map.of("noise", 1, "quality", 1));
    }
  }

  @Test
  void shouldGiveNoClassToWhatAGateKeepsOut() throws IOException, RejectedRecordException {
    try (TestTopology topology = topology()) {
      topology.send(ToyImages.line("gated", "img", 0));

      ResultView result = ResultView.of(topology.results().get(0));
      assertThat(result.predictedClass(0)).isEqualTo(Sentinels.NO_CLASS);
      assertThat(result.meanProbabilities(0)).containsOnly(0);
      assertThat(result.activationMap(0)).isEmpty();
      assertThat(result.predictedClass(1)).isNotEqualTo(Sentinels.NO_CLASS);
      assertThat(result.outcomes().outcome(0))
          .contains(
              new Outcome.NotJudged(OutcomeKind.ONE_CLASS, NotJudgedReason.OUTSIDE_DOMAIN, 2));

      Wire.ImageStatus status = topology.lastStatus();
      assertThat(counts(status)).isEqualTo(Map.of("outside-domain", 1, "quality", 1));
      assertThat(status.getClassCountsList().stream().mapToInt(Integer::intValue).sum())
          .isEqualTo(2);
      byte[] classes = topology.tiles().get("img/class/0/0").getValues().toByteArray();
      assertThat(classes[0] & 0xff).isEqualTo(Sentinels.TILE_NOT_JUDGED);
      assertThat(classes[3] & 0xff).isEqualTo(Sentinels.TILE_NO_CLASS);
    }
  }

  @Test
  void shouldSayInTheOneJsonWhatWasSaidAndWhatNot() throws IOException, RejectedRecordException {
    try (TestTopology topology = topology()) {
      topology.send(ToyImages.line("toy-labels", "img", 0));
      topology.send(ToyImages.line("gated", "other", 0));
      List<Wire.ResultBlock> results = topology.results();

      JsonNode labelled = ResultJson.of(ResultView.of(results.get(0)), 0, false);
      assertThat(labelled.get("outcome").asText()).isEqualTo("labels");
      assertThat(labelled.at("/labels/0/name").asText()).isEqualTo("bright");
      assertThat(labelled.at("/labels/0/present").booleanValue()).isTrue();
      assertThat(labelled.get("notJudged").isNull()).isTrue();
      assertThat(labelled.get("class").isNull()).isTrue();

      JsonNode outside = ResultJson.of(ResultView.of(results.get(1)), 0, false);
      assertThat(outside.get("outcome").asText()).isEqualTo("one-class");
      assertThat(outside.at("/notJudged/reason").asText()).isEqualTo("outside-domain");
      assertThat(outside.at("/notJudged/distance").floatValue()).isEqualTo(2);
    }
  }

  private static Map<String, Integer> counts(Wire.ImageStatus status) {
    return status.getNotJudgedList().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                count -> count.getReason().getId(), Wire.NotJudgedCount::getPixels));
  }

  private static float[] floats(Map<String, Wire.MapTile> tiles, String layer) {
    return Packed.floats(tiles.get("img/" + layer + "/0/0").getValues());
  }
}
