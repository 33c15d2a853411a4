package org.spectrastreams.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderIT {
  @Test
  void shouldKnowWhichFoldersTheSystemMayClear() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    assertThat(DataFolder.mayBeCleared(temporary.resolve("data"))).isTrue();
    assertThat(DataFolder.mayBeCleared(temporary.resolve("../data"))).isFalse();
    assertThat(DataFolder.mayBeCleared(temporary.resolveSibling(temporary.getFileName() + "-2")))
        .isFalse();
  }

  @Test
  void shouldGiveItselfAnotherIdWhereACrashLeftOnlyTheLengthOfOne(@TempDir Path folder)
      throws IOException {
    Files.write(folder.resolve("instance"), new byte[36]);
    String given;
    try (DataFolder taken = DataFolder.take(folder)) {
      given = taken.instanceId();
    }

    assertThat(UUID.fromString(given)).hasToString(given);
    try (DataFolder again = DataFolder.take(folder)) {
      assertThat(again.instanceId()).isEqualTo(given);
    }
  }
}
