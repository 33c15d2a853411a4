package org.spectrastreams.stream.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.spectrum.Quantity;

class PipelineFilesIT {
  @TempDir Path folder;

  private Pipeline read(String yaml) throws IOException {
    return Pipelines.read(Files.writeString(folder.resolve("p.yaml"), yaml));
  }

  @Test
  void shouldReadAPipelineWithDefaults() throws IOException {
    Pipeline pipeline = read("name: plain\nquantities: [absorbance]\n");
    assertThat(pipeline.title()).isEqualTo("plain");
    assertThat(pipeline.model()).isEmpty();
    assertThat(pipeline.quantities()).containsExactly(Quantity.ABSORBANCE);
    assertThat(pipeline.activationMap()).isEqualTo(Pipeline.ActivationMapPolicy.COMPACT);
    assertThat(pipeline.explanations()).isEqualTo(ExplanationPolicy.DEFAULT);
    assertThat(pipeline.imageTimeoutSeconds()).isEmpty();
    assertThat(pipeline.bands()).isEmpty();
  }

  @Test
  void shouldReadBandsAndRatios() throws IOException {
    Pipeline pipeline =
        read(
            """
            name: p
            model: tissue@1.0.0
            activationMap: none
            imageTimeoutSeconds: 5
            bands:
              - {name: amide-I, title: Amide I, at: 1655, halfWidth: 5, baseline: [1590, 1720]}
              - {name: r, ratio: [{at: 1740}, {at: 1655, halfWidth: 2}]}
            """);
    assertThat(pipeline.model()).contains("tissue@1.0.0");
    assertThat(pipeline.imageTimeoutSeconds()).contains(5);
    assertThat(pipeline.bands().get(0).numerator().baseline()).containsExactly(1590.0, 1720.0);
    assertThat(pipeline.bands().get(1).denominator()).isPresent();
  }

