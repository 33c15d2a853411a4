package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.cli.sending.OutcomeWatch;
import org.spectrastreams.export.ExportedTables;
import org.spectrastreams.stream.broker.TestClients;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.Topics;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.proto.Wire;

/** The commands that talk to a running service, and the one that does without. */
class RunningServiceIT {
  private static final int PIXELS = 35 * 25;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;

  private static StreamService service;

  @BeforeAll
  static void start() {
    service =
        StreamService.start(
            ServiceConfig.defaults().with("data.dir", data.toString()), new SimpleMeterRegistry());
    byte[] none = "a tool's test message".getBytes(StandardCharsets.UTF_8);
    try (TestClients clients = new TestClients(service.clientProperties())) {
      for (String topic : foreign()) {
        clients.send(new ProducerRecord<>(topic, "again".getBytes(StandardCharsets.UTF_8), none));
      }
    }
  }

  /** Whoever may write there can write what is no message of the service. */
  private static List<String> foreign() {
    Topics topics = service.config().topics();
    return List.of(topics.results(), topics.deadLetter());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void shouldScoreAReplayedFileAsClassifyDoes() throws Exception {
    Run sent;
    try (OutcomeWatch watch =
        new OutcomeWatch(service.clientProperties(), service.config().topics())) {
      sent =
          Run.of(
              "replay",
              "--sample",
              "cartilage",
              "--pipeline",
              "cartilage",
              "--image",
              "replayed",
              "--json",
              "--set",
              "data.dir=" + data);
      watch.await(PIXELS, 1, Duration.ofMinutes(1));
    }
    Run consumed =
        Run.of(
            "consume",
            "results",
            "--json",
            "--from-beginning",
            "--until-end",
            "--image",
            "replayed",
            "--set",
            "data.dir=" + data);
    Run classified = Run.of("classify", "cartilage", "--sample", "cartilage", "--json");

    assertThat(sent.exit()).as(sent.err()).isZero();
    JsonNode report = JSON.readTree(sent.out());
    assertThat(report.path("spectraSent").asInt()).isEqualTo(PIXELS);
    assertThat(report.path("results").asInt()).isEqualTo(PIXELS);
    assertThat(report.path("withoutOutcome").asInt()).isZero();
    assertThat(report.path("deadLetters")).isEmpty();
    assertThat(consumed.lines()).hasSize(PIXELS);
    assertThat(consumed.err()).contains("passed over", "holds no message of this service");
    assertThat(classified.lines()).hasSize(PIXELS);
    assertThat(verdicts(consumed)).isEqualTo(verdicts(classified));
    exported(consumed);
  }

  /** The image that was replayed, as files: by the numbers of its results. */
  private static void exported(Run consumed) throws Exception {
    Map<String, String> classes = new TreeMap<>();
    for (String line : consumed.lines()) {
      JsonNode result = JSON.readTree(line);
      classes.put(
          result.path("x").asText() + "," + result.path("y").asText(),
          result.path("class").isNull() ? "" : result.path("class").asText());
    }
    Path csv = data.resolve("replayed.csv");
    assertThat(export("csv", csv).exit()).isZero();
    List<String> rows =
        Files.readAllLines(csv).stream().filter(line -> !line.startsWith("#")).skip(1).toList();
    assertThat(rows).hasSize(PIXELS);
    for (String row : rows) {
      String[] fields = row.split(",", 6);
      assertThat(fields[4]).isEqualTo(classes.get(fields[0] + "," + fields[1]));
    }
    Path parquet = data.resolve("replayed.parquet");
    assertThat(export("parquet", parquet).exit()).isZero();
    assertThat(
            ExportedTables.assertSame(Files.readAllBytes(csv), Files.readAllBytes(parquet)).rows())
        .hasSize(PIXELS);
    Run again = export("csv", csv);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("is there already", "--overwrite");
    Path tiff = data.resolve("replayed.ome.tif");
    assertThat(export("ome-tiff", tiff).exit()).isZero();
    assertThat(Files.size(tiff)).isGreaterThan(10 * 4L * PIXELS);
    Path zarr = data.resolve("replayed.ome.zarr");
    assertThat(export("ome-zarr", zarr).exit()).isZero();
    assertThat(zarr.resolve("0/.zarray")).exists();
    Path report = data.resolve("replayed.html");
    assertThat(export("report", report).exit()).isZero();
    assertThat(Files.readString(report))
        .contains("875 of 875 have a result", "cartilage@1.0.0", "balanced accuracy")
        .doesNotContain("not in the model store");
    Run missing = Run.of("export", "never-sent", "--format", "csv", "--set", "data.dir=" + data);
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("there is no image never-sent");
  }

  private static Run export(String format, Path to) {
    return Run.of(
        "export",
        "replayed",
        "--format",
        format,
        "--to",
        to.toString(),
        "--set",
        "data.dir=" + data);
  }

  /** Class, probabilities and model of every pixel. */
  private static Map<String, String> verdicts(Run run) throws Exception {
    Map<String, String> verdicts = new TreeMap<>();
    for (String line : run.lines()) {
      JsonNode result = JSON.readTree(line);
      verdicts.put(
          result.path("x").asText() + "," + result.path("y").asText(),
          result.path("class").asText()
              + result.path("meanProbabilities")
              + result.path("meanProbabilities")
              + result.path("modelDigest").asText());
    }
    return verdicts;
  }

  @Test
  void shouldSayWhyAReplayHasNoResultsAndWhichOptionHelps(@TempDir Path folder) throws Exception {
    StringBuilder table = new StringBuilder("wavenumber,first,second");
    for (int i = 0; i <= 200; i++) {
      table.append('\n').append(1000 + 4 * i).append(",0.1,").append(0.1 + Math.sin(i) / 20);
    }
    Path file = Files.writeString(folder.resolve("two.csv"), table.append('\n'));
    Run refused =
        Run.of("replay", file.toString(), "--pipeline", "tissue", "--set", "data.dir=" + data);

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out())
        .contains(
            "2 spectra sent", "0 with a result", "2 without a result", "--quantity absorbance");
    assertThat(refused.err()).contains("2 spectra of 201 points", "unspecified (not stated)");
    Run taken =
        Run.of(
            "replay",
            file.toString(),
            "--pipeline",
            "tissue",
            "--quantity",
            "absorbance",
            "--set",
            "data.dir=" + data);
    assertThat(taken.exit()).as(taken.out()).isZero();
    assertThat(taken.out()).contains("2 with a result", "1 of these flagged FLAT");
    Run unwatched =
        Run.of(
            "replay",
            file.toString(),
            "--pipeline",
            "tissue",
            "--no-wait",
            "--set",
            "data.dir=" + data);
    assertThat(unwatched.exit()).isZero();
    assertThat(unwatched.out()).doesNotContain("result");
  }

