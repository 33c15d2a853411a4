package org.spectrastreams.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsCsvTest {
  private static List<String> lines(ResultRecords records) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exports.write(ExportFormat.CSV, SmallImage.image(), records, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void shouldWriteALineForEveryPixelThatHasAResult() throws Exception {
    List<String> lines = lines(SmallImage.records());
    List<String> rows = lines.stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(lines)
        .contains("# model: tissue@1.0.0", "# simulated: true: computed spectra, not measured");
    assertThat(rows).hasSize(1 + 19);
    assertThat(rows.get(0))
        .startsWith("x,y,stage_x,stage_y,class,confidence,agreement,not_judged,")
        .contains(",mean_probability:<b>matrix</b>,\"mean_probability:cell, round\",")
        .endsWith(
            ",source_topic,source_partition,source_offset,source_index"
                + ",shadow,shadow_model,shadow_difference");
    assertThat(rows.get(1 + 2))
        .startsWith("2,0,125.5,-40.0,\"cell, round\",0.53125,0.53125,,,,,,0.46875,0.53125,")
        .contains(",tissue@1.0.0,")
        .endsWith(",1.2.3,7,0,,spectra.raw,3,100,2,,,");
  }

  @Test
  void shouldSayWhyAPixelWasNotJudgedAndLeaveItsNumbersEmpty() throws Exception {
    List<String> rows =
        lines(SmallImage.records()).stream().filter(line -> line.startsWith("3,1,")).toList();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0))
        .startsWith("3,1,128.0,-35.0,,,,outside-domain,unlike the training,,,,,,,,,");
  }

  @Test
  void shouldSayHowManyResultsTheLogHasLost() throws Exception {
    ResultRecords lossy =
        visitor -> {
          SmallImage.records().forEach(visitor);
          return 3;
        };
    assertThat(lines(lossy)).contains("# missing: 3 results of the map are no longer in the log");
  }
}