  @Test
  void shouldReadWhichExplanationsResultsCarry() throws IOException {
    Pipeline some = read("name: p\nmodel: m\nexplanations: {limeBands: 2, limeMap: compact}\n");
    assertThat(some.explanations())
        .isEqualTo(new ExplanationPolicy(true, 2, ExplanationPolicy.LimeMap.COMPACT));
    Pipeline none = read("name: p\nmodel: m\nexplanations: {context: off, limeBands: 0}\n");
    assertThat(none.explanations()).isEqualTo(ExplanationPolicy.OFF);
    assertThat(none.explanations().isOn()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title: x | name",
        "name: A B | 'A B'",
        "{name: p, modle: x} | modle",
        "{name: p, explanations: {limeBands: 17}} | limeBands 17",
        "{name: p, explanations: {context: maybe}} | maybe",
        "{name: p, explanations: {contexts: on}} | contexts",
        "{name: p, model: m, quantities: [absorbance]} | the model says",
        "{name: p, quantities: [colour]} | colour",
        "{name: p, activationMap: full} | full",
        "{name: p, imageTimeoutSeconds: 0} | imageTimeoutSeconds",
        "{name: p, bands: [{name: b}]} | 'b'",
        "{name: p, bands: [{name: b, at: 5}, {name: b, at: 6}]} | two bands",
        "[1, 2] | p.yaml",
        "'name: p: q' | p.yaml"
      })
  void shouldNameFileAndFaultOfAMalformedPipeline(String yaml, String expected) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("p.yaml")
        .hasMessageContaining(expected);
  }

  @Test
  void shouldRefuseTwoPipelinesOfOneName() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), "name: same");
    Files.writeString(folder.resolve("b.yaml"), "name: same");
    assertThatThrownBy(() -> Pipelines.load(folder)).hasMessageContaining("same");
  }

  @Test
  void shouldSayWhatAFolderWithoutPipelinesNeeds() {
    assertThatThrownBy(() -> Pipelines.load(folder)).hasMessageContaining("*.yaml");
    assertThatThrownBy(() -> Pipelines.load(folder.resolve("none")))
        .hasMessageContaining("pipelines.dir");
  }

  @Test
  void shouldKnowWhichTableSpeaksOfTheBands() throws IOException {
    Pipelines shipped = Pipelines.load(Path.of("streams"));
    assertThat(shipped.find("sers").orElseThrow().assignmentsFor(Quantity.RAMAN_INTENSITY))
        .contains(Technique.SERS);
    assertThat(shipped.find("cartilage").orElseThrow().assignmentsFor(Quantity.RAMAN_INTENSITY))
        .contains(Technique.RAMAN);
    Pipeline silent = shipped.find("survey").orElseThrow();
    assertThat(silent.assignmentsFor(Quantity.ABSORBANCE)).contains(Technique.INFRARED);
    assertThat(silent.assignmentsFor(Quantity.RAMAN_INTENSITY)).isEmpty();

    Files.writeString(folder.resolve("own.yaml"), "name: own\nassignments: x-ray\n");
    assertThatThrownBy(() -> Pipelines.load(folder))
        .hasMessageContaining("own.yaml")
        .hasMessageContaining("assignments 'x-ray'; expected one of [infrared, raman, sers]");
  }

  @Test
  void shouldOfferEveryModelThatNoFileNamesUnderItsOwnName() throws IOException {
    Pipelines all = Pipelines.load(Path.of("streams")).andOf(List.of("cartilage", "brain"));
    assertThat(all.names()).containsExactly("brain", "cartilage", "sers", "survey", "tissue");
    assertThat(all.find("brain").orElseThrow().model()).contains("brain");
    assertThat(all.find("cartilage").orElseThrow().title()).isNotEqualTo("cartilage");
  }

  @Test
  void shouldReadTheShippedPipelines() throws IOException {
    assertThat(Pipelines.load(Path.of("streams")).names())
        .containsExactly("cartilage", "sers", "survey", "tissue");
  }

  @Test
  void shouldWriteEveryPipelineSoThatItReadsTheSame() throws IOException {
    List<Pipeline> pipelines = new ArrayList<>(Pipelines.load(Path.of("streams")).all());
    Pipeline all =
        read(
            """
            name: all
            title: All that can be said
            model: m@1.0.0
            activationMap: bands
            explanations: {context: off, limeBands: 3, limeMap: compact}
            imageTimeoutSeconds: 7
            assignments: raman
            bands:
              - {name: height, title: Height, at: 1655.5, halfWidth: 5, baseline: [1590, 1720]}
              - {name: r, ratio: [{at: 1740}, {at: 1655, halfWidth: 2}]}
            """);
    pipelines.add(all);
    pipelines.add(read("name: some\nquantities: [absorbance, raman-intensity]\n"));
    assertThat(pipelines)
        .allSatisfy(
            pipeline ->
                assertThat(
                        PipelineDefinition.ofJson(PipelineDefinition.toJson(pipeline).toString()))
                    .isEqualTo(pipeline));
    Set<String> fields = new TreeSet<>();
    pipelines.forEach(
        pipeline -> PipelineDefinition.toJson(pipeline).fieldNames().forEachRemaining(fields::add));
    assertThat(fields)
        .as("each field of a definition is written by one of these")
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(PipelineDefinition.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList());
  }

  @Test
  void shouldRefuseADefinitionThatIsTooLongOrNone() {
    assertThatThrownBy(() -> PipelineDefinition.ofJson(" ".repeat(70_000)))
        .hasMessageContaining("70000 characters");
    for (String none : List.of("", "null", "[]", "{}", "{\"name\":\"p\",\"x\":1}")) {
      assertThatThrownBy(() -> PipelineDefinition.ofJson(none))
          .as(none)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void shouldTellBandsOfOneNameApartThatReadDifferentThings() throws IOException {
    String band = "name: p\nbands:\n  - {name: b, title: %s, at: %s}\n";
    Pipeline one = read(band.formatted("A", "1400"));
    assertThat(read(band.formatted("B", "1400")).bandsDigest()).isEqualTo(one.bandsDigest());
    assertThat(read(band.formatted("A", "1401")).bandsDigest()).isNotEqualTo(one.bandsDigest());
    assertThat(read("name: p\n").bandsDigest()).isZero();
  }
}
