package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    ServiceJar.Answer answer = run(bin, Map.of(), link.toString(), "--help");
    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(answer.out()).startsWith("Usage: spectra");
    assertThat(answer.err()).isEmpty();
  }

  @Test
  void shouldSayWhichJavaItMissed() throws Exception {
    ServiceJar.Answer answer =
        run(home, Map.of("JAVA_HOME", folder.toString()), "./spectra", "--help");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.err()).contains("JAVA_HOME is " + folder, "JDK 17 or newer");
    assertThat(answer.out()).isEmpty();
  }

  @Test
  void shouldRefuseAnOlderJava() throws Exception {
    Path old = folder.resolve("jdk-11");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Files.writeString(old.resolve("bin/java"), "#!/bin/sh\nexit 3\n");
    assertThat(old.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    ServiceJar.Answer answer =
        run(home, Map.of("JAVA_HOME", old.toString()), "./spectra", "--help");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.err()).contains("is Java 11", "JDK 17 or newer");
  }

  /** ONNX Runtime looks for it when it is loaded; no program can say so later. */
  @Test
  void shouldForbidTheRuntimeOfModelsToReportToItsMaker() throws Exception {
    linkBuild();
    Map<String, String> telling = javaThatTells("disabled: $ORT_DISABLE_TELEMETRY");
    assertThat(run(home, telling, "./spectra", "models").out()).isEqualTo("disabled: 1\n");
  }

  @Test
  void shouldBoundWhatNativeLibrariesKeepUnlessToldOtherwise() throws Exception {
    linkBuild();
    Map<String, String> telling = new HashMap<>(javaThatTells("arenas: $MALLOC_ARENA_MAX"));
    telling.put("MALLOC_ARENA_MAX", "");
    assertThat(run(home, telling, "./spectra", "models").out()).isEqualTo("arenas: 2\n");
    telling.put("MALLOC_ARENA_MAX", "5");
    assertThat(run(home, telling, "./spectra", "models").out()).isEqualTo("arenas: 5\n");
  }

  /** An environment in which Java only says something, however it is started. */
  private Map<String, String> javaThatTells(String what) throws IOException {
    Path java = folder.resolve("jdk");
    Files.createDirectories(java.resolve("bin"));
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    Files.writeString(java.resolve("bin/java"), "#!/bin/sh\necho \"" + what + "\"\n");
    assertThat(java.resolve("bin/java").toFile().setExecutable(true)).isTrue();
    return Map.of("JAVA_HOME", java.toString());
  }

  @Test
  void shouldShowWhyABuildFailedAndWhereItsLogIs() throws Exception {
    Files.writeString(home.resolve("pom.xml"), "<project><oops></project>");
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectories(home.resolve("streams/proto"));
    ServiceJar.Answer answer = run(home, Map.of(), "./spectra", "--help");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.err()).contains("oops", "the build failed; the whole log is " + home);
    assertThat(home.resolve("target/build.log")).isNotEmptyFile();
    assertThat(answer.out()).isEmpty();
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
    assertThat(run(home, Map.of(), "./spectra", "--help").status()).isZero();
    touch(source, 1_000_000_040_000L);
    ServiceJar.Answer rebuilt = run(home, Map.of(), "./spectra", "--help");
    assertThat(rebuilt.err()).contains("building");
    assertThat(rebuilt.status()).isEqualTo(1);
  }

  @Test
  void shouldFindTheTrainingLibrariesForTheCommandsThatTrain() throws Exception {
    linkBuild();
    ServiceJar.Answer answer = run(home, Map.of(), "./spectra", "train", "no-such-recipe");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.err()).contains("train: ", "no-such-recipe").doesNotContain("needs the");
  }

  /** Two words or one: the launcher knows every command that has a place holder. */
  @Test
  void shouldGiveTheTrainingLibrariesToEveryCommandThatNeedsThemAndToNoOther() throws Exception {
    linkBuild();
    Map<String, String> telling = javaThatTells("$*");
    for (TrainingCommands.Entry entry : TrainingCommands.ALL) {
      assertThat(run(home, telling, ("./spectra " + entry.name() + " a-file").split(" ")).out())
          .contains("target/lib-train/*")
          .endsWith(entry.name() + " a-file\n");
    }
    for (String other : List.of("models list", "models", "classify train", "explain a-file")) {
      assertThat(run(home, telling, ("./spectra " + other).split(" ")).out())
          .doesNotContain("lib-train")
          .endsWith(other + "\n");
    }
  }

  @Test
  void shouldBuildWhatTrainsOnlyWhenACommandThatTrainsIsAskedFor() throws Exception {
    linkBuild();
    Files.delete(home.resolve("target/lib-train"));
    Files.createDirectories(home.resolve("src/main"));
    Files.createDirectories(home.resolve("streams/proto"));
    Files.writeString(home.resolve("pom.xml"), "<project><oops></project>");
    for (String file : List.of("pom.xml", "src/main", "streams/proto")) {
      touch(home.resolve(file), 1_000_000_000_000L);
    }
    Files.createFile(home.resolve("target/spectra.built"));
    assertThat(run(home, Map.of(), "./spectra", "models", "--help").status()).isZero();
    ServiceJar.Answer answer = run(home, Map.of(), "./spectra", "train", "--help");
    assertThat(answer.err()).contains("building what trains models");
    assertThat(answer.status()).isEqualTo(1);
  }

  private static void touch(Path file, long millis) {
    assertThat(file.toFile().setLastModified(millis)).isTrue();
  }

  /** Puts the jar that this build has just made, and its libraries, into the installation. */
  private void linkBuild() throws IOException {
    Path jar = ServiceJar.file();
    Path build = Files.createDirectory(home.resolve("target"));
    Files.createSymbolicLink(build.resolve(jar.getFileName()), jar);
    for (String libraries : List.of("lib", "lib-train")) {
      Files.createSymbolicLink(build.resolve(libraries), jar.resolveSibling(libraries));
    }
  }

  private ServiceJar.Answer run(Path where, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    return ServiceJar.run(where, folder, environment, List.of(command));
  }
}
