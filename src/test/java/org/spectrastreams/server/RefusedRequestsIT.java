package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.Overheard;

/** Requests over a real socket that name nothing, or come from where nobody may ask. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class RefusedRequestsIT {
  @AutoClose private static final ServedImage served = ServedImage.listen();

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/images", "/health", "/metrics", "/app.js", "/nowhere"})
  void shouldRefuseAForeignHostEverywhere(String path) throws IOException {
    String answer =
        served.raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 421").contains("http.allowed.hosts");
    assertThat(answer).doesNotContain("cartilage").doesNotContain("<html");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/web/../../../pom.xml",
        "/%2e%2e/%2e%2e/logback.xml",
        "/..%2f..%2flogback.xml",
        "/app.js/../../logback.xml",
        "/./logback.xml",
        "//etc/passwd",
        "/web/index.html",
        "/logback.xml",
        "/org/spectrastreams/server/Routes.class"
      })
  void shouldServeNoFileOutsideThePage(String path) throws IOException {
    String answer =
        served.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
    assertThat(answer).doesNotContain("root:").doesNotContain("<configuration");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/images/..%2f..%2fetc",
        "/api/images/a%20b",
        "/api/images/%00",
        "/api/images/c-1/layers/..%2fclass",
        "/api/images/c-1/layers/nosuch",
        "/api/images/c-1/pixels/-1/0",
        "/api/images/c-1/pixels/35/0",
        "/api/images/c-1/pixels/0/25",
        "/api/images/c-1/pixels/99999999999/0",
        "/api/images/c-1/pixels/1e3/0",
        "/api/images/unknown",
        "/api/images/c-1/layers/class?x=30&width=10",
        "/api/images/c-1/layers/class?x=-1",
        "/api/images/c-1/layers/class?width=0",
        "/api/images/c-1/layers/class?format=xlsx",
        "/api/images/c-1/pixels/1/1/explanations/magic",
        "/api/images/c-1/pixels/35/1/explanations/lime",
        "/api/images/c-1/pixels/1/1/explanations/lime?class=liver",
        "/api/images/c-1/pixels/1/1/explanations/lime?samples=-1",
        "/api/images/c-1/pixels/1/1/explanations/lime?seed=1e9",
        "/api/pipelines/liver/contexts",
        "/api/pipelines/liver/methods",
        "/api/pipelines/cartilage/contexts?version=9.9.9",
        "/api/pipelines/cartilage/contexts?version=..%2f..%2fetc",
        "/api/pipelines/..%2fcartilage/contexts"
      })
  void shouldRefuseParametersThatNameNothing(String path) throws IOException {
    String answer =
        served.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 (400|404) .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"})
  void shouldAnswerOnlyGet(String method) throws IOException {
    String answer =
        served.raw(
            method
                + " /api/images HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 405");
    assertThat(answer).doesNotContain("Access-Control-Allow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/images",
        "/api/images/c-1/pixels/1/1",
        "/api/images/c-1/pixels/1/1/explanations/lime",
        "/api/events"
      })
  void shouldLetNoPageOfAnotherSiteAskForWork(String path) throws Exception {
    assertThat(served.get(path, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
    assertThat(served.get(path, "Sec-Fetch-Site", "same-site").statusCode())
        .as("of a host beside this one, or of another port of this machine")
        .isEqualTo(403);
  }

  @Test
  void shouldTellOfChangesThatAreRefusedAndOfNoFloodOfThem() throws Exception {
    int flood = 4 * ServedImage.COSTLY_PER_MINUTE;
    try (Overheard overheard = new Overheard()) {
      for (int i = 0; i < flood; i++) {
        assertThat(
                served.raw(
                    String.join(
                        "\r\n",
                        "POST /api/models/cartilage HTTP/1.1",
                        "Host: evil.example",
                        "Content-Length: 0",
                        "Connection: close",
                        "",
                        "")))
            .startsWith("HTTP/1.1 421");
      }
      assertThat(overheard.log().stream().filter(line -> line.startsWith("audit: ")))
          .hasSizeBetween(1, ServedImage.COSTLY_PER_MINUTE)
          .allMatch(line -> line.contains(" asked POST /api/models/cartilage: 421 "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"same-origin", "none"})
  void shouldAnswerItsOwnPageAndWhoTypesTheAddress(String site) throws Exception {
    assertThat(served.get("/api/images", "Sec-Fetch-Site", site).statusCode()).isEqualTo(200);
  }
}