  @Test
  void shouldDoubleNothingWhenAReplayStartsAgainAndScoreANewScanAnew() throws Exception {
    Run first = replayed();
    assertThat(first.exit()).as(first.out()).isZero();
    Run again = replayed();
    assertThat(again.err()).contains("was sent before", "--new-scan");
    assertThat(again.exit()).as(again.out()).isZero();
    assertThat(JSON.readTree(again.out()).path("results").asInt()).isEqualTo(PIXELS);
    assertThat(resultsOf("twice")).hasSize(PIXELS);
    Run anew = replayed("--new-scan");
    assertThat(anew.err()).doesNotContain("was sent before");
    assertThat(JSON.readTree(anew.out()).path("results").asInt()).isEqualTo(PIXELS);
    assertThat(resultsOf("twice")).hasSize(2 * PIXELS);
  }

  private static Run replayed(String... more) {
    List<String> command = new ArrayList<>(List.of("replay", "--sample", "cartilage", "--json"));
    command.addAll(List.of("--pipeline", "cartilage", "--image", "twice"));
    command.addAll(List.of("--set", "data.dir=" + data));
    command.addAll(List.of(more));
    return Run.of(command.toArray(String[]::new));
  }

  private static List<String> resultsOf(String image) {
    return Run.of(
            "consume",
            "results",
            "--json",
            "--from-beginning",
            "--until-end",
            "--image",
            image,
            "--set",
            "data.dir=" + data)
        .lines();
  }

