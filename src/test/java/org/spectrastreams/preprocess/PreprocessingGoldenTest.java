package org.spectrastreams.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** Every method against values made with NumPy and SciPy by make_preprocess_golden.py. */
class PreprocessingGoldenTest {
  /** What the project promises; results are float32, whose own resolution is 6e-8 relative. */
  private static final double TOLERANCE = 1e-5;

  private static final List<String> FILES =
      List.of("interpolation", "baseline", "savitzky-golay", "scaling", "quantity");

  @TestFactory
  List<DynamicTest> shouldAgreeWithSciPy() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (String file : FILES) {
      for (JsonNode golden : read(file).get("cases")) {
        tests.add(
            DynamicTest.dynamicTest(
                file + ": " + golden.get("name").asText(), () -> shouldAgree(golden)));
      }
    }
    return tests;
  }

  @Test
  void shouldHaveGoldenValuesForEveryKindOfStep() throws IOException {
    List<String> names = new ArrayList<>();
    for (String file : FILES) {
      for (JsonNode golden : read(file).get("cases")) {
        golden.get("steps").forEach(step -> names.add(step.get("step").asText()));
      }
    }
    assertThat(names)
        .contains(
            "cut",
            "interpolate",
            "linear-baseline",
            "rubberband-baseline",
            "asymmetric-least-squares-baseline",
            "savitzky-golay",
            "scale",
            "scale-per-variable");
  }

  private static void shouldAgree(JsonNode golden) throws UnusableSpectrumException {
    Quantity measured = Quantity.parse(golden.get("quantity").asText()).orElseThrow();
    Quantity wanted =
        measured == Quantity.RAMAN_INTENSITY ? Quantity.RAMAN_INTENSITY : Quantity.ABSORBANCE;
    PreprocessingChain chain =
        PreprocessingChain.fromJson(
            """
            {"quantity":"%s","limits":{"flatRange":0,"saturatedRun":0},"steps":%s}\
            """
                .formatted(wanted.id(), golden.get("steps")));
    double[] input = doubles(golden.get("input"));
    double[] expected = doubles(golden.get("expected"));
    Preprocessor preprocessor =
        Preprocessor.compile(chain, SpectralAxis.of(doubles(golden.get("axis"))), measured);
    float[] in = new float[input.length + 3];
    for (int i = 0; i < input.length; i++) {
      in[i + 3] = (float) input[i];
    }
    float[] out = new float[expected.length + 5];

    int flags = preprocessor.apply(in, 3, out, 5);

    assertThat(preprocessor.outputPoints())
        .isEqualTo(expected.length)
        .isEqualTo(golden.get("outputPoints").asInt());
    boolean padded = golden.get("name").asText().contains("pad");
    assertThat(QualityFlag.of(flags))
        .isEqualTo(padded ? List.of(QualityFlag.PADDED) : List.<QualityFlag>of());
    double scale =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> Math.abs(expected[i]))
            .max()
            .orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(out[5 + i] - expected[i]))
          .as("point %d: %s, expected %s", i, out[5 + i], expected[i])
          .isLessThanOrEqualTo(TOLERANCE * Math.min(1, scale));
    }
  }

  private static double[] doubles(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }

  private static JsonNode read(String file) throws IOException {
    String resource = "/golden/preprocess/" + file + ".json";
    try (InputStream stream = PreprocessingGoldenTest.class.getResourceAsStream(resource)) {
      assertThat(stream).as(resource).isNotNull();
      return new ObjectMapper().readTree(stream);
    }
  }
}
