package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spectrastreams.bands.BandAssignment;
import org.spectrastreams.bands.BandAssignment.Technique;

/** What explains a model, and a pixel on demand, over REST. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExplainedRoutesIT {
  @AutoClose private final ServedImage served = ServedImage.listen();

  @Test
  void shouldSayWhichMethodsExplainAModelAndWhichOfThemWereFoundReliable() throws Exception {
    JsonNode known = served.json("/api/pipelines/cartilage/methods?version=1.0.0");
    assertThat(known.get("model").asText()).isEqualTo("cartilage");
    assertThat(known.get("preferred").asText()).isEqualTo("lime");
    assertThat(known.get("methods")).hasSize(2);
    assertThat(known.at("/reliability/0/reliable").asBoolean()).isFalse();
  }

  @Test
  void shouldTellTheContextsOfAPipelinesModel() throws Exception {
    JsonNode cards = served.json("/api/pipelines/cartilage/contexts?version=1.0.0");

    assertThat(cards.get("contexts")).hasSize(ScannedContexts.COUNT);
    assertThat(cards.at("/contexts/3/label").asText()).isEqualTo("lacuna");
    assertThat(cards.at("/contexts/3/histogram/1").asInt()).isEqualTo(18);
    assertThat(cards.at("/contexts/3/meanSpectrum")).hasSize(300);
    assertThat(cards.at("/contexts/3/meanBeforeStandardisation/70").floatValue())
        .isEqualTo(0.25f * cards.at("/contexts/3/meanSpectrum/70").floatValue() + 1);
    assertThat(cards.at("/contexts/3/meanWeights")).hasSize(300);
    assertThat(cards.at("/latent/context")).hasSize(20 * ScannedContexts.COUNT);
    assertThat(cards.at("/latent/predicted/119").asInt()).isEqualTo(2);
    assertThat(cards.at("/reliability/0/reliable").asBoolean()).isFalse();
    assertThat(cards.at("/simulated").asBoolean()).isFalse();
    double first = cards.at("/contexts/0/bands/0/wavenumber").asDouble();
    assertThat(cards.at("/contexts/0/bands/0/assignment").textValue())
        .isEqualTo(
            BandAssignment.at(Technique.RAMAN, first).stream()
                .findFirst()
                .map(BandAssignment::name)
                .orElse(null));
  }

  @Test
  void shouldExplainAPixelOnDemand() throws Exception {
    String path = "/api/images/c-1/pixels/12/7/explanations/";
    JsonNode explained = served.json(path + "lime?class=cell&samples=500&seed=7");
    assertThat(explained.at("/class").asText()).isEqualTo("cell");
    assertThat(explained.at("/x").asLong())
        .as("asks for the scored record")
        .isEqualTo(served.image().offsets(ScannedImage.RAW).get(7));
    assertThat(explained.at("/y").asInt()).isEqualTo(12);
    assertThat(explained.at("/weights")).hasSize(3);
    assertThat(explained.at("/bands/0/wavenumber").asDouble()).isEqualTo(1050);
    assertThat(explained.at("/samples").asInt()).isEqualTo(500);
    assertThat(explained.at("/seed").asText()).isEqualTo("7");
    assertThat(explained.at("/reproducibility").isNull()).isTrue();
    assertThat(explained.at("/unreliableMethods/0/method").asText()).isEqualTo("cam");
    assertThat(served.text(path + "lime?samples=500&seed=7&format=csv"))
        .contains("# samples: 500\n# seed: 7\n", "\nlime,1050.0,0.5\n");

    HttpResponse<byte[]> refused = served.get(path + "lime?samples=200000");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(ServedImage.JSON.readTree(refused.body()).get("error").asText())
        .contains("expected fewer");
    served.beBusy();
    assertThat(served.get(path + "lime").statusCode()).isEqualTo(503);
  }
}
