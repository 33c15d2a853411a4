package org.spectrastreams.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SessionReportTest {
  private static String page(MapSnapshot image) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Exports.write(ExportFormat.REPORT, image, SmallImage.records(), out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void shouldStandInOneFileWithoutScriptsOrAddresses() throws Exception {
    String page = page(SmallImage.image());
    assertThat(page).doesNotContain("<script", "http:", "https:", "<link", "url(");
    List<String> pictures =
        Pattern.compile("src=\"data:image/png;base64,([^\"]+)\"")
            .matcher(page)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(pictures).hasSize(4);
    for (String picture : pictures) {
      byte[] png = Base64.getDecoder().decode(picture);
      assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isPositive();
    }
  }

  @Test
  void shouldTellClassesReasonsRejectionsModelAndProvenance() throws Exception {
    assertThat(page(SmallImage.image()))
        .contains("SIMULATED")
        .contains("19 of 20 have a result")
        .contains("cell, round<td class=\"n\">9", "47.4 %")
        .contains("unlike the training<td class=\"n\">1")
        .contains("1 pixels have no result")
        .contains("all zero<td class=\"n\">1")
        .contains("axis invalid")
        .contains("held-out<td>balanced accuracy<td class=\"n\">0.716")
        .contains("Nothing about patients.")
        .contains("ab".repeat(32))
        .contains("2023-11-14T22:13:20Z");
  }

  @Test
  void shouldNeverTakeATextForMarkup() throws Exception {
    assertThat(page(SmallImage.image()))
        .doesNotContain("<b>matrix", "<i>fell")
        .contains("&lt;b&gt;matrix&lt;/b&gt;", "axis &lt;i&gt;fell&lt;/i&gt;", "Bench &amp; Co");
  }

  @Test
  void shouldSayThatAPackageIsNotHere() throws Exception {
    MapSnapshot image = SmallImage.image();
    assertThat(page(new MapSnapshot(image.status(), image.layers(), List.of(), Optional.empty())))
        .contains("The package of tissue@1.0.0 is not in the model store here.")
        .doesNotContain("What was rejected");
  }
}
