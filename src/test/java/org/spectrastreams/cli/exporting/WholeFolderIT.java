package org.spectrastreams.cli.exporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFolderIT {
  @TempDir Path parent;

  private Path folder() {
    return parent.resolve("a.ome.zarr");
  }

  private static void zarr(Path folder, String text) throws IOException {
    Files.createDirectories(folder.resolve("0"));
    Files.writeString(folder.resolve(".zgroup"), "{}");
    Files.writeString(folder.resolve("0").resolve("0"), text);
  }

  private String chunk() throws IOException {
    return Files.readString(folder().resolve("0").resolve("0"));
  }

  private void nothingElseIsThere() throws IOException {
    try (Stream<Path> all = Files.list(parent)) {
      assertThat(all).containsExactly(folder());
    }
  }

  @Test
  void shouldWriteOverAFolderOfZarrOnlyWhereThatIsSaid() throws Exception {
    WholeFolder.write(folder(), false, whole -> zarr(whole, "first"));
    assertThatThrownBy(() -> WholeFolder.write(folder(), false, whole -> zarr(whole, "second")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(chunk()).isEqualTo("first");
    WholeFolder.write(folder(), true, whole -> zarr(whole, "second"));
    assertThat(chunk()).isEqualTo("second");
    nothingElseIsThere();
  }

  @Test
  void shouldLeaveWhatWasThereWhereTheNewOneFails() throws Exception {
    zarr(folder(), "first");
    WholeFolder.Writing failing =
        whole -> {
          zarr(whole, "half");
          throw new IOException("the disk is full");
        };
    assertThatThrownBy(() -> WholeFolder.write(folder(), true, failing))
        .hasMessage("the disk is full");
    assertThat(chunk()).isEqualTo("first");
    nothingElseIsThere();
  }

  @Test
  void shouldKeepWhatWasThereAlsoWhereItCannotBeBroughtBack() throws Exception {
    zarr(folder(), "first");
    WholeFolder.Moving andAnotherTakesThePlace =
        (from, to) -> {
          Files.move(from, to);
          if (from.equals(folder())) {
            zarr(folder(), "of another export");
          }
        };
    assertThatThrownBy(
            () ->
                WholeFolder.write(
                    folder(), true, whole -> zarr(whole, "second"), andAnotherTakesThePlace))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("what was there is whole in ");
    assertThat(chunk()).isEqualTo("of another export");
    try (Stream<Path> all = Files.walk(parent)) {
      assertThat(all.filter(Files::isRegularFile).filter(file -> file.endsWith("0/0")))
          .extracting(Files::readString)
          .containsExactlyInAnyOrder("first", "of another export");
    }
  }

  @Test
  void shouldTakeAwayNothingThatIsNoZarr() throws Exception {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("thesis.tex"), "years of work");
    assertThatThrownBy(() -> WholeFolder.write(folder(), true, whole -> zarr(whole, "new")))
        .hasMessageContaining("no folder of OME-Zarr");
    assertThat(folder().resolve("thesis.tex")).exists();
  }
}
