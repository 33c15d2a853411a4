package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

class BandReaderTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 2, 401);

  private static BandReader reader(BandDefinition band) {
    return BandReader.compile(band, AXIS, Quantity.ABSORBANCE);
  }

  private static BandDefinition height(double at, double halfWidth, Double... baseline) {
    return BandDefinition.height("b", null, new BandTerm(at, halfWidth, List.of(baseline)));
  }

  private static float[] line(double intercept, double slope) {
    float[] spectrum = new float[AXIS.size()];
    for (int i = 0; i < spectrum.length; i++) {
      spectrum[i] = (float) (intercept + slope * (AXIS.at(i) - 1000));
    }
    return spectrum;
  }

  @Test
  void shouldReadPipelineYaml() throws Exception {
    String yaml =
        """
        - {name: amide-I, title: Amide I, at: 1655, halfWidth: 5, baseline: [1590, 1720]}
        - {name: ester-amide, ratio: [{at: 1740, halfWidth: 4}, {at: 1655, baseline: [1590, 1720]}]}
        - {name: one-point, at: 1240}
        """;

    List<BandDefinition> bands =
        new YAMLMapper().readValue(yaml, new TypeReference<List<BandDefinition>>() {});

    assertThat(bands)
        .containsExactly(
            BandDefinition.height(
                "amide-I", "Amide I", new BandTerm(1655, 5, List.of(1590.0, 1720.0))),
            BandDefinition.ratio(
                "ester-amide",
                "ester-amide",
                new BandTerm(1740, 4, List.of()),
                new BandTerm(1655, 0, List.of(1590.0, 1720.0))),
            BandDefinition.height("one-point", "one-point", new BandTerm(1240, 0, null)));
    String json = new ObjectMapper().writeValueAsString(bands);
    assertThat(new ObjectMapper().readValue(json, new TypeReference<List<BandDefinition>>() {}))
        .isEqualTo(bands);
    assertThatThrownBy(
            () -> new YAMLMapper().readValue("{name: a, at: 1655, width: 5}", BandDefinition.class))
        .hasMessageContaining("width");
  }

  @Test
  void shouldRefuseDefinitionsThatAreNeitherHeightNorRatio() {
    BandTerm term = new BandTerm(1655, 5, List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BandDefinition("a", null, null, null, null, null))
        .withMessageContaining("either at");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BandDefinition("a", null, 1655.0, null, null, List.of(term, term)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BandDefinition("a", null, null, null, null, List.of(term)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BandDefinition.height("no spaces", null, term))
        .withMessageContaining("no spaces");
    assertThatIllegalArgumentException().isThrownBy(() -> new BandTerm(1655, -1, null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BandTerm(1655, 5, List.of(1720.0, 1590.0)))
        .withMessageContaining("ascending");
  }

  @Test
  void shouldAverageThePointsWithinTheHalfWidth() {
    float[] spectra = new float[2 * AXIS.size()];
    int row = AXIS.size();
    spectra[row + 49] = 100; // 1098 cm⁻¹, just outside
    spectra[row + 50] = 3; // 1100 cm⁻¹
    spectra[row + 51] = 5;
    spectra[row + 52] = 10;
    spectra[row + 53] = 100; // 1106 cm⁻¹, just outside

    assertThat(reader(height(1102, 2)).read(spectra, row)).isCloseTo(6, within(1e-6f));
    assertThat(reader(height(1102, 3.9)).read(spectra, row)).isCloseTo(6, within(1e-6f));
    assertThat(reader(height(1102, 0)).read(spectra, row)).isEqualTo(5);
    assertThat(reader(height(1103, 0)).read(spectra, row)).isCloseTo(7.5f, within(1e-6f));
    assertThat(reader(height(1103, 0.5)).read(spectra, row)).isCloseTo(7.5f, within(1e-6f));
  }

  @Property(seed = "1", tries = 100)
  void shouldReadZeroAboveAnyStraightLine(
      @ForAll @DoubleRange(min = -1, max = 1) double intercept,
      @ForAll @Scale(5) @DoubleRange(min = -0.001, max = 0.001) double slope,
      @ForAll @DoubleRange(min = 1590, max = 1720) double at,
      @ForAll @DoubleRange(min = 0, max = 20) double halfWidth) {
    float[] spectrum = line(intercept, slope);

    float reading = reader(height(at, halfWidth, 1589.3, 1721.1)).read(spectrum, 0);

    assertThat(reading).isCloseTo(0, within(1e-6f));
  }

  @Test
  void shouldReadTheRatioOfTwoBands() {
    BandDefinition ratio =
        BandDefinition.ratio(
            "r", "R", new BandTerm(1740, 0, null), new BandTerm(1640, 0, List.of(1600.0, 1700.0)));
    float[] spectrum = line(0.5, 0);
    spectrum[320] = 2.5f; // 1640 cm⁻¹, 2 above its line
    spectrum[370] = 3; // 1740 cm⁻¹

    assertThat(reader(ratio).read(spectrum, 0)).isCloseTo(1.5f, within(1e-6f));
    spectrum[320] = 0.5f;
    assertThat(reader(ratio).read(spectrum, 0)).isNaN();
  }

  @Test
  void shouldReadNaNWhereTheAxisDoesNotReach() {
    float[] spectrum = line(1, 0.001);

    assertThat(reader(height(2349, 5)).read(spectrum, 0)).isNaN();
    assertThat(reader(height(1002, 5)).read(spectrum, 0)).isNaN();
    assertThat(reader(height(1700, 5, 1650.0, 1850.0)).read(spectrum, 0)).isNaN();
    assertThat(reader(height(1800, 0)).read(spectrum, 0)).isCloseTo(1.8f, within(1e-6f));
    BandTerm covered = new BandTerm(1500, 2, null);
    BandTerm outside = new BandTerm(2349, 2, null);
    assertThat(reader(BandDefinition.ratio("r", null, covered, outside)).read(spectrum, 0)).isNaN();
    assertThat(reader(BandDefinition.ratio("r", null, outside, covered)).read(spectrum, 0)).isNaN();
    spectrum[250] = Float.POSITIVE_INFINITY;
    assertThat(reader(height(1500, 2)).read(spectrum, 0)).isNaN();
    assertThat(reader(height(1600, 2)).read(spectrum, 0)).isCloseTo(1.6f, within(1e-6f));
  }

  @Test
  void shouldReadTransmittanceAsAbsorbance() {
    BandDefinition band = height(1100, 0, 1050.0, 1150.0);
    float[] fraction = line(0.1, 0);
    float[] percent = line(10, 0);
    fraction[50] = 0.001f;
    percent[50] = 0.1f;

    assertThat(BandReader.compile(band, AXIS, Quantity.TRANSMITTANCE).read(fraction, 0))
        .isCloseTo(2, within(1e-5f));
    assertThat(BandReader.compile(band, AXIS, Quantity.PERCENT_TRANSMITTANCE).read(percent, 0))
        .isCloseTo(2, within(1e-5f));
    fraction[50] = 0;
    assertThat(BandReader.compile(band, AXIS, Quantity.TRANSMITTANCE).read(fraction, 0)).isNaN();
  }

  @Test
  void shouldReadNoRatioWhereNoLightCameThroughTheLowerBand() {
    BandDefinition ratio =
        BandDefinition.ratio(
            "b", null, new BandTerm(1740, 0, List.of()), new BandTerm(1656, 0, List.of()));
    float[] spectrum = line(0.5, 0);
    spectrum[328] = 0; // 1656 cm⁻¹

    float read = BandReader.compile(ratio, AXIS, Quantity.TRANSMITTANCE).read(spectrum, 0);

    assertThat(read).isNaN();
  }
}
