package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.Preprocessing.ScatterCorrection;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

class ScatterCorrectionTest {
  /** Prepared spectra are single precision. */
  private static final double TOLERANCE = 2e-6;

  /** Written by src/test/python/emsc_golden.py. */
  private static JsonNode golden() throws IOException {
    try (InputStream in = ScatterCorrectionTest.class.getResourceAsStream("/golden/emsc.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static SpectralAxis axis(JsonNode golden) {
    double[] values = new double[golden.get("axis").size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = golden.get("axis").get(i).asDouble();
    }
    return SpectralAxis.of(values);
  }

  private static PreprocessingChain chain(SpectralAxis axis, ScatterCorrection step) {
    return PreprocessingChain.of(
        Quantity.ABSORBANCE,
        Preprocessing.Interpolate.covering(axis, Interpolation.LINEAR, 20),
        step);
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) array.get(i).asDouble();
    }
    return values;
  }

  private static List<float[]> all(JsonNode arrays) {
    List<float[]> all = new ArrayList<>();
    arrays.forEach(array -> all.add(floats(array)));
    return all;
  }

  @Test
  void shouldAgreeWithAPublishedImplementation() throws Exception {
    JsonNode golden = golden();
    SpectralAxis axis = axis(golden);
    assertThat(golden.get("cases")).hasSize(5);
    for (JsonNode expected : golden.get("cases")) {
      ScatterCorrection step =
          new ScatterCorrection(
              floats(golden.get("reference")),
              expected.get("order").asInt(),
              all(expected.get("interferents")),
              all(expected.get("analytes")));
      Preprocessor correction = Preprocessor.compile(chain(axis, step), axis, Quantity.ABSORBANCE);
      float[] corrected = new float[axis.size()];
      for (int row = 0; row < golden.get("spectra").size(); row++) {
        int flags = correction.apply(floats(golden.get("spectra").get(row)), 0, corrected, 0);
        assertThat(flags).isZero();
        for (int i = 0; i < corrected.length; i++) {
          double wanted = expected.get("corrected").get(row).get(i).asDouble();
          assertThat((double) corrected[i])
              .as("%s, spectrum %d, point %d", expected.get("name"), row, i)
              .isCloseTo(wanted, within(TOLERANCE * Math.max(1, Math.abs(wanted))));
        }
      }
    }
  }

  @Test
  void shouldGiveTheReferenceForWhateverIsMadeOfItAlone() throws Exception {
    JsonNode golden = golden();
    SpectralAxis axis = axis(golden);
    float[] reference = floats(golden.get("reference"));
    Preprocessor correction =
        Preprocessor.compile(
            chain(axis, new ScatterCorrection(reference, 2, List.of(), List.of())),
            axis,
            Quantity.ABSORBANCE);
    float[] measured = new float[reference.length];
    for (int i = 0; i < measured.length; i++) {
      double t = (axis.at(i) - 1000) / 100;
      measured[i] = (float) (0.7 * reference[i] + 0.4 - 0.1 * t + 0.02 * t * t);
    }
    float[] corrected = new float[reference.length];

    assertThat(correction.apply(measured, 0, corrected, 0)).isZero();

    for (int i = 0; i < corrected.length; i++) {
      assertThat(corrected[i]).isCloseTo(reference[i], within(1e-6f));
    }
  }

  @Test
  void shouldFlagASpectrumThatHoldsNothingOfTheReference() throws Exception {
    JsonNode golden = golden();
    SpectralAxis axis = axis(golden);
    float[] reference = floats(golden.get("reference"));
    Preprocessor correction =
        Preprocessor.compile(
            chain(axis, new ScatterCorrection(reference, 0, List.of(), List.of())),
            axis,
            Quantity.ABSORBANCE);
    float[] upsideDown = reference.clone();
    for (int i = 0; i < upsideDown.length; i++) {
      upsideDown[i] = 2 - upsideDown[i];
    }

    int flags = correction.apply(upsideDown, 0, new float[reference.length], 0);

    assertThat(QualityFlag.of(flags)).contains(QualityFlag.UNSCALABLE);
  }

  @Test
  void shouldReadBackWhatItWrote() throws Exception {
    JsonNode golden = golden();
    ScatterCorrection step =
        new ScatterCorrection(
            floats(golden.get("reference")),
            2,
            all(golden.get("cases").get(3).get("interferents")),
            List.of());
    PreprocessingChain chain = chain(axis(golden), step);

    assertThat(PreprocessingChain.fromJson(chain.toJson())).isEqualTo(chain);
    assertThat(chain.toJson()).contains("\"step\":\"emsc\"");
  }

  @Test
  void shouldRefuseTermsThatFollowFromEachOther() throws Exception {
    JsonNode golden = golden();
    SpectralAxis axis = axis(golden);
    float[] reference = floats(golden.get("reference"));
    ScatterCorrection twice =
        new ScatterCorrection(reference, 2, List.of(reference.clone()), List.of());

    assertThatThrownBy(() -> chain(axis, twice)).hasMessageContaining("follows from the others");
    ScatterCorrection flat =
        new ScatterCorrection(new float[axis.size()], -1, List.of(), List.of());
    assertThatThrownBy(() -> chain(axis, flat)).hasMessageContaining("follows from the others");
  }

  @Test
  void shouldRefuseSpectraOfAnotherGrid() {
    assertThatThrownBy(
            () -> new ScatterCorrection(new float[9], 1, List.of(new float[8]), List.of()))
        .hasMessageContaining("a spectrum of 8 points beside a reference of 9");
    ScatterCorrection nine =
        new ScatterCorrection(new float[] {1, 2, 1, 3, 1, 2, 5, 1, 1}, 0, List.of(), List.of());
    assertThatThrownBy(() -> chain(SpectralAxis.uniform(1000, 4, 12), nine))
        .hasMessageContaining("expected as many points as the grid has, 12");
  }
}
