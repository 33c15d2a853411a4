package org.spectrastreams.formats.nmr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.GoldenValues;
import org.spectrastreams.formats.SpectrumCsv;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.SpectrumFileException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.SpectrumBlock;

class BrukerNmrReaderIT {
  @TempDir Path folder;

  @Test
  void shouldPutSubmatricesTogetherAndBothAxesInAscendingOrder() throws Exception {
    try (FileSource source = SpectrumFiles.open(NmrFixture.plane(folder))) {
      SpectrumBlock block = source.next(4);
      assertThat(block.axis().kind()).isEqualTo(AxisKind.CHEMICAL_SHIFT);
      assertThat(block.axis().toArray()).containsExactly(3, 4, 5, 6, 7, 8, 9, 10);
      assertThat(block.second().orElseThrow().toArray()).containsExactly(75, 80, 85, 90, 95, 100);
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 8; x++) {
          assertThat(block.intensities()[8 * y + x]).isEqualTo(4f * (16 * (5 - y) + 7 - x));
        }
      }
      assertThat(source.next(4)).isNull();
      assertThat(source.understood().line())
          .contains("plane of 1H", "3.0–10.0 ppm", "second axis 13C: 6 points, 75.0–100.0 ppm");
    }
  }

  /** The golden file counts rows and columns as they are stored, from the highest shift down. */
  @Test
  void shouldReadThePlaneThatAnotherProgramRead() throws Exception {
    Path plane = GoldenValues.file("nmr/two/2rr");
    List<String> lines = Files.readAllLines(plane.resolveSibling("2rr.values.csv"));
    assertThat(lines).hasSize(1 + 48);
    try (FileSource source = SpectrumFiles.open(plane)) {
      SpectrumBlock block = source.next(1);
      int columns = block.axis().size();
      int rows = block.second().orElseThrow().size();
      for (String line : lines.subList(1, lines.size())) {
        String[] fields = line.split(",");
        int row = rows - 1 - Integer.parseInt(fields[0]);
        int column = columns - 1 - Integer.parseInt(fields[1]);
        assertThat(block.second().orElseThrow().toArray()[row])
            .as(line)
            .isCloseTo(Double.parseDouble(fields[2]), within(1e-9));
        assertThat(block.axis().toArray()[column])
            .as(line)
            .isCloseTo(Double.parseDouble(fields[3]), within(1e-9));
        assertThat(block.intensities()[row * columns + column])
            .as(line)
            .isEqualTo(Float.parseFloat(fields[4]));
      }
    }
  }

  @Test
  void shouldNotWriteAPlaneAsATableOfSpectra() throws Exception {
    try (FileSource source = SpectrumFiles.open(NmrFixture.plane(folder))) {
      assertThatThrownBy(() -> SpectrumCsv.write(source, new StringBuilder()))
          .hasMessageContaining("planes of 8 × 6 points");
    }
  }

  @Test
  void shouldRefuseWhatIsMeasuredButNotProcessed() throws Exception {
    Files.writeString(folder.resolve("acqus"), "##TITLE= Parameter file\n");
    Path fid = Files.write(folder.resolve("fid"), new byte[32]);
    assertThatThrownBy(() -> SpectrumFiles.open(fid))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("pdata/1/1r");
  }

  @Test
  void shouldNameTheParameterThatIsMissingOrWrong() throws Exception {
    Path file = NmrFixture.plane(folder);
    assertBroken(file, "procs", "##$SI= 8", "##$SI= 9", "SI= 9");
    assertBroken(file, "procs", "##$XDIM= 4", "##$XDIM= 5", "a divisor of ##$SI= 8");
    assertBroken(file, "proc2s", "##$OFFSET= 100.0", "", "##$OFFSET= (not there)");
    assertBroken(file, "proc2s", "##$SI= 6", "##$SI= 12", "byte 192");
    assertBroken(file, "procs", "##$SF= 500", "##$SF= 0", "numbers above 0");
  }

  private void assertBroken(Path file, String name, String good, String bad, String message)
      throws Exception {
    Path parameters = folder.resolve(name);
    String text = Files.readString(parameters);
    Files.writeString(parameters, text.replace(good, bad));
    assertThatThrownBy(() -> SpectrumFiles.open(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(message);
    Files.writeString(parameters, text);
  }
}
