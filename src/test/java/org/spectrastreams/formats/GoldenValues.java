package org.spectrastreams.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Values of a golden file as another program reads them: lines {@code
 * spectrum,point,axis,intensity} below a header, the points counted from 0 on the ascending axis.
 */
public final class GoldenValues {
  private GoldenValues() {}

  /** A file of the golden ones. */
  public static Path file(String name) {
    return Path.of("src/test/resources/golden/formats").resolve(name);
  }

  /**
   * Checks what was read against the values of a file.
   *
   * @param axisTolerance how far an axis value may be off, as a part of it
   * @param tolerance how far an intensity may be off beyond its rounding to float32, as a part of
   *     it
   */
  public static void assertAgree(
      ReadSpectra read, Path values, double axisTolerance, double tolerance) throws IOException {
    List<String> lines = Files.readAllLines(values);
    assertThat(lines.size()).isGreaterThan(10);
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",");
      int point = Integer.parseInt(fields[1]);
      double axis = Double.parseDouble(fields[2]);
      assertThat(read.axis()[point]).as(line).isCloseTo(axis, within(axisTolerance * axis));
      float value = (float) Double.parseDouble(fields[3]);
      assertThat(read.spectra().get(Integer.parseInt(fields[0]))[point])
          .as(line)
          .isCloseTo(value, within((float) (Math.ulp(value) + tolerance * Math.abs(value))));
    }
  }
}
