package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.agilent.AgilentFixture;
import org.spectrastreams.stream.broker.JavaProcess;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.stream.tracing.Collector;

/** A folder that is watched, with a service that runs. */
class WatchIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIDE = 4;
  private static final int POINTS = 401;

  @TempDir static Path data;
  @TempDir Path folder;

  private static StreamService service;
  private static List<String> sample;

  @BeforeAll
  static void start() {
    service =
        StreamService.start(
            ServiceConfig.defaults().with("data.dir", data.toString()), new SimpleMeterRegistry());
    sample = Run.of("convert", "--sample", "cartilage").lines();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private Run watch(String pipeline, String... more) {
    List<String> command = new ArrayList<>(List.of("watch", folder.toString(), "--once", "--json"));
    command.addAll(List.of("--pipeline", pipeline, "--settle", "0.2", "--poll", "0.1"));
    command.addAll(List.of("--set", "data.dir=" + data));
    command.addAll(List.of(more));
    return Run.of(command.toArray(String[]::new));
  }

  private static JsonNode answer(Run run) throws Exception {
    assertThat(run.out()).as(run.err()).startsWith("{");
    return JSON.readTree(run.out());
  }

  private static List<JsonNode> consumed(String what, String image) throws Exception {
    Run run =
        Run.of(
            "consume",
            what,
            "--json",
            "--from-beginning",
            "--until-end",
            "--image",
            image,
            "--set",
            "data.dir=" + data);
    List<JsonNode> all = new ArrayList<>();
    for (String line : run.lines()) {
      all.add(JSON.readTree(line));
    }
    return all;
  }

  private static List<String> places(List<JsonNode> results) {
    return results.stream()
        .map(result -> result.path("x").asInt() + "," + result.path("y").asInt())
        .toList();
  }

  /** The first spectra of the sample as a list without places, a line each. */
  private static String list(int from, int to) {
    List<String> rows = sample.stream().filter(line -> !line.startsWith("#")).toList();
    StringBuilder text = new StringBuilder();
    for (int row = from; row < to; row++) {
      if (row == 0) {
        sample.stream()
            .filter(line -> line.startsWith("# quantity"))
            .forEach(line -> text.append(line).append('\n'));
        text.append(rows.get(0).split(",", 3)[2]).append('\n');
      }
      text.append(rows.get(1 + row).split(",", 3)[2]).append('\n');
    }
    return text.toString();
  }

  @Test
  void shouldSendWhatIsThereThenWhatIsNewAndSayWhatItLeavesOut() throws Exception {
    Path file = Files.writeString(folder.resolve("list.csv"), list(0, 20));
    Files.writeString(folder.resolve("twin.csv"), list(0, 20));
    Files.writeString(folder.resolve("later.csv.part"), list(0, 3));
    Path broken = Files.writeString(folder.resolve("broken.dat"), "\u0001\u0002 no spectra");
    Run run;
    try (Collector collector = new Collector()) {
      run = watch("cartilage", "--set", "tracing.endpoint=" + collector.address());
      assertThat(collector.spans())
          .as("a span for each block, none for the notes of what was sent")
          .isNotEmpty()
          .allMatch(span -> span.get("name").asText().equals("send spectra.raw"));
    }
    JsonNode first = answer(run);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(first.path("images")).as(run.err()).hasSize(1);
    assertThat(first.at("/images/0/spectraSent").asInt()).isEqualTo(20);
    assertThat(first.at("/images/0/results").asInt()).isEqualTo(20);
    assertThat(first.at("/notRead/0/file").asText()).isEqualTo("broken.dat");
    assertThat(first.path("notRead")).hasSize(1);
    assertThat(first.at("/skipped/0/file").asText()).isEqualTo("twin.csv");
    assertThat(first.at("/skipped/0/sameAs").asText()).isEqualTo("list.csv");
    String image = first.at("/images/0/image").asText();
    assertThat(image).startsWith("list.csv-");

    Files.delete(broken);
    Files.writeString(folder.resolve("notes.txt"), "the sample was wet\n");
    Run again = watch("cartilage");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(answer(again).path("images")).isEmpty();
    assertThat(answer(again).at("/passedOver/0/file").asText()).isEqualTo("notes.txt");

    Files.writeString(file, list(20, 25), StandardOpenOption.APPEND);
    JsonNode grown = answer(watch("cartilage"));
    assertThat(grown.at("/images/0/image").asText()).isEqualTo(image);
    assertThat(grown.at("/images/0/spectraSent").asInt()).isEqualTo(5);
    assertThat(grown.at("/images/0/results").asInt()).isEqualTo(5);
    List<JsonNode> results = consumed("results", image);
    assertThat(places(results)).hasSize(25).doesNotHaveDuplicates();
    assertThat(results.stream().map(result -> result.path("generation")).distinct()).hasSize(1);

    Files.writeString(file, list(0, 1) + list(30, 34));
    JsonNode anew = answer(watch("cartilage"));
    assertThat(anew.at("/images/0/results").asInt()).isEqualTo(5);
    results = consumed("results", image);
    assertThat(results.stream().map(result -> result.path("generation")).distinct()).hasSize(2);
  }

  private static byte[] tile(int column, int row) {
    ByteBuffer out =
        ByteBuffer.allocate(1020 + 4 * SIDE * SIDE * POINTS).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {0x00, 0x72, 0x47, 0x00});
    out.putInt(9, POINTS).putShort(24, (short) SIDE).putShort(26, (short) SIDE).position(1020);
    for (int point = 0; point < POINTS; point++) {
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        out.putFloat((float) (0.5 + 0.3 * Math.sin(0.05 * point + pixel + column + 2 * row)));
      }
    }
    return out.array();
  }

  private void writeTile(int column, int row) throws Exception {
    String name = String.format(Locale.ROOT, "scan_%04d_%04d.dmd", column, row);
    Files.write(folder.resolve(name), tile(column, row));
  }

  @Test
  void shouldSendTheTilesOfAMosaicAsTheyAppearEachInItsPlace() throws Exception {
    Files.write(folder.resolve("scan.dmt"), new AgilentFixture(SIDE, SIDE, POINTS, 450, 4.0).bsp());
    writeTile(0, 0);
    Files.write(folder.resolve("scan_0001_0000.dmd"), new byte[2000]); // not whole yet
    Run first = watch("survey");
    assertThat(answer(first).at("/images/0/results").asInt()).as(first.err()).isEqualTo(16);
    assertThat(answer(first).at("/notRead/0/file").asText()).isEqualTo("scan_0001_0000.dmd");
    writeTile(1, 0);
    writeTile(0, 1);
    Run second = watch("survey");
    assertThat(answer(second).at("/images/0/results").asInt()).as(second.err()).isEqualTo(32);
    assertThat(second.exit()).as(second.out()).isZero();
    writeTile(1, 1);
    String image = answer(watch("survey")).at("/images/0/image").asText();
    assertThat(image).startsWith("scan.dmt-");
    List<String> places = places(consumed("results", image));
    assertThat(places).hasSize(4 * SIDE * SIDE).doesNotHaveDuplicates();
    JsonNode status = lastStatus(image, 64);
    assertThat(status.path("width").asInt()).isEqualTo(2 * SIDE);
    assertThat(status.path("height").asInt()).isEqualTo(2 * SIDE);
    assertThat(status.path("state").asText()).isEqualTo("complete");
  }

  /** The newest state of an image, once it has so many pixels. */
  private static JsonNode lastStatus(String image, int pixels) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (true) {
      List<JsonNode> all = consumed("images", image);
      JsonNode last = all.get(all.size() - 1);
      if (last.path("seen").asInt() >= pixels || System.nanoTime() > deadline) {
        return last;
      }
    }
  }

  @Test
  void shouldSendEverySpectrumOnceThoughItIsKilled() throws Exception {
    Files.write(folder.resolve("map.csv"), sample);
    Path log = data.resolve("watch.log");
    String image;
    int before;
    try (JavaProcess process =
        new JavaProcess(
            log,
            Map.of(),
            "org.spectrastreams.cli.Spectra",
            "watch",
            folder.toString(),
            "--pipeline",
            "cartilage",
            "--settle",
            "0.2",
            "--rate",
            "150",
            "--block",
            "7",
            "--set",
            "data.dir=" + data)) {
      image = imageIn(log, process);
      do {
        process.run(50);
        before = places(consumed("results", image)).size();
      } while (before < 30);
      process.kill();
    }
    Run rest = watch("cartilage");
    assertThat(rest.exit()).as(rest.out() + rest.err()).isZero();
    int sent = answer(rest).at("/images/0/spectraSent").asInt();
    assertThat(sent).isBetween(1, 875 - before);
    List<JsonNode> results = consumed("results", image);
    assertThat(places(results)).hasSize(875).doesNotHaveDuplicates();
    Set<String> scans =
        results.stream().map(one -> one.path("generation").asText()).collect(Collectors.toSet());
    assertThat(scans).hasSize(1);
    assertThat(lastStatus(image, 875).path("state").asText()).isEqualTo("complete");
  }

  /** Half of a piece of a file is written, then the other half. */
  private static void append(Path file, byte[] piece, JavaProcess process) throws Exception {
    int half = piece.length / 2;
    Files.write(file, Arrays.copyOf(piece, half), StandardOpenOption.APPEND);
    process.run(20);
    byte[] rest = Arrays.copyOfRange(piece, half, piece.length);
    Files.write(file, rest, StandardOpenOption.APPEND);
    process.run(60);
  }

  private JavaProcess watching(String pipeline, Path log) {
    return new JavaProcess(
        log,
        Map.of(),
        "org.spectrastreams.cli.Spectra",
        "watch",
        folder.toString(),
        "--pipeline",
        pipeline,
        "--settle",
        "1",
        "--poll",
        "0.1",
        "--set",
        "data.dir=" + data);
  }

  @Test
  void shouldSendLinesWhileTheyAreWrittenAndEndCleanly() throws Exception {
    Path file = Files.writeString(folder.resolve("growing.csv"), list(0, 1));
    Path log = data.resolve("growing.log");
    String image = "";
    int rows = 1;
    try (JavaProcess process = watching("cartilage", log)) {
      while (image.isEmpty() || consumed("results", image).size() < 5) {
        append(file, list(rows, rows + 1).getBytes(StandardCharsets.UTF_8), process);
        rows++;
        image = Files.readString(log).contains("→ image ") ? imageIn(log, process) : "";
      }
      assertThat(process.terminate(20)).isEqualTo(128 + 15);
    }
    assertThat(places(consumed("results", image)).size()).isLessThan(rows);
    Run rest = watch("cartilage");
    assertThat(rest.exit()).as(rest.out() + rest.err()).isZero();
    List<JsonNode> results = consumed("results", image);
    assertThat(places(results)).hasSize(rows).doesNotHaveDuplicates();
    assertThat(results.stream().map(result -> result.path("generation")).distinct()).hasSize(1);
    assertThat(results).allMatch(result -> result.path("quality").isEmpty());
  }

  @Test
  void shouldSendLinesOfARasterIntoItsFrameWhileItIsWritten() throws Exception {
    int lines = 400;
    StringBuilder header = new StringBuilder("ENVI\nsamples = 8\nlines = " + lines);
    header.append("\nbands = 401\ndata type = 4\ninterleave = bil\nbyte order = 0\n");
    header.append("z plot titles = {Wavenumber, Absorbance}\nwavelength = {");
    for (int band = 0; band < 401; band++) {
      header.append(band == 0 ? "" : ", ").append(1800 + 4 * band);
    }
    Files.writeString(folder.resolve("cube.hdr"), header.append("}\n"));
    Path file = Files.write(folder.resolve("cube.dat"), new byte[0]);
    ByteBuffer line = ByteBuffer.allocate(8 * 401 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int value = 0; value < 8 * 401; value++) {
      line.putFloat((float) (0.5 + 0.3 * Math.sin(0.1 * value)));
    }
    Path log = data.resolve("raster.log");
    String image = "";
    int written = 0;
    try (JavaProcess process = watching("survey", log)) {
      while (!Files.readString(log).contains("not read: cube.hdr")) {
        process.run(50); // until it has looked at a header without data
      }
      while (image.isEmpty() || consumed("results", image).size() < 16) {
        assertThat(written).as(Files.readString(log)).isLessThan(lines);
        append(file, line.array(), process);
        written++;
        image = Files.readString(log).contains("→ image ") ? imageIn(log, process) : "";
      }
      process.kill();
    }
    for (; written < lines; written++) {
      Files.write(file, line.array(), StandardOpenOption.APPEND);
    }
    Run rest = watch("survey");
    assertThat(rest.exit()).as(rest.out() + rest.err()).isZero();
    assertThat(answer(rest).at("/images/0/spectraSent").asInt())
        .isLessThanOrEqualTo(8 * lines - 16);
    List<JsonNode> results = consumed("results", image);
    assertThat(places(results)).hasSize(8 * lines).doesNotHaveDuplicates();
    assertThat(results.stream().map(result -> result.path("generation")).distinct()).hasSize(1);
  }

  /** The id of the image that the process says it sends. */
  private static String imageIn(Path log, JavaProcess process) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (System.nanoTime() < deadline) {
      process.run(50);
      for (String line : Files.readAllLines(log)) {
        int arrow = line.indexOf("→ image ");
        if (arrow >= 0) {
          return line.substring(arrow + "→ image ".length()).strip();
        }
      }
    }
    throw new AssertionError("nothing was read:\n" + Files.readString(log));
  }
}
