package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spectrastreams.server.PixelAnswers.AxisMissingException;
import org.spectrastreams.server.PixelAnswers.PixelUnknownException;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.ResultLocator;
import org.spectrastreams.spectrum.ComputedSource;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.broker.BlocksInLog;
import org.spectrastreams.stream.broker.RecordReader.RecordGoneException;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.wire.proto.Wire.ImageState;

class PixelAnswersTest {
  private static final SpectralAxis MODEL_AXIS = SpectralAxis.uniform(1000, 4, 300);

  private final ResultLocator locator = new ResultLocator(1 << 20);
  private final MapView maps =
      new MapView(1 << 20, new LiveEvents(Duration.ZERO, Duration.ofSeconds(1)));
  private final ScannedImage image = new ScannedImage("a", "p", ramp(), MODEL_AXIS, maps, locator);
  private final PixelAnswers answers =
      new PixelAnswers(
          ScannedImage.RAW,
          ScannedImage.RESULTS,
          locator,
          image,
          (model, version) -> new PixelAnswers.MapAxes(MODEL_AXIS, Optional.empty()),
          Pipelines.of(List.of()));

  /** Six by four pixels whose spectrum tells their place. */
  private static SpectrumSource ramp() {
    return new ComputedSource(
        "ramp",
        new ImageGeometry(6, 4, 5.5),
        SpectralAxis.of(900, 1003, 1700.5, 1800),
        PixelAnswersTest::intensity);
  }

  private static float intensity(int x, int y, int point) {
    return 1000f * y + 100f * x + point;
  }

  private PixelAnswer answer(int x, int y) throws Exception {
    return answers.answer(image.status(ImageState.SCANNING), x, y);
  }

