package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.service.StreamService;

/** The programs in examples/, run as their page says, against a running service. */
class ExamplesIT {
  private static final int SPECTRA = 64;

  @TempDir static Path data;

  private static StreamService service;

  @BeforeAll
  static void start() {
    service =
        StreamService.start(
            ServiceConfig.defaults().with("data.dir", data.toString()).with("broker.login", "none"),
            new SimpleMeterRegistry());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String bootstrap() {
    return service.clientProperties().get("bootstrap.servers").toString();
  }

  @Test
  void shouldSendAndReadAnImageFromJava() throws Exception {
    List<String> launch = java(System.getProperty("java.class.path"));
    assertThat(run(launch, "examples/java/ExampleProducer.java", bootstrap(), "from-java"))
        .containsExactly("sent 64 spectra of image from-java");
    assertResults(
        run(launch, "examples/java/ExampleConsumer.java", bootstrap(), "from-java", "" + SPECTRA));
  }

  /** A producer, a consumer and a question, with the wire contract and Kafka's client alone. */
  @Test
  void shouldSendReadAndAskWithTheClientJarAlone(@TempDir Path folder) throws Exception {
    ClientJar.copyTo(folder);
    List<String> launch = java(folder + ":" + ClientJar.libraries());
    assertThat(run(launch, "examples/java/ExampleProducer.java", bootstrap(), "from-client"))
        .containsExactly("sent 64 spectra of image from-client");
    assertResults(
        run(launch, "examples/java/ExampleConsumer.java", bootstrap(), "from-client", "64"));
    Run replayed =
        Run.of(
            "replay",
            "--simulate",
            "8x8",
            "--seed",
            "5",
            "--pipeline",
            "tissue",
            "--image",
            "to-ask",
            "--set",
            "data.dir=" + data);
    assertThat(replayed.exit()).as(replayed.err()).isZero();
    assertThat(run(launch, "examples/java/ExampleExplanation.java", bootstrap(), "to-ask"))
        .singleElement()
        .asString()
        .matches("(normal|hyperplastic|adenomatous|cancerous) by lime: most for it speaks 1\\d{3}");
  }

  @Test
  void shouldSendAndReadAnImageFromPython(@TempDir Path generated) throws Exception {
    Optional<String> python = python("confluent_kafka, google.protobuf, grpc_tools");
    assumeTrue(
        python.isPresent(),
        "no Python with confluent-kafka, protobuf and grpcio-tools: SPECTRA_TEST_PYTHON names one");
    String contract = "--python_out=" + generated;
    run(
        List.of(python.get(), "-m", "grpc_tools.protoc"),
        "-Istreams/proto",
        contract,
        "streams/proto/spectra.proto");
    for (String program : List.of("producer.py", "consumer.py")) {
      Files.copy(Path.of("examples/python", program), generated.resolve(program));
    }
    List<String> launch = List.of(python.get());
    String producer = generated.resolve("producer.py").toString();
    String consumer = generated.resolve("consumer.py").toString();
    assertThat(run(launch, producer, bootstrap(), "from-python"))
        .containsExactly("sent 64 spectra of image from-python");
    assertResults(run(launch, consumer, bootstrap(), "from-python", "" + SPECTRA));
  }

  @Test
  void shouldSendReadAndAskByThePythonPackage(@TempDir Path folder) throws Exception {
    Optional<String> python = python("confluent_kafka, google.protobuf, numpy, pandas");
    assumeTrue(
        python.isPresent(),
        "no Python with confluent-kafka, protobuf, numpy and pandas: SPECTRA_TEST_PYTHON names"
            + " one");
    Path spectra = folder.resolve("spectra.csv");
    Run simulated = Run.of("convert", "--simulate", "8x8", "--seed", "5");
    assertThat(simulated.exit()).isZero();
    Files.writeString(spectra, simulated.out());
    List<String> said =
        run(
            List.of("env", "PYTHONPATH=streams/python", "PYTHONDONTWRITEBYTECODE=1", python.get()),
            "streams/python/tests/run.py",
            bootstrap(),
            "from-package",
            spectra.toString());
    assertThat(said)
        .startsWith("sent 63 spectra", "read 63 results of tissue@1.0.0", "explained by lime");
  }

  /** Every pixel once, and the band that the producer planted grows from column to column. */
  private static void assertResults(List<String> lines) {
    assertThat(lines).hasSize(SPECTRA);
    double[][] band = new double[8][8];
    for (String line : lines) {
      String[] words = line.split(" ");
      String[] place = words[0].split(",");
      int name = List.of(words).indexOf("co2-2349");
      assertThat(name).as(line).isPositive();
      band[Integer.parseInt(place[1])][Integer.parseInt(place[0])] =
          Double.parseDouble(words[name + 1]);
    }
    for (double[] row : band) {
      assertThat(row[0]).isPositive();
      for (int x = 1; x < row.length; x++) {
        assertThat(row[x]).isGreaterThan(row[x - 1]);
      }
    }
  }

  private static Optional<String> python(String libraries)
      throws IOException, InterruptedException {
    List<String> candidates = new ArrayList<>();
    Optional.ofNullable(System.getenv("SPECTRA_TEST_PYTHON")).ifPresent(candidates::add);
    candidates.add("python3");
    for (String candidate : candidates) {
      try {
        Process found =
            new ProcessBuilder(candidate, "-c", "import " + libraries)
                .redirectErrorStream(true)
                .start();
        found.getInputStream().readAllBytes();
        if (found.waitFor() == 0) {
          return Optional.of(candidate);
        }
      } catch (IOException notThere) {
        // the next one may be
      }
    }
    return Optional.empty();
  }

  /** Java with a class path; it compiles and runs a program for seconds, as this JVM does tests. */
  private static List<String> java(String classPath) {
    String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(program, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath);
  }

  private static List<String> run(List<String> launch, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(launch);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var out = process.inputReader()) {
      List<String> lines = out.lines().filter(line -> !line.isBlank()).toList();
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", command).isTrue();
      assertThat(process.exitValue()).as("exit of %s", command).isZero();
      return lines;
    } finally {
      process.destroyForcibly();
    }
  }
}
