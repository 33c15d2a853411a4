package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.export.ExportedTables;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/** Tables of results: what they hold is what REST tells, and what has left the log is counted. */
class ExportedResultsIT {
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

  @Test
  void shouldExportTheResultsThatItTells() throws Exception {
    List<String> rows =
        served
            .text("/api/images/" + image + "/export/csv")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(rows).hasSize(1 + ServedSample.PIXELS);
    JsonNode told = served.get("/api/images/" + image + "/pixels/12/7").get("result");
    String row = rows.stream().filter(line -> line.startsWith("12,7,")).findFirst().orElseThrow();
    assertThat(row.split(",", 7)[4]).isEqualTo(told.get("class").asText());
    assertThat(row).contains("," + told.get("confidence").asText() + ",");
    ExportedTables.assertSame(
        served.bytes("/api/images/" + image + "/export/csv"),
        served.bytes("/api/images/" + image + "/export/parquet"));
  }

  /** The results of one pixel, and of both, have left the log before the command read it. */
  @Test
  void shouldCountInAnExportWhatHasLeftTheLog() throws Exception {
    try (TestClients clients = new TestClients(served.service().clientProperties())) {
      Wire.ResultBlock left =
          Wire.ResultBlock.newBuilder()
              .setImageId("half-gone")
              .setWidth(2)
              .setHeight(1)
              .addX(1)
              .addY(0)
              .setQuality(Packed.shorts(new short[1]))
              .build();
      send(clients, served.service().config().topics().results(), "half-gone", left.toByteArray());
      // The running service tells of its one pixel first; what the test says stands behind that.
      boolean[] told = new boolean[1];
      clients.read(
          served.service().config().topics().images(),
          record -> told[0] |= TestClients.key(record).equals("half-gone"),
          () -> told[0]);
      for (String id : List.of("half-gone", "all-gone")) {
        Wire.ImageStatus status =
            Wire.ImageStatus.newBuilder()
                .setImageId(id)
                .setWidth(2)
                .setHeight(1)
                .setSeen(2)
                .addLayers(
                    Wire.Layer.newBuilder()
                        .setId("quality")
                        .setEncoding(Wire.TileEncoding.FLAGS_U16))
                .build();
        send(clients, served.service().config().topics().images(), id, status.toByteArray());
      }
    }
    Path half = folder.resolve("half-gone.csv");
    served.run("export", "half-gone", "--format", "csv", "--to", half.toString());
    assertThat(half)
        .content()
        .contains("# missing: 1 results of the map are no longer in the log")
        .contains("\n1,0,");
    Path typed = folder.resolve("half-gone.parquet");
    served.run("export", "half-gone", "--format", "parquet", "--to", typed.toString());
    ExportedTables.assertSame(Files.readAllBytes(half), Files.readAllBytes(typed));
    Path none = folder.resolve("all-gone.csv");
    Run gone = served.tried("export", "all-gone", "--format", "csv", "--to", none.toString());
    assertThat(gone.exit()).isEqualTo(1);
    assertThat(gone.err()).contains("they have left the log").doesNotContain("./spectra export");
    assertThat(none).doesNotExist();
  }

  private static void send(TestClients clients, String topic, String key, byte[] value) {
    clients.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }
}
