package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One spectrum, one method: the command line, the topics and the REST interface say the same, field
 * for field.
 */
class OneJsonIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  private static ServedSample served;
  private static String image;

  @BeforeAll
  static void scanTheSample() throws Exception {
    served = new ServedSample(folder);
    image = served.scan();
  }

  @AfterAll
  static void stop() {
    if (served != null) {
      served.close();
    }
  }

  private static JsonNode atPixel(Run run) throws Exception {
    for (String line : run.lines()) {
      JsonNode found = JSON.readTree(line);
      if (found.get("x").asInt() == 12 && found.get("y").asInt() == 7) {
        return found;
      }
    }
    throw new AssertionError("no pixel 12, 7 among " + run.lines().size() + " lines");
  }

  /**
   * The same fields in the same order with values of the same kinds, and the same values. Where the
   * block lay is a file for the one and a topic for the other, each asker names his question, and
   * only a client that sends an image tells which scan of it that is.
   */
  private static void assertSame(JsonNode one, JsonNode other) {
    assertThat(one.fieldNames()).toIterable().containsExactlyElementsOf(other::fieldNames);
    assertThat(one.get("source").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(other.get("source")::fieldNames);
    for (String name : (Iterable<String>) one::fieldNames) {
      if (!name.equals("generation")) {
        assertThat(one.get(name).getNodeType()).as(name).isEqualTo(other.get(name).getNodeType());
      }
    }
    assertThat(withoutPlaceAndQuestion(one)).isEqualTo(withoutPlaceAndQuestion(other));
  }

  private static ObjectNode withoutPlaceAndQuestion(JsonNode json) {
    ObjectNode copy = json.deepCopy();
    copy.remove(List.of("correlationId", "generation"));
    copy.withObject("/source").remove(List.of("topic", "partition", "offset"));
    return copy;
  }

  @Test
  void shouldTellAResultAlikeEverywhere() throws Exception {
    JsonNode rest = served.get("api/images/" + image + "/pixels/12/7").get("result");
    JsonNode topic =
        atPixel(
            served.run(
                "consume", "results", "--json", "--with-maps", "--from-beginning", "--until-end"));
    JsonNode classified =
        atPixel(
            served.run("classify", "cartilage", "--sample", "cartilage", "--json", "--with-maps"));

    assertThat(topic).isEqualTo(rest);
    assertSame(classified, rest);
    assertThat(classified.at("/source/offset")).isEqualTo(rest.get("sequence"));
    assertThat(rest.get("pipeline").asText()).isEqualTo("cartilage");
    assertThat(rest.at("/bands/0/value").isNumber()).isTrue();
    assertThat(rest.get("activationMap")).isNotEmpty();
    assertThat(rest.at("/context/id").isInt()).isTrue();
    assertThat(rest.at("/limeBands/0/weight").isNumber()).isTrue();
  }

  @Test
  void shouldTellAnExplanationAlikeEverywhere() throws Exception {
    for (String method : List.of("cam", "lime", "lime-amortised", "crime")) {
      JsonNode rest =
          served.get(
              "api/images/%s/pixels/12/7/explanations/%s?seed=7&samples=500"
                  .formatted(image, method));
      JsonNode topic = null;
      for (String line :
          served
              .run(
                  "consume",
                  "explanations",
                  "--json",
                  "--with-maps",
                  "--from-beginning",
                  "--until-end")
              .lines()) {
        topic = JSON.readTree(line);
        if (topic.get("correlationId").equals(rest.get("correlationId"))) {
          break;
        }
      }
      JsonNode explained =
          JSON.readTree(
              served
                  .run(
                      "explain",
                      "--sample",
                      "cartilage",
                      "--pixel",
                      "12,7",
                      "--model",
                      "cartilage",
                      "--method",
                      method,
                      "--seed",
                      "7",
                      "--samples",
                      "500",
                      "--device",
                      "cpu",
                      "--json")
                  .out());

      assertThat(topic).as(method).isEqualTo(rest);
      assertSame(explained, rest);
      assertThat(rest.get("weights")).hasSameSizeAs(rest.get("wavenumbers")).isNotEmpty();
      assertThat(rest.at("/bands/0/wavenumber").isNumber()).isTrue();
    }
  }

  private static HttpResponse<String> post(String body, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(served.server().address().resolve("/api/models/cartilage"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void shouldChangeModelsOnlyForThoseWhoHaveTheTokenAndTellThemAlikeEverywhere() throws Exception {
    String shadow = "{\"action\": \"shadow\", \"model\": \"cartilage\"}";
    assertThat(post(shadow, "").statusCode()).isEqualTo(401);
    assertThat(post(shadow, ServedSample.TOKEN + "x").statusCode()).isEqualTo(401);
    assertThat(post("{}", ServedSample.TOKEN).statusCode()).isEqualTo(400);
    assertThat(post("{\"action\": \"rollback\"}", ServedSample.TOKEN).body())
        .contains("nothing to return to");
    HttpResponse<String> missing =
        post("{\"action\": \"use\", \"model\": \"cartilage@9.0.0\"}", ServedSample.TOKEN);
    assertThat(missing.statusCode()).isEqualTo(409);
    assertThat(missing.body()).contains("no model 'cartilage@9.0.0'", "cartilage@1.0.0");
    assertThat(post(shadow, ServedSample.TOKEN).statusCode()).isEqualTo(202);

    // By command; its answer waits for the service's.
    Run same = served.run("models", "use", "cartilage", "cartilage", "--json");
    JsonNode told = JSON.readTree(same.out());
    assertThat(told.at("/wanted/active/model").asText()).isEqualTo("cartilage@1.0.0");
    assertThat(told.at("/instances/0/active")).isEqualTo(told.at("/wanted/active"));
    JsonNode status = JSON.readTree(served.run("models", "status", "--json").out());
    assertThat(served.get("/api/models").at("/pipelines/0")).isEqualTo(status);

    Run refused = served.tried("models", "use", "cartilage", "cartilage@9.0.0");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out())
        .contains("uses cartilage@1.0.0", "REFUSED: cartilage@9.0.0", "stays in use");
    assertThat(served.get("/health").toString()).contains("cartilage@9.0.0 is refused");
    assertThat(served.service().health().isUp()).isTrue();
    served.run("models", "use", "cartilage", "cartilage@1.0.0");
    assertThat(served.get("/health").toString()).doesNotContain("is refused");
  }
}
