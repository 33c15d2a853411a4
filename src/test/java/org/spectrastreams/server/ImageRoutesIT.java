package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/** Layers and pixels of an image over REST. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ImageRoutesIT {
  @AutoClose private final ServedImage served = ServedImage.listen();

  @Test
  void shouldTellLayersAsTheirTilesSay() throws Exception {
    HttpResponse<byte[]> whole = served.get("/api/images/c-1/layers/class");
    assertThat(whole.headers().firstValue("Spectra-Encoding")).contains("class-u8");
    assertThat(whole.body()).hasSize(35 * 25);

    HttpResponse<byte[]> heights =
        served.get("/api/images/c-1/layers/band:height?x=3&y=20&width=2&height=1");
    assertThat(heights.headers().firstValue("Spectra-Encoding")).contains("float32");
    assertThat(heights.headers().firstValue("Spectra-Window")).contains("3,20,2,1");
    ByteBuffer values = ByteBuffer.wrap(heights.body()).order(ByteOrder.LITTLE_ENDIAN);
    try (SpectrumSource source = Samples.open("cartilage")) {
      SpectrumBlock line = null;
      for (int y = 0; y <= 20; y++) {
        line = source.next(35);
      }
      int point = line.axis().indexNearest(1003);
      assertThat(values.getFloat()).isEqualTo(line.intensities()[3 * line.axis().size() + point]);
      assertThat(values.getFloat()).isEqualTo(line.intensities()[4 * line.axis().size() + point]);
    }
  }

  @Test
  void shouldTellThePageWhatTheCodesOfALayerMeanAndWhichMethodsThereAre() throws Exception {
    JsonNode layers = served.json("/api/images/c-1").get("layers");
    assertThat(layers.get(0).toString())
        .isEqualTo(
            "{\"id\":\"class\",\"title\":\"Class\",\"unit\":\"\",\"encoding\":\"class-u8\","
                + "\"notSeen\":255,\"none\":254,\"noneTitle\":\"no class\",\"notJudged\":253,"
                + "\"names\":[\"matrix\",\"lacuna\",\"cell\"]}");
    assertThat(layers.at("/1/notSeen").isNull()).isTrue();
    assertThat(layers.at("/2/none").asInt()).isEqualTo(65_534);
    assertThat(layers.at("/3/names/1").asText()).isEqualTo("contradicted by its context");
    assertThat(layers.at("/7/names/1").asText()).isEqualTo("ALL_ZERO");
    assertThat(served.json("/api/methods"))
        .extracting(method -> method.get("id").asText())
        .contains("cam", "lime", "lime-published", "lime-amortised", "crime");
  }

  @Test
  void shouldAnswerAPixelWithTheSpectrumOfTheFile() throws Exception {
    JsonNode pixel = served.json("/api/images/c-1/pixels/12/7");
    try (SpectrumSource source = Samples.open("cartilage")) {
      SpectrumBlock line = null;
      for (int y = 0; y <= 7; y++) {
        line = source.next(35);
      }
      int points = line.axis().size();
      JsonNode values = pixel.at("/spectrum/values");
      assertThat(values).hasSize(points);
      for (int i = 0; i < points; i++) {
        assertThat((float) values.get(i).doubleValue())
            .isEqualTo(line.intensities()[12 * points + i]);
        assertThat(pixel.at("/spectrum/axis").get(i).doubleValue()).isEqualTo(line.axis().at(i));
      }
      assertThat(pixel.at("/result/class").asText()).isEqualTo(line.labels().get(12));
    }
    assertThat(pixel.at("/spectrum/quantity").asText()).isEqualTo("raman-intensity");
    assertThat(pixel.at("/result/source/offset").asLong())
        .isEqualTo(served.image().offsets(ScannedImage.RAW).get(7));
  }

  @Test
  void shouldTellThePixelsContextAndWhatIsNotToBeTrusted() throws Exception {
    JsonNode pixel = served.json("/api/images/c-1/pixels/12/7");
    int predicted = ScannedImage.CLASSES.indexOf(pixel.at("/result/class").asText());
    int context = ScannedContexts.of(12, 7, predicted);

    assertThat(pixel.at("/result/context/id").asInt()).isEqualTo(context);
    assertThat(pixel.at("/result/context/class").asText())
        .isEqualTo(ScannedImage.CLASSES.get(context / 2));
    assertThat(pixel.at("/result/context/contradicts").asBoolean())
        .isEqualTo(ScannedContexts.contradicts(12, 7));
    assertThat((float) pixel.at("/result/context/latent/0").asDouble())
        .isEqualTo(ScannedContexts.latent(12, 7, context)[0]);
    assertThat(pixel.at("/result/limeBands")).hasSize(1);
    JsonNode unreliable = pixel.at("/result/unreliableMethods/0");
    assertThat(unreliable.at("/method").asText()).isEqualTo("cam");
    assertThat(unreliable.at("/measure").asText()).isEqualTo("stability");
    assertThat(unreliable.at("/value").asDouble()).isEqualTo(0.25);
    assertThat(unreliable.at("/expected").asText()).isEqualTo("at least 0.50");
  }

  @Test
  void shouldAnswerGoneWhenTheResultExpired() throws Exception {
    served
        .image()
        .expire(ScannedImage.RESULTS, 1, served.image().offsets(ScannedImage.RESULTS).get(7));
    HttpResponse<byte[]> answer = served.get("/api/images/c-1/pixels/12/7");

    assertThat(answer.statusCode()).isEqualTo(410);
    assertThat(ServedImage.JSON.readTree(answer.body()).get("error").asText())
        .contains("no longer in the log");
  }

  @Test
  void shouldGiveContextsLayersAndPixelsAsCsv() throws Exception {
    List<String> contexts =
        served.text("/api/pipelines/cartilage/contexts?format=csv").lines().toList();
    assertThat(contexts.get(0)).isEqualTo("# model: cartilage 1.0.0");
    assertThat(contexts).hasSize(3 + 2 * ScannedContexts.COUNT);
    assertThat(contexts.get(2)).startsWith("context,label,size,occupancy,radius,predicted matrix,");
    assertThat(contexts.get(3)).startsWith("0,matrix,20,").contains(",mean-spectrum,");
    assertThat(contexts.get(4)).contains(",mean-weights,");
    assertThat(contexts.get(4).split(",")).hasSize(contexts.get(2).split(",").length);

    String layer = served.text("/api/images/c-1/layers/context?format=csv&y=7&height=1");
    assertThat(layer).startsWith("# image: c-1\n# pipeline: cartilage\n");
    List<String> rows = layer.lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(rows.get(0)).isEqualTo("x,y,context");
    JsonNode pixel = served.json("/api/images/c-1/pixels/12/7");
    assertThat(rows.get(13)).isEqualTo("12,7," + pixel.at("/result/context/id").asInt());
    assertThat(served.text("/api/images/c-1/layers/class?format=csv"))
        .contains("\n12,7," + pixel.at("/result/class").asText() + "\n");

    String curves = served.text("/api/images/c-1/pixels/12/7?format=csv");
    assertThat(curves)
        .contains(
            "# unreliable for this model: cam, stability 0.25, expected at least 0.50\n",
            "curve,wavenumber,value\n");
    assertThat(curves)
        .contains(
            "\nraman-intensity,%s,%s\n"
                .formatted(
                    pixel.at("/spectrum/axis/5").asDouble(),
                    (float) pixel.at("/spectrum/values/5").asDouble()));
    assertThat(curves.lines().filter(line -> line.startsWith("cam,"))).hasSize(300);
  }
}
