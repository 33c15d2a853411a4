package org.spectrastreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two builds of one commit make the same jar: it holds no time, order, user or folder of its build.
 */
class ReproducibleJarIT {
  /** {@code project.build.outputTimestamp} of pom.xml. */
  private static final LocalDateTime STAMP = LocalDateTime.of(2026, 1, 1, 0, 0);

  @ParameterizedTest
  @ValueSource(strings = {"target", "target/lib-train"})
  void shouldHoldNothingOfTheMachineThatBuiltIt(String folder) throws IOException {
    try (JarFile jar = new JarFile(jarIn(Path.of(folder)).toFile())) {
      List<ZipEntry> entries = jar.stream().map(ZipEntry.class::cast).toList();
      assertThat(entries).isNotEmpty();
      assertThat(entries).allSatisfy(entry -> assertThat(entry.getTimeLocal()).isEqualTo(STAMP));
      assertThat(entries.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".class")))
          .isSorted();
      String manifest =
          new String(
              jar.getInputStream(jar.getEntry("META-INF/MANIFEST.MF")).readAllBytes(),
              StandardCharsets.UTF_8);
      assertThat(manifest)
          .doesNotContain("Built-By", "Build-Time", System.getProperty("user.dir"))
          .doesNotContainPattern("(?m)^Build-Jdk: ");
    }
  }

  private static Path jarIn(Path folder) throws IOException {
    assumeThat(folder).as("mvn package makes it").exists();
    try (Stream<Path> files = Files.list(folder)) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().startsWith("spectra-streams-"))
              .filter(file -> file.toString().endsWith(".jar"))
              .findFirst()
              .orElse(null);
      assumeThat(jar).as("mvn package makes it").isNotNull();
      return jar;
    }
  }
}
