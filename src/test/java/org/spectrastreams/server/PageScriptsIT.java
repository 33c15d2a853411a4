package org.spectrastreams.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The page's scripts: the rules they keep to, and the parts that compute ({@code src/test/js}). */
@EnabledIf(
    value = "nodeIsInstalled",
    disabledReason = "no Node 18 or newer on the path: apt-get install nodejs")
class PageScriptsIT {
  private static final Path SCRIPTS = Path.of("src/main/resources/web");
  private static final Path TESTS = Path.of("src/test/js");

  @TempDir private Path folder;

  static boolean nodeIsInstalled() throws InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").redirectErrorStream(true).start();
      String version = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return node.waitFor() == 0
          && version.matches("(?s)v\\d+\\..*")
          && Integer.parseInt(version.substring(1, version.indexOf('.'))) >= 18;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void shouldKeepToTheRulesAndComputeWhatTheyShould() throws Exception {
    copy(TESTS, folder);
    copy(SCRIPTS, folder.resolve("web"));
    Files.writeString(folder.resolve("package.json"), "{\"type\": \"module\"}");
    Path log = folder.resolve("log");
    Process node =
        new ProcessBuilder("node", "--test", "--test-reporter=tap")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(node.waitFor(5, TimeUnit.MINUTES)).as("ends within 5 min").isTrue();
    String said = Files.readString(log);
    assertThat(node.exitValue()).as(said).isZero();
    assertThat(said).containsPattern("# pass [1-9]\\d").contains("# fail 0", "# skipped 0");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
