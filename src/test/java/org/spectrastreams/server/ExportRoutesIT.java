package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spectrastreams.export.ExportFormat;
import org.spectrastreams.export.ExportedTables;
import org.spectrastreams.export.parquet.ReadParquet;
import org.spectrastreams.wire.proto.Wire;

/** Exports of an image over REST: every format, and what is said where one cannot be made. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExportRoutesIT {
  @AutoClose private final ServedImage served = ServedImage.listen();

  @Test
  void shouldExportTheImageInEveryFormatByWhatItSays() throws Exception {
    for (ExportFormat format : ExportFormat.values()) {
      HttpResponse<byte[]> answer = served.export("c-1", format.id());
      assertThat(answer.statusCode()).as(format.id()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .isEqualToIgnoringWhitespace(format.contentType());
      assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
          .endsWith("filename=\"c-1" + format.ending() + "\"");
      assertThat(answer.body()).hasSizeGreaterThan(200);
    }
    ReadParquet table =
        ExportedTables.assertSame(
            served.export("c-1", "csv").body(), served.export("c-1", "parquet").body());
    assertThat(table.facts()).containsEntry("image", "c-1").containsKey("missing");
    byte[] tiff = served.export("c-1", "ome-tiff?layer=confidence").body();
    assertThat(tiff).startsWith('I', 'I', 42, 0);
    assertThat(new String(tiff, StandardCharsets.ISO_8859_1)).contains("SizeC=\"1\"");
    HttpResponse<byte[]> report = served.export("c-1", "report");
    assertThat(report.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("sandbox")
        .doesNotContain("script-src");
  }

  @Test
  void shouldHangUpWhereAnAnswerThatHasBegunCannotBeFinished() {
    assertThatThrownBy(() -> served.get("/api/half")).isInstanceOf(IOException.class);
  }

  @Test
  void shouldOfferNoFileWhereAMessageTakesItsPlace() throws Exception {
    served.loseTheLog();
    for (String format : List.of("csv", "parquet")) {
      HttpResponse<byte[]> failed = served.export("c-1", format);
      assertThat(failed.statusCode()).isEqualTo(500);
      assertThat(failed.headers().firstValue("Content-Disposition")).isEmpty();
      assertThat(new String(failed.body(), StandardCharsets.UTF_8)).contains("\"error\"");
    }
  }

  @Test
  void shouldSayWhatCannotBeExported() throws Exception {
    assertThat(served.export("c-1", "gif").statusCode()).isEqualTo(404);
    assertThat(served.export("c-2", "png").statusCode()).isEqualTo(404);
    HttpResponse<byte[]> layer = served.export("c-1", "png?layer=fat");
    assertThat(layer.statusCode()).isEqualTo(404);
    assertThat(new String(layer.body(), StandardCharsets.UTF_8)).contains("it has [class,");
    served
        .maps()
        .accept(
            Wire.ImageStatus.newBuilder(served.maps().image("c-1").orElseThrow().status())
                .setImageId("wide")
                .setWidth(4096)
                .setHeight(4096)
                .build());
    HttpResponse<byte[]> wide = served.export("wide", "ome-tiff");
    assertThat(wide.statusCode()).isEqualTo(413);
    assertThat(new String(wide.body(), StandardCharsets.UTF_8)).contains("./spectra export");
  }
}
