package org.spectrastreams.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Fixture: the jar of the service, with the class path that its manifest names and nothing else.
 */
final class ServiceJar {
  private ServiceJar() {}

  /** The jar that this build has made. Skips the test where there is none. */
  static Path file() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("target").toAbsolutePath())) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches("spectra-streams-.*\\.jar"))
              .findFirst()
              .orElse(null);
      assumeThat(jar).as("the jar is there: mvn package makes it").isNotNull();
      return jar;
    }
  }

  /** What a process printed, and how it ended. */
  record Answer(int status, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  /** Runs one command of the jar in the project's folder; what it prints goes by {@code folder}. */
  static Answer run(Path folder, List<String> javaOptions, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Lives for seconds, as the test's own JVM does.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", file().toString()));
    command.addAll(List.of(arguments));
    return run(Path.of("").toAbsolutePath(), folder, Map.of(), command);
  }

  /** Runs a command where {@code where} is; it has five minutes. */
  static Answer run(Path where, Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", null);
    Path err = Files.createTempFile(folder, "err", null);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(300, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " did not end within 300 s");
    }
    return new Answer(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
