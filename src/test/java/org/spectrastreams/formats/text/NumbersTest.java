package org.spectrastreams.formats.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.spi.OpenOptions;

/** Numbers as Fortran writes them in double precision, and what only looks like them. */
class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "1.0D+03,1000",
    "1.0d-03,0.001",
    "-.5D+00,-0.5",
    "-0.1234567890123D+004,-1234.567890123",
    "4.D+02,400"
  })
  void shouldReadAFortranExponent(String field, double value) throws Exception {
    assertThat(NumberStyle.isNumeric(field)).isTrue();
    assertThat(Numbers.PLAIN.number(field)).hasValue(value);
    assertThat(Numbers.PLAIN.intensity(field, Path.of("a"), 1, 0)).isEqualTo((float) value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3d10", "1D2", "1.0D", "1.0D+", "D+03", ".D+03", "1.0DD+03", "1.0D+0345"})
  void shouldTakeNoOtherWordForOne(String field) {
    assertThat(NumberStyle.isNumeric(field)).isFalse();
    assertThat(Numbers.PLAIN.number(field)).isEmpty();
  }

  @Test
  void shouldTellDecimalCommasBeforeAFortranExponent() throws Exception {
    Numbers numbers =
        NumberStyle.of(Path.of("a"), List.of(List.of("1,25D+03", "0,5d-01")), OpenOptions.NONE);
    assertThat(numbers.number("1,25D+03")).hasValue(1250);
    assertThat(numbers.number("0,5d-01")).hasValue(0.05);
  }
}
