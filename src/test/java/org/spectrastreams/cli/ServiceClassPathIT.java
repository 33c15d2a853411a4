package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Training is a distribution of its own: the service neither ships its libraries nor loads them.
 */
class ServiceClassPathIT {
  private static final Pattern TRAINING =
      Pattern.compile(
          "nd4j|deeplearning4j|datavec|bytedeco|javacpp|openblas|spectrastreams[./](cli[./]training|train)[./]");

  @TempDir private Path folder;

  @Test
  void shouldNameNoTrainingLibraryOnTheClassPathOfTheService() throws IOException {
    try (JarFile jar = new JarFile(ServiceJar.file().toFile())) {
      List<String> libraries =
          List.of(jar.getManifest().getMainAttributes().getValue("Class-Path").split(" "));
      assertThat(libraries).isNotEmpty().noneMatch(name -> TRAINING.matcher(name).find());
      assertThat(libraries)
          .allSatisfy(name -> assertThat(ServiceJar.file().resolveSibling(name)).as(name).exists());
      assertThat(jar.stream().map(entry -> entry.getName()))
          .contains("org/spectrastreams/cli/Spectra.class")
          .noneMatch(name -> TRAINING.matcher(name).find());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "models list", "classify sers --sample sers", "train --help"})
  void shouldRunWithoutTheTrainingDistribution(String command) throws Exception {
    Path loaded = folder.resolve("loaded");
    ServiceJar.Answer answer =
        ServiceJar.run(folder, List.of("-Xlog:class+load:file=" + loaded), command.split(" "));
    assertThat(answer.status()).as(answer.err()).isZero();
    assertThat(Files.readAllLines(loaded)).noneMatch(line -> TRAINING.matcher(line).find());
  }

  @Test
  void shouldSayWhereACommandThatTrainsIsToBeHad() throws Exception {
    ServiceJar.Answer answer = ServiceJar.run(folder, List.of(), "train", "tissue", "--threads=2");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.err()).contains("train: needs the training libraries", "./spectra train");
    assertThat(answer.out()).isEmpty();
    answer = ServiceJar.run(folder, List.of(), "models", "import", "a.onnx");
    assertThat(answer.status()).isEqualTo(1);
    assertThat(answer.err()).contains("models import: needs", "run ./spectra models import in");
  }

  @Test
  void shouldDescribeAbsentCommandsAsTheyDescribeThemselves() throws Exception {
    ServiceJar.Answer answer = ServiceJar.run(folder, List.of(), "--help");
    assertThat(answer.out().lines()).containsExactlyElementsOf(Run.of("--help").lines());
  }
}
