package org.spectrastreams.formats.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.formats.spi.FileHead;
import org.spectrastreams.formats.spi.SpectrumFileException;

class TextEncodingIT {
  private static final String TEXT = "Wavelength (µm)\r\n\r\n𝛎̃,1\r\n" + "5.5,0.25\n".repeat(5000);

  @TempDir Path folder;

  private Path written(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("text"), bytes);
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> all = new ArrayList<>();
    try (TextLines lines = new TextLines(file)) {
      String line;
      while ((line = lines.next()) != null) {
        all.add(line);
      }
    }
    return all;
  }

  @Test
  void shouldReadTextInTheEncodingThatItsByteOrderMarkSays() throws Exception {
    List<String> expected = TEXT.lines().filter(line -> !line.isBlank()).toList();
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path file = written(("\uFEFF" + TEXT).getBytes(charset));
      assertThat(lines(file)).as("%s", charset).isEqualTo(expected);
      FileHead head = FileHead.of(file);
      assertThat(head.isText()).isTrue();
      assertThat(head.text()).startsWith("Wavelength (");
    }
  }

  @Test
  void shouldReadMuInLatin1() throws Exception {
    Path file = written("x (µm)\n1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(lines(file)).containsExactly("x (µm)", "1");
  }

  @Test
  void shouldNotGuessUtf16WithoutItsMark() throws Exception {
    Path file = written("x,y\n1,2\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(FileHead.of(file).isText()).isFalse();
    assertThatThrownBy(() -> lines(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("zero byte");
  }

  @Test
  void shouldRefuseHalfACharacterOfUtf16() throws Exception {
    byte[] bytes = "\uFEFFx,y\n1,2\n".getBytes(StandardCharsets.UTF_16LE);
    Path file = written(Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> lines(file))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("no text in UTF-16");
  }
}
