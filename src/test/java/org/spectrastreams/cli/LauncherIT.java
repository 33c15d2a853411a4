package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher {@code ./spectra}, run as a user runs it, in an installation of its own. */
class LauncherIT {
  private static final Path LAUNCHER = Path.of("spectra").toAbsolutePath();

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void copyLauncher() throws IOException {
    home = Files.createDirectory(folder.resolve("an installation"));
    Files.copy(LAUNCHER, home.resolve("spectra"));
    assertThat(home.resolve("spectra").toFile().setExecutable(true)).isTrue();
  }

  @AfterEach
  void unlinkBuild() throws IOException {
    Path build = home.resolve("target");
    if (Files.isDirectory(build)) {
      try (Stream<Path> files = Files.list(build)) {
        for (Path link : files.filter(Files::isSymbolicLink).toList()) {
          Files.delete(link);
        }
      }
    }
  }

  @Test
  void shouldRunThroughALinkFromAnywhereAndKeepStderrEmpty() throws Exception {
    linkBuild();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path link = bin.resolve("spectra");
    Files.createSymbolicLink(link, Path.of("../an installation/spectra"));
    Answer answer = run(bin, Map.of(), link.toString(), "--help");
    assertThat(answer.status).as(answer.err).isZero();
    assertThat(answer.out).startsWith("Usage: spectra");
    assertThat(answer.err).isEmpty();
  }

  @Test
  void shouldSayWhichJavaItMissed() throws Exception {
    Answer answer = run(home, Map.of("JAVA_HOME", folder.toString()), "./spectra", "--help");
    assertThat(answer.status).isEqualTo(1);
    assertThat(answer.err).contains("JAVA_HOME is " + folder, "JDK 17 or newer");
    assertThat(answer.out).isEmpty();
  }

  @Test
  void shouldRefuseAnOlderJava() throws Exception {
    Path old = folder.resolve("jdk-11");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 3\n");
    assertThat(old.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    Answer answer = run(home, Map.of("JAVA_HOME", old.toString()), "./spectra", "--help");
    assertThat(answer.status).isEqualTo(1);
    assertThat(answer.err).contains("is Java 11", "JDK 17 or newer");
  }

  @Test
  void shouldShowWhyABuildFailedAndWhereItsLogIs() throws Exception {
    Files.writeString(home.resolve("pom.xml"), "<project><oops></project>");
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectories(home.resolve("streams/proto"));
    Answer answer = run(home, Map.of(), "./spectra", "--help");
    assertThat(answer.status).isEqualTo(1);
    assertThat(answer.err).contains("oops", "the build failed; the whole log is " + home);
    assertThat(home.resolve("target/build.log")).isNotEmptyFile();
    assertThat(answer.out).isEmpty();
  }

  @Test
  void shouldRebuildOnlyWhenASourceIsNewerThanTheBuild() throws Exception {
    linkBuild();
    Path source = Files.createDirectories(home.resolve("src/main")).resolve("A.java");
    Files.createDirectories(home.resolve("streams/proto"));
    Files.writeString(home.resolve("pom.xml"), "<project><oops></project>");
    Files.writeString(source, "");
    Path stamp = Files.createFile(home.resolve("target/spectra.built"));
    touch(stamp, 1_000_000_020_000L);
    for (Path file : new Path[] {home.resolve("pom.xml"), source, source.getParent()}) {
      touch(file, 1_000_000_000_000L);
    }
    touch(home.resolve("streams/proto"), 1_000_000_000_000L);
    assertThat(run(home, Map.of(), "./spectra", "--help").status).isZero();
    touch(source, 1_000_000_040_000L);
    Answer rebuilt = run(home, Map.of(), "./spectra", "--help");
    assertThat(rebuilt.err).contains("building");
    assertThat(rebuilt.status).isEqualTo(1);
  }

  private static void touch(Path file, long millis) {
    assertThat(file.toFile().setLastModified(millis)).isTrue();
  }

  /** Puts the jar that this build has just made, and its libraries, into the installation. */
  private void linkBuild() throws IOException {
    Path target = Path.of("target").toAbsolutePath();
    try (Stream<Path> files = Files.list(target)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().matches("spectra-streams-.*\\.jar"))
              .findFirst()
              .orElse(null);
      assumeThat(jar).as("the jar is there: mvn package makes it").isNotNull();
      Path build = Files.createDirectory(home.resolve("target"));
      Files.createSymbolicLink(build.resolve(jar.getFileName()), jar);
      Files.createSymbolicLink(build.resolve("lib"), target.resolve("lib"));
    }
  }

  private record Answer(int status, String out, String err) {}

  private Answer run(Path where, Map<String, String> environment, String... command)
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
    if (!process.waitFor(90, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError(String.join(" ", command) + " did not end within 90 s");
    }
    return new Answer(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
