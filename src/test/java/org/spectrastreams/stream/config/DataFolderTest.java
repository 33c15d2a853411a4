package org.spectrastreams.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DataFolderTest {
  @Test
  void shouldKnowWhichFoldersTheSystemMayClear() {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    assertThat(DataFolder.mayBeCleared(temporary.resolve("data"))).isTrue();
    assertThat(DataFolder.mayBeCleared(temporary.resolve("../data"))).isFalse();
    assertThat(DataFolder.mayBeCleared(temporary.resolveSibling(temporary.getFileName() + "-2")))
        .isFalse();
  }
}
