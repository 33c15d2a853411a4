package org.spectrastreams.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.spectrastreams.formats.contract.FormatSample;
import org.spectrastreams.formats.contract.FormatSamples;

/**
 * Runs the fuzzer on every parser, {@code fuzz.seconds} each (10 unless said), beginning with the
 * readers' samples. Its name keeps it out of the usual tests: it needs the library of the profile
 * {@code fuzz}. {@code fuzz.only} names one parser.
 */
class ParsersFuzz {
  /** The first input waits for every class to be instrumented, which a busy machine is slow at. */
  private static final String TIMEOUT = "-timeout=300";

  private static final Path FOLDER = Path.of("target/fuzz");
  private static final String SECONDS = System.getProperty("fuzz.seconds", "10");

  @TestFactory
  Stream<DynamicTest> shouldFindNothing() {
    String only = System.getProperty("fuzz.only", "");
    return StreamSupport.stream(FuzzTarget.names().spliterator(), false)
        .filter(name -> only.isEmpty() || name.equals(only))
        .map(name -> DynamicTest.dynamicTest(name, () -> fuzz(name)));
  }

  private static void fuzz(String name) throws Exception {
    Path own = FOLDER.resolve(name);
    Path corpus = Files.createDirectories(own.resolve("corpus"));
    seed(name, corpus);
    Path log = own.resolve("log.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-Dfuzz.target=" + name,
                "-Dfuzz.folder=" + own.toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=org.spectrastreams.**:io.jhdf.**",
                "--reproducer_path=" + own.toAbsolutePath(),
                "-artifact_prefix=" + own.toAbsolutePath() + File.separator,
                "-max_total_time=" + SECONDS,
                "-max_len=65536",
                TIMEOUT,
                "-rss_limit_mb=3000",
                corpus.toAbsolutePath().toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int status = process.waitFor();
    assertThat(status).as("what was found stands in %s", log).isZero();
  }

  /** Puts the samples of a reader into its corpus; other parsers begin with nothing. */
  private static void seed(String name, Path corpus) throws IOException {
    for (FormatSamples samples : ServiceLoader.load(FormatSamples.class)) {
      if (!samples.reader().equals(name)) {
        continue;
      }
      for (FormatSample sample : samples.samples()) {
        Path folder = Files.createTempDirectory("seed");
        Path file = sample.writer().write(folder);
        Path kept = corpus.resolve(sample.name().replaceAll("\\W+", "-"));
        if (!Files.exists(kept)) {
          Files.copy(file, kept);
        }
      }
    }
  }
}