  /** A status of this service in all but its time. */
  @Test
  void shouldPassOverAStatusWhoseTimeIsNoneAndGoOn() {
    try (TestClients clients = new TestClients(service.clientProperties())) {
      for (String time : List.of("yesterday", "2026-11-27T21:30:00")) {
        Wire.ImageStatus status =
            Wire.ImageStatus.newBuilder()
                .setImageId("times")
                .setWidth(1)
                .setHeight(1)
                .setMeasurement(Wire.Measurement.newBuilder().setAcquiredLocal(time))
                .build();
        clients.send(
            new ProducerRecord<>(
                service.config().topics().images(),
                time.getBytes(StandardCharsets.UTF_8),
                status.toByteArray()));
      }
    }
    List<String> consume = new ArrayList<>(List.of("consume", "images", "--json", "--until-end"));
    consume.addAll(List.of("--image", "times", "--set", "data.dir=" + data));
    Run consumed = Run.of(consume.toArray(String[]::new));

    assertThat(consumed.exit()).as(consumed.err()).isZero();
    assertThat(consumed.err()).contains("passed over", "\"yesterday\"");
    assertThat(consumed.lines())
        .singleElement()
        .satisfies(line -> assertThat(line).contains("2026-11-27T21:30"));
  }

  @Test
  void shouldListThePipelinesWhenOneIsNotKnown() {
    Run wrong = Run.of("replay", "--sample", "cartilage", "--pipeline", "liver");

    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("liver", "cartilage", "sers", "survey", "tissue");
  }

  @Test
  void shouldSayHowToStartAServiceWhereNoneRuns(@TempDir Path empty) {
    Run alone = Run.of("consume", "results", "--set", "data.dir=" + empty);

    assertThat(alone.exit()).isEqualTo(1);
    assertThat(alone.err()).contains(empty.toString(), "spectra serve", "kafka.bootstrap.servers");
  }

  @Test
  void shouldRefuseAModelThatCannotTakeTheSpectra() {
    Run wrong = Run.of("classify", "tissue", "--sample", "cartilage");

    assertThat(wrong.exit()).isEqualTo(1);
    assertThat(wrong.err()).contains("absorbance");
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void shouldScoreAnImageAgainFromTheLogUnderANewGeneration() throws Exception {
    List<String> scan = new ArrayList<>(List.of("replay", "--sample", "cartilage", "--json"));
    scan.addAll(List.of("--pipeline", "cartilage", "--image", "again"));
    scan.addAll(List.of("--set", "data.dir=" + data));
    Run sent = Run.of(scan.toArray(String[]::new));
    assertThat(sent.exit()).as(sent.err()).isZero();
    List<String> before = resultsOf("again");
    assertThat(before).hasSize(PIXELS);
    while (!stateOf("again").equals("complete")) {
      Thread.onSpinWait(); // the map follows the results
    }

    Run scored =
        Run.of(
            "rescore",
            "again",
            "--model",
            "cartilage@1.0.0",
            "--json",
            "--set",
            "data.dir=" + data);
    assertThat(scored.exit()).as(scored.err()).isZero();
    JsonNode told = JSON.readTree(scored.out());
    assertThat(told.get("spectra").asInt()).isEqualTo(PIXELS);
    List<String> after = resultsOf("again");
    assertThat(after).hasSize(2 * PIXELS);
    String generation = told.get("generation").asText();
    assertThat(after.subList(PIXELS, 2 * PIXELS))
        .allSatisfy(
            line ->
                assertThat(JSON.readTree(line).get("generation").asText()).isEqualTo(generation));
    long first = Long.parseUnsignedLong(JSON.readTree(after.get(0)).get("generation").asText());
    assertThat(Long.parseUnsignedLong(generation)).isEqualTo(first + 1);
    assertThat(withoutGeneration(after.subList(PIXELS, 2 * PIXELS)))
        .containsExactlyInAnyOrderElementsOf(withoutGeneration(before));
  }

  private static String stateOf(String id) throws Exception {
    List<String> states =
        Run.of(
                "consume",
                "images",
                "--json",
                "--from-beginning",
                "--until-end",
                "--image",
                id,
                "--set",
                "data.dir=" + data)
            .lines();
    return states.isEmpty()
        ? ""
        : JSON.readTree(states.get(states.size() - 1)).get("state").asText();
  }

  private static List<JsonNode> withoutGeneration(List<String> lines) throws Exception {
    List<JsonNode> results = new ArrayList<>();
    for (String line : lines) {
      ObjectNode result = (ObjectNode) JSON.readTree(line);
      result.remove("generation");
      results.add(result);
    }
    return results;
  }
}