  @Test
  void shouldAnswerTheVerySpectrumThatWasScored() throws Exception {
    image.scanAll();
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 6; x++) {
        PixelAnswer.Spectrum spectrum = answer(x, y).spectrum();
        assertThat(spectrum.axis()).containsExactly(900, 1003, 1700.5, 1800);
        for (int i = 0; i < 4; i++) {
          assertThat(spectrum.values()[i]).isEqualTo(intensity(x, y, i));
        }
      }
    }
  }

  @Test
  void shouldUnpackScoresVotesMapAndBands() throws Exception {
    image.scanAll();
    PixelAnswer answer = answer(4, 2);

    ObjectNode result = answer.result();
    assertThat(result.get("simulated").booleanValue()).isTrue();
    assertThat(result.get("class").textValue()).isEqualTo("lacuna");
    // (4·7 + 2·3) mod 4 = 2 members vote for the next class.
    assertThat(result.at("/voteShares/matrix").floatValue()).isZero();
    assertThat(result.at("/voteShares/lacuna").floatValue()).isEqualTo(0.8f);
    assertThat(result.at("/voteShares/cell").floatValue()).isEqualTo(0.2f);
    assertThat(result.at("/meanProbabilities/lacuna").floatValue()).isCloseTo(0.66f, within(1e-6f));
    assertThat(result.get("memberVotes"))
        .extracting(JsonNode::textValue)
        .startsWith("cell", "cell", "lacuna")
        .hasSize(10);
    assertThat(result.get("agreement").floatValue()).isEqualTo(0.8f);
    assertThat(result.get("confidence")).isEqualTo(result.at("/meanProbabilities/lacuna"));
    assertThat(result.get("quality")).isEmpty();
    assertThat(result.at("/bands/0/name").textValue()).isEqualTo("height");
    assertThat(result.at("/bands/0/value").floatValue()).isEqualTo(intensity(4, 2, 1));
    assertThat(answer.modelAxis()).hasSize(300).startsWith(1000, 1004);
    // Byte 225 at the peak: −1.5 + 0.02 · 225; byte 75 far from it is 0.
    assertThat(result.at("/activationMap/120").floatValue()).isCloseTo(3.0f, within(1e-5f));
    assertThat(result.at("/activationMap/0").floatValue()).isCloseTo(0f, within(1e-5f));
    assertThat(answer.strongest())
        .extracting(PixelAnswer.Strongest::method)
        .containsExactly("cam", "lime-amortised");
    assertThat(answer.strongest().get(0).bands().at("/0/wavenumber").doubleValue())
        .isEqualTo(1480.0);
  }

  @Test
  void shouldTellThePlaceOfBothRecords() throws Exception {
    image.scanAll();
    PixelAnswer answer = answer(5, 3);

    assertThat(answer.place()).isEqualTo(new PixelAnswer.LogPlace(ScannedImage.RESULTS, 1, 8, 5));
    assertThat(answer.result().get("source").toString())
        .isEqualTo("{\"topic\":\"spectra.raw\",\"partition\":3,\"offset\":8,\"index\":5}");
    assertThat(answer.result().get("model").textValue()).isEqualTo("cartilage@1.0.0");
  }

  @Test
  void shouldGiveNoClassToAFlaggedSpectrum() throws Exception {
    image.scanAll();
    PixelAnswer answer = answer(3, 0);

    for (String absent : List.of("class", "confidence", "agreement", "activationMap", "context")) {
      assertThat(answer.result().get(absent).isNull()).as(absent).isTrue();
    }
    assertThat(answer.result().get("memberVotes")).hasSize(10).allMatch(JsonNode::isNull);
    assertThat(answer.result().at("/quality/0").textValue()).isEqualTo("ALL_ZERO");
    assertThat(answer.strongest()).isEmpty();
    assertThat(ViewerJson.write(answer)).contains("\"confidence\":null").doesNotContain("NaN");
  }

  @Test
  void shouldSayThatAPixelHasNoResultYet() throws IOException {
    image.scan(6);

    assertThatThrownBy(() -> answer(2, 3))
        .isInstanceOf(PixelUnknownException.class)
        .hasMessage("no result for pixel 2, 3 of image a yet; 6 of 24 pixels have one");
  }

  @Test
  void shouldSayThatTheResultExpired() {
    image.scanAll();
    image.expire(ScannedImage.RESULTS, 1, 4);

    assertThatThrownBy(() -> answer(0, 1))
        .isInstanceOf(RecordGoneException.class)
        .hasMessageContaining("spectra.results-1 offset 4");
  }

  @Test
  void shouldStillShowTheResultOfASpectrumThatExpired() throws Exception {
    image.scanAll();
    image.expire(ScannedImage.RAW, 3, 4);
    PixelAnswer answer = answer(0, 1);

    assertThat(answer.spectrum()).isNull();
    assertThat(answer.spectrumMissing()).contains("spectra.raw-3 offset 4");
    assertThat(answer.result().get("class").textValue()).isEqualTo("matrix");
  }

  @Test
  void shouldShowTheRestWhenTheModelPackageIsGone() throws Exception {
    image.scanAll();
    PixelAnswers without =
        new PixelAnswers(
            ScannedImage.RAW,
            ScannedImage.RESULTS,
            locator,
            image,
            (model, version) -> {
              throw new AxisMissingException("no model " + model + "@" + version);
            },
            Pipelines.of(List.of()));
    PixelAnswer answer = without.answer(image.status(ImageState.COMPLETE), 0, 0);

    assertThat(answer.modelAxis()).isNull();
    assertThat(answer.modelAxisMissing()).isEqualTo("no model cartilage@1.0.0");
    assertThat(answer.spectrum().values()).isNotEmpty();
  }

  @Test
  void shouldRefuseARecordThatHoldsAnotherPixel() {
    image.scanAll();
    BlocksInLog.Records anew =
        (topic, partition, offset) -> image.read(topic, partition, image.offsets(topic).get(0));
    PixelAnswers mistaken =
        new PixelAnswers(
            ScannedImage.RAW,
            ScannedImage.RESULTS,
            locator,
            anew,
            (model, version) -> new PixelAnswers.MapAxes(MODEL_AXIS, Optional.empty()),
            Pipelines.of(List.of()));

    assertThatThrownBy(() -> mistaken.answer(image.status(ImageState.COMPLETE), 2, 2))
        .isInstanceOf(RecordGoneException.class)
        .hasMessageContaining("not that of pixel 2, 2");
    assertThat(List.of(2L, 4L, 6L, 8L)).isEqualTo(image.offsets(ScannedImage.RAW));
  }

  @Test
  void shouldReadNoOtherTopicThanTheRawOneWhateverAResultSays() throws Exception {
    image.scanAll();
    PixelAnswers ofAnother =
        new PixelAnswers(
            "lab.raw",
            ScannedImage.RESULTS,
            locator,
            image,
            (model, version) -> new PixelAnswers.MapAxes(MODEL_AXIS, Optional.empty()),
            Pipelines.of(List.of()));

    PixelAnswer answer = ofAnother.answer(image.status(ImageState.COMPLETE), 2, 2);

    assertThat(answer.spectrum()).isNull();
    assertThat(answer.spectrumMissing()).contains("\"spectra.raw\"", "lab.raw alone");
  }
}
