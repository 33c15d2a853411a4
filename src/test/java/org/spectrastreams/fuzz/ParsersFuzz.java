package org.spectrastreams.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

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
    return FuzzTarget.names().stream()
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

  /** Puts into a corpus what the parser reads, and what was found before. */
  private static void seed(String name, Path corpus) throws IOException {
    Target target = FuzzTarget.of(name);
    List<byte[]> seeds = new ArrayList<>(target.seeds());
    for (Path found : FoundBefore.of(name)) {
      seeds.add(Files.readAllBytes(found));
    }
    for (int i = 0; i < seeds.size(); i++) {
      target.parse(seeds.get(i));
      Files.write(corpus.resolve("seed-" + i), seeds.get(i));
    }
  }
}
