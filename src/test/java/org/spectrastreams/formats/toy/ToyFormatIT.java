package org.spectrastreams.formats.toy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.SpectrumCsv;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** One format more is one folder: nothing of the project knows this one, and yet it is read. */
class ToyFormatIT {
  @TempDir Path folder;

  @Test
  void shouldReadAFormatThatNothingInTheProjectKnows() throws Exception {
    StringBuilder csv = new StringBuilder();
    try (FileSource source = SpectrumFiles.open(ToySamples.write(folder))) {
      assertThat(source.understood().format()).isEqualTo("toy");
      SpectrumCsv.write(source, csv);
    }
    assertThat(csv)
        .asString()
        .contains("# quantity: absorbance\n", "x,y,1000.0,1004.5,1009.0\n0,0,0.25,0.5,0.75\n");
  }

  @Test
  void shouldBeNamedAmongTheFormatsWhereAFileIsOfNone() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "nothing\n");
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("toy");
    assertThatThrownBy(() -> SpectrumFiles.open(file, OpenOptions.NONE.withFormat("game")))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("--format game")
        .hasMessageContaining("toy");
  }
}
