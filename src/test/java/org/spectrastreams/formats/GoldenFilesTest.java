package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.AxisUnit;

/**
 * Files that instruments wrote, held against what another program read from them: {@code
 * FILE.golden.csv} beside {@code FILE}. Its first line names spectra by their numbers in the order
 * of reading, every other line is an axis value and their values there; a line {@code # unit UNIT}
 * before says what must be said on opening. A README in the folder names origin, licence and the
 * other program.
 */
class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/formats");
  private static final String ENDING = ".golden.csv";

  @TestFactory
  Stream<DynamicTest> shouldReadWhatAnotherProgramRead() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      List<Path> golden = files.filter(path -> path.toString().endsWith(ENDING)).sorted().toList();
      assertThat(golden).isNotEmpty();
      return golden.stream()
          .map(path -> DynamicTest.dynamicTest(path.getFileName().toString(), () -> check(path)));
    }
  }

  private static void check(Path golden) throws IOException {
    List<String> lines = Files.readAllLines(golden);
    OpenOptions options = OpenOptions.NONE;
    if (lines.get(0).startsWith("# unit ")) {
      options = options.withUnit(AxisUnit.parse(lines.get(0).substring(7)).orElseThrow());
      lines = lines.subList(1, lines.size());
    }
    Path file = Path.of(golden.toString().replace(ENDING, ""));
    assertThat(golden.resolveSibling("README.md"))
        .content()
        .contains(file.getFileName().toString());
    ReadSpectra read = ReadSpectra.of(SpectrumFiles.open(file, options), 16);
    int[] spectra =
        Arrays.stream(lines.get(0).split(",")).skip(1).mapToInt(Integer::parseInt).toArray();
    assertThat(read.axis()).hasSize(lines.size() - 1);
    for (int point = 0; point < read.axis().length; point++) {
      String[] fields = lines.get(point + 1).split(",");
      double axis = Double.parseDouble(fields[0]);
      assertThat((float) read.axis()[point]).as("axis value %d", point).isEqualTo((float) axis);
      for (int i = 0; i < spectra.length; i++) {
        assertThat(read.spectra().get(spectra[i])[point])
            .as("spectrum %d at %s", spectra[i], fields[0])
            .isEqualTo(Float.parseFloat(fields[i + 1]));
      }
    }
  }
}
