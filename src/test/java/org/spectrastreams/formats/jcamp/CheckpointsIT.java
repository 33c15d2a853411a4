package org.spectrastreams.formats.jcamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.jcamp.JcampFixture.Form;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.formats.spi.SpectrumFileException;

/** The axis of the header against the abscissae on the lines: 27 points from 1000 down by 2. */
class CheckpointsIT {
  @TempDir Path folder;

  private double last(String text, OpenOptions options) throws IOException {
    Path file = Files.writeString(folder.resolve("a.jdx"), text);
    try (FileSource source = SpectrumFiles.open(file, options)) {
      return source.axis().min();
    }
  }

  private static String header(double first, double last, Form form) {
    return JcampFixture.block("a", form)
        .replace("FIRSTX= 1000.0", "FIRSTX= " + first)
        .replace("LASTX= 948.0", "LASTX= " + last);
  }

  @ParameterizedTest
  @CsvSource({"1000, 946, AFFN", "1000, 946, DIFDUP", "998, 946, AFFN", "1000, 949, SQZ"})
  void shouldRefuseAnAxisOfWhichTheLinesRunAway(double first, double last, Form form)
      throws Exception {
    String text = header(first, last, form).replaceAll("(?m)^(9\\d\\d|1000)", "$1.00");
    assertThatThrownBy(() -> last(text, OpenOptions.NONE))
        .isInstanceOf(SpectrumFileException.class)
        .hasMessageContaining("FIRSTX, LASTX or NPOINTS is wrong")
        .hasMessageContaining("--overrule");
    assertThat(last(text, OpenOptions.NONE.overruling())).isEqualTo(last);
  }

  @Test
  void shouldTakeTheHeadersAxisWhereItsStepConfirmsIt() throws Exception {
    String text =
        header(1000, 947, Form.AFFN)
            .replace("##NPOINTS", "##DELTAX= -2.03846\n##NPOINTS")
            .replaceAll("(?m)^(9\\d\\d|1000)", "$1.00");
    assertThat(last(text, OpenOptions.NONE)).isEqualTo(947);
    String other = text.replace("-2.03846", "-2.0");
    assertThatThrownBy(() -> last(other, OpenOptions.NONE)).hasMessageContaining("LASTX");
  }

  /** A last point that is off by one against a step that is written out, and all lines. */
  @ParameterizedTest
  @CsvSource({"946, -2.000000", "944, 2.0000", "950, -2.000000"})
  void shouldTakeTheStepWhereTheLinesAreWithItAgainstTheLastPoint(double last, String step)
      throws Exception {
    String text =
        header(1000, last, Form.AFFN)
            .replace("##NPOINTS", "##DELTAX= " + step + "\n##NPOINTS")
            .replaceAll("(?m)^(9\\d\\d|1000)", "$1.00");
    assertThat(last(text, OpenOptions.NONE)).isEqualTo(948);
    assertThat(last(text, OpenOptions.NONE.overruling())).isEqualTo(last);
    Path file = folder.resolve("a.jdx");
    try (FileSource source = SpectrumFiles.open(file, OpenOptions.NONE)) {
      assertThat(source.understood().notes()).anyMatch(note -> note.contains("LASTX " + last));
    }
    String rounded = text.replaceFirst("(DELTAX= -?2)\\.0+", "$1");
    assertThatThrownBy(() -> last(rounded, OpenOptions.NONE)).hasMessageContaining("by the header");
  }

  /** Zeros behind the point tell that a step was not rounded, as much as other digits do. */
  @ParameterizedTest
  @ValueSource(strings = {"2.000000", "2", "2.0", "-2.0000E+00"})
  void shouldTakeTheHeadersAxisWhereItsStepIsRound(String step) throws Exception {
    String text =
        JcampFixture.block("a", Form.AFFN)
            .replaceAll("(?m)^1000 ", "1000.0 ")
            .replaceAll("(?m)^(986|972|958) ", "$1.9 ");
    assertThatThrownBy(() -> last(text, OpenOptions.NONE)).hasMessageContaining("986.9");
    String lines = text.replace("##NPOINTS", "##DELTAX= " + step + "\n##NPOINTS");
    assertThat(last(lines, OpenOptions.NONE)).isEqualTo(948);
  }

  @Test
  void shouldLetLinesBeRounded() throws Exception {
    assertThat(last(header(1000.3, 948.3, Form.AFFN), OpenOptions.NONE)).isEqualTo(948.3);
  }

  /** A step of about one unit of what the lines round to says nothing of how they count. */
  @ParameterizedTest
  @ValueSource(doubles = {0.6, 0.9643, 1.0, 1.3, 1.5, 1.929})
  void shouldLetLinesBeRoundedToAboutAStep(double step) throws Exception {
    Abscissa axis = new Abscissa(400.3, step, 1, 3500, false);
    Checkpoints rounded = new Checkpoints(axis);
    Checkpoints away = new Checkpoints(new Abscissa(400.3, step * 1.01, 1, 3500, false));
    for (int point = 0; point < 3500; point += 7) {
      rounded.add(Math.rint(axis.at(point)), 1, point, point);
      away.add(Math.rint(axis.at(point)), 1, point, point);
    }
    rounded.require(Path.of("a.jdx"));
    assertThatThrownBy(() -> away.require(Path.of("a.jdx"))).hasMessageContaining("LASTX");
  }
}
