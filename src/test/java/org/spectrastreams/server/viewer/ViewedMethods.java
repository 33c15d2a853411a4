package org.spectrastreams.server.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.spectrastreams.stream.score.OtherOutcomes;

/** Methods of explanation beside each other in the viewer. */
interface ViewedMethods extends OpenViewer {
  @Test
  default void shouldCompareTheMethodsOnAPixelAndSaveWhatItShows() throws Exception {
    service().scanExplained("compared");
    int x = 0;
    while (service()
        .get("api/images/compared/pixels/" + x + "/20")
        .at("/result/context")
        .isNull()) {
      x++;
    }
    JsonNode answer = service().get("api/images/compared/pixels/" + x + "/20");
    viewer().open("#compared/contradiction/" + x + "/20");
    page().waitForSelector("#verdict");
    page().waitForSelector("#context-of-pixel");
    page().click("#view-methods");
    page().waitForSelector(".method[data-method=cam]");
    page().waitForSelector(".method[data-method=crime]");
    assertThat(page().getAttribute("#method-verdict", "data-contradicts"))
        .isEqualTo(answer.at("/result/context/contradicts").asText());
    assertThat(page().textContent("#method-verdict"))
        .contains(
            "context " + answer.at("/result/context/id").asText(),
            "stands for " + answer.at("/result/context/class").asText());
    page().waitForSelector(".method[data-method=lime-amortised]");
    page().fill(".ask input", "7");
    page().click("#explain-exactly");
    page().waitForSelector(".method[data-method=lime]");
    JsonNode exact =
        service().get("api/images/compared/pixels/" + x + "/20/explanations/lime?seed=7");
    assertThat(exact.at("/weights")).hasSize(801);
    assertThat(page().textContent(".method[data-method=lime]"))
        .contains(exact.at("/samples").asInt() + " samples, seed 7", "reproducibility")
        .contains(String.format(Locale.ROOT, "%.0f", exact.at("/bands/0/wavenumber").asDouble()));
    viewer().picture("methods");
    page().click("#context-of-pixel");
    page().waitForSelector("#card-title:has-text(\"Context\")");

    new SavedFiles(page()).shouldHoldWhatIsShown("compared", "contradiction");
    assertThat(viewer().complaints()).isEmpty();
  }

  @Test
  default void shouldExplainTheLabelThatIsChosenAndAValueItself() throws Exception {
    service().scanLines(OtherOutcomes.LABELS, "labelled");
    viewer().open("#labelled/labels/2/1");
    page().waitForSelector("#verdict");
    page().click("#view-methods");
    page().waitForSelector(".ask select[aria-label=Label]");
    assertThat(page().locator(".ask select[aria-label=Label] option").count())
        .isEqualTo(OtherOutcomes.NAMES.size());
    page().selectOption(".ask select[aria-label=Label]", "nitrile");
    page().click("#explain-exactly");
    page().waitForSelector(".method[data-method=lime]");
    JsonNode asked =
        service().get("api/images/labelled/pixels/2/1/explanations/lime?class=nitrile");
    assertThat(asked.at("/explains").asText()).isEqualTo("nitrile");
    assertThat(asked.at("/labels"))
        .isEqualTo(service().get("api/images/labelled/pixels/2/1").at("/result/labels"));
    assertThat(page().textContent(".method[data-method=lime]"))
        .contains("of nitrile", asked.at("/samples").asInt() + " samples")
        .contains(String.format(Locale.ROOT, "%.0f", asked.at("/bands/0/wavenumber").asDouble()));
    viewer().picture("labels");

    service().scanLines(OtherOutcomes.VALUE, "measured");
    viewer().open("#measured/value/2/1");
    page().waitForSelector("#verdict:has-text(\"" + OtherOutcomes.UNIT + "\")");
    page().click("#explain-exactly");
    page().waitForSelector(".method[data-method=lime]");
    assertThat(page().textContent(".method[data-method=lime]"))
        .contains("of " + OtherOutcomes.QUANTITY);
    assertThat(page().isVisible(".ask select[aria-label=Label]")).isFalse();
    assertThat(viewer().complaints()).isEmpty();
  }
}
