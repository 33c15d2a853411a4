package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spectrastreams.server.port.SecurityHeaders;

/** The page's files over a real socket. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PageRoutesIT {
  @AutoClose private static final ServedImage served = ServedImage.listen();

  @Test
  void shouldSendSecurityHeadersWithEveryAnswer() throws Exception {
    for (String path : List.of("/", "/app.js", "/api/images", "/api/images/unknown", "/nowhere")) {
      HttpResponse<byte[]> answer = served.get(path);
      SecurityHeaders.ALL.forEach(
          (name, value) -> assertThat(answer.headers().firstValue(name)).as(path).contains(value));
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void shouldServeEveryFileThatThePageLoads() throws Exception {
    for (String path : new PageFiles().paths()) {
      HttpResponse<byte[]> answer = served.get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .as("nothing from elsewhere in " + path)
          .doesNotContainPattern("(src|href|from)=?\\s*[\"']https?://");
    }
  }
}
