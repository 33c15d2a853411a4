package org.spectrastreams.formats.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** Tables that tests write, of 21 points from 1000 to 1160 cm⁻¹, and what is read from them. */
record WrittenTable(Path folder) {
  static final int POINTS = 21;

  FileSource open(String text, OpenOptions options) throws IOException {
    return SpectrumFiles.open(Files.writeString(folder.resolve("table.csv"), text), options);
  }

  FileSource open(String text) throws IOException {
    return open(text, OpenOptions.NONE);
  }

  void assertRefused(String text, String message) {
    assertThatThrownBy(() -> open(text).close())
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining(message);
  }

  void assertRead(String text, int spectra) throws IOException {
    try (FileSource source = open(text)) {
      assertThat(source.understood().spectra()).isEqualTo(spectra);
      assertThat(source.axis().size()).isEqualTo(POINTS);
      assertThat(source.axis().min()).isCloseTo(1000, within(1e-3));
      assertThat(source.axis().max()).isCloseTo(1160, within(1e-3));
    }
  }

  /** 21 lines, of the wavenumbers 1000, 1008 … 1160. */
  static String points(IntFunction<String> line) {
    return IntStream.range(0, POINTS)
        .mapToObj(i -> line.apply(1000 + 8 * i) + "\n")
        .collect(Collectors.joining());
  }

  /** 21 fields. */
  static String fields(String separator, IntFunction<String> field) {
    return IntStream.range(0, POINTS)
        .mapToObj(i -> field.apply(1000 + 8 * i))
        .collect(Collectors.joining(separator));
  }

  static String spectra(int count, IntFunction<String> first) {
    return IntStream.range(0, count)
        .mapToObj(i -> first.apply(i) + fields(",", w -> String.valueOf(w % 7 / 10.0)) + "\n")
        .collect(Collectors.joining());
  }
}
