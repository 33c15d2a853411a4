package org.spectrastreams.train.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.explain.context.RandomExplanations;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.methods.ExplanationMethod;
import org.spectrastreams.explain.methods.ExplanationMethods;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

class AttributionsIT {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 201);
  private static final List<String> CLASSES = List.of("a", "b", "c");

  @TempDir Path store;

  @Test
  void shouldMeasureEveryMethodThatTheModelHasAllForAndTwoControls() throws IOException {
    ModelPackage model =
        RandomExplanations.write(store, new ModelId("known", "1.0.0"), AXIS, CLASSES, 2, 3);
    float[] spectrum = RandomModels.spectra(1, AXIS.size(), 4);
    List<String> known = ExplanationMethods.of(model).stream().map(ExplanationMethod::id).toList();

    try (Attributions all = Attributions.of(model, 6)) {
      assertThat(known).contains("cam", "lime", "lime-amortised", "crime", "lime-published", "toy");
      assertThat(all.methods().keySet())
          .containsAll(known)
          .contains(Attributions.RANDOM, Attributions.RAW)
          .hasSize(known.size() + 2);
      int predicted = all.predicted(spectrum);
      for (String method :
          List.of("cam", "lime", "crime", "context-linear", "toy", Attributions.RANDOM)) {
        assertThat(all.methods().get(method).of(spectrum, predicted, 1))
            .as(method)
            .hasSize(AXIS.size())
            .isNotEqualTo(spectrum);
      }
    }
  }

  @Test
  void shouldExplainATwinByTheBackgroundThatItBorrows() throws IOException {
    ModelPackage twin = RandomModels.write(store, new ModelId("plain", "1.0.0"), AXIS, CLASSES, 2);
    float[] spectra = RandomModels.spectra(40, AXIS.size(), 4);
    LimeBackground background = LimeBackground.fit(spectra, 40, AXIS.size(), 1);

    try (Attributions some = Attributions.twin(twin, background, 16)) {
      assertThat(some.methods().keySet())
          .contains("cam", "lime", "lime-published")
          .doesNotContain("lime-amortised", "crime", Attributions.RANDOM);
      float[] one = RandomModels.spectra(1, AXIS.size(), 9);
      int other = (some.predicted(one) + 1) % CLASSES.size();
      assertThat(some.methods().get("cam").of(one, other, 1))
          .as("a map explains what its own network predicts, whatever is asked")
          .isEqualTo(some.methods().get("cam").of(one, some.predicted(one), 1).clone());
    }
  }
}
