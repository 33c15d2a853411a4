package org.spectrastreams.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvFieldTest {
  @Test
  void shouldMakeTextOfWhatASpreadsheetWouldRun() {
    assertThat(CsvField.of("=HYPERLINK(\"http://a.example\",\"class\")"))
        .isEqualTo("\"'=HYPERLINK(\"\"http://a.example\"\",\"\"class\"\")\"");
    assertThat(CsvField.of("+cmd|' /C calc'!A0")).isEqualTo("'+cmd|' /C calc'!A0");
    assertThat(CsvField.of("@SUM(A1)")).isEqualTo("'@SUM(A1)");
  }

  @Test
  void shouldLeaveNumbersAndNamesAsTheyAre() {
    for (String text :
        new String[] {"-1.5E-3", "+2", "-OH", "=C=O", "CH3 (sym)", "", "-Infinity"}) {
      assertThat(CsvField.of(text)).isEqualTo(text);
    }
    assertThat(CsvField.of("a,b \"c\"")).isEqualTo("\"a,b \"\"c\"\"\"");
  }
}
