package org.spectrastreams.train.choose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.chemometric.Chemometric;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.Preprocessing.Interpolation;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.family.Families;

class ComparisonTrainingIT {
  /** Too few for derivatives, which are left out of most tests for their time. */
  private static final int FEW_POINTS = 36;

  private static final int POINTS = 45;
  private static final int COUNT = 60;
  private static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, POINTS);
  private static final PreprocessingChain CHAIN = chain(AXIS);

  private static PreprocessingChain chain(SpectralAxis axis) {
    return PreprocessingChain.of(
        Quantity.ABSORBANCE, Preprocessing.Interpolate.covering(axis, Interpolation.LINEAR, 8));
  }

  @TempDir private Path folder;

  /** Three classes with a band each, on a slope that differs from spectrum to spectrum. */
  private static LabelledPixels pixels(int points, double height) {
    Random random = new Random(4);
    float[] spectra = new float[COUNT * points];
    int[] labels = new int[COUNT];
    int[] groups = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      labels[i] = i % 3;
      groups[i] = i / 6;
      double slope = random.nextDouble();
      for (int p = 0; p < points; p++) {
        double off = p - 8 - 10 * labels[i];
        spectra[i * points + p] =
            (float)
                (1
                    + slope * p / points
                    + height * Math.exp(-off * off / 18)
                    + 0.02 * random.nextGaussian());
      }
    }
    return new LabelledPixels(
        SpectralAxis.uniform(1000, 4, points),
        Quantity.ABSORBANCE,
        List.of("a", "b", "c"),
        spectra,
        labels,
        labels,
        groups);
  }

  private static Comparison comparison(LabelledPixels pixels, int threads, String... families) {
    return new Comparison(
        Material.of(pixels, chain(pixels.axis())),
        Families.ALL.stream().filter(one -> List.of(families).contains(one.name())).toList(),
        Protocol.usual(),
        5,
        threads,
        line -> {});
  }

  @Test
  void shouldServeWhatItFitted() throws Exception {
    LabelledPixels pixels = pixels(POINTS, 0.3);
    Material material = Material.of(pixels, CHAIN);
    try (Comparison comparison = comparison(pixels, 2, "pls-da", "svm", "minirocket")) {
      for (List<Candidate> candidates : comparison.chosen().values()) {
        assertServed(comparison.fitted(candidates), material, pixels);
      }
    }
  }

  private void assertServed(Committee fitted, Material material, LabelledPixels pixels)
      throws Exception {
    ModelPackage model = written(fitted, pixels);
    Committee.Said expected = fitted.says(material, material.all());
    PreparedSpectra prepared = pixels.prepare(model.preprocessing());
    int members = fitted.members().size();
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(prepared.values(), COUNT, scores);
      for (int i = 0; i < COUNT; i++) {
        assertThat(scores.predicted()[i]).isEqualTo(expected.predicted()[i]);
        for (int c = 0; c < 3; c++) {
          double mean = 0;
          for (int m = 0; m < members; m++) {
            mean += scores.memberProbabilities()[(i * members + m) * 3 + c] / members;
          }
          // The graph computes in single precision, the fit in double.
          assertThat(mean)
              .as("%s, spectrum %d", fitted.members().get(0).candidate().described(), i)
              .isCloseTo(expected.probabilities()[i][c], within(2e-4));
        }
      }
    }
  }

  @Test
  void shouldServeACorrectionByTheMeanOfWhatItLearnedFrom() throws Exception {
    LabelledPixels pixels = pixels(POINTS, 0.3);
    for (int i = 0; i < COUNT * POINTS; i++) {
      double off = (i % POINTS - 23) / 3.0;
      pixels.spectra()[i] += (float) (3 * Math.exp(-off * off)); // what all have in common
    }
    Material material = Material.of(pixels, CHAIN);
    View view =
        View.of(POINTS, true).stream()
            .filter(one -> one.name().equals("emsc, 2nd derivative"))
            .findFirst()
            .orElseThrow();
    int[] learned = IntStream.range(0, COUNT / 2).toArray();
    Candidate ridge = new Candidate(view, Families.ALL.get(3), 3, 1, 0, 2);
    Member member = ridge.fit(material, learned);

    double sum = 0;
    for (int row : learned) {
      sum += pixels.spectra()[row * POINTS + 7] / learned.length;
    }
    assertThat((double) member.reference().orElseThrow()[7]).isCloseTo(sum, within(1e-5));
    assertServed(new Committee(List.of(member)), material, pixels);
  }

  @Test
  void shouldServeMembersThatDifferInWhatIsDoneAboutScattering() throws Exception {
    LabelledPixels pixels = pixels(POINTS, 0.3);
    for (int i = 0; i < COUNT * POINTS; i++) {
      double off = (i % POINTS - 23) / 3.0;
      pixels.spectra()[i] =
          (1 + i / POINTS % 4) * (pixels.spectra()[i] + (float) (3 * Math.exp(-off * off)));
    }
    Material material = Material.of(pixels, CHAIN);
    List<Member> members = new ArrayList<>();
    for (View view : View.of(POINTS, true)) {
      members.add(
          new Candidate(view, Families.ALL.get(3), 3, 1, 0, 2).fit(material, material.all()));
    }
    members.add(
        new Candidate(View.of(POINTS, true).get(2), Families.ALL.get(4), 3, 1, 0, 2)
            .fit(material, material.all()));
    Committee fitted = new Committee(members);

    assertThat(fitted.chain(CHAIN)).isEqualTo(CHAIN);
    assertServed(fitted, material, pixels);
    assertNotJudgedWhereAChainRefuses(fitted, pixels);
  }

  /** A spectrum without the reference, one of its negative, and one that is the same everywhere. */
  private void assertNotJudgedWhereAChainRefuses(Committee fitted, LabelledPixels pixels)
      throws Exception {
    Optional<float[]> reference =
        fitted.members().stream().flatMap(member -> member.reference().stream()).findFirst();
    float[] refused = new float[4 * POINTS];
    for (int p = 0; p < POINTS; p++) {
      refused[p] = -reference.orElseThrow()[p];
      refused[POINTS + p] = 1 - 0.5f * reference.orElseThrow()[p] + 0.01f * p;
      refused[2 * POINTS + p] = 0.7f; // the same everywhere
    }
    try (ScoringEngine engine = written(fitted, pixels).openEngine(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(refused, 4, scores);
      int members = fitted.members().size();
      for (int i = 0; i < 4; i++) {
        boolean all = true;
        for (int m = 0; m < members; m++) {
          View view = fitted.members().get(m).candidate().view();
          PreprocessingChain chain =
              Material.chain(CHAIN, view, fitted.members().get(m).reference());
          int flags =
              Preprocessor.compile(chain, AXIS, Optional.empty(), Quantity.ABSORBANCE)
                  .apply(refused, i * POINTS, new float[POINTS], 0);
          boolean judged = true;
          for (int c = 0; c < 3; c++) {
            judged &= Float.isFinite(scores.memberProbabilities()[(i * members + m) * 3 + c]);
          }
          if (QualityFlag.of(flags).contains(QualityFlag.UNSCALABLE)) {
            assertThat(judged).as("spectrum %d, %s", i, view.name()).isFalse();
          }
          all &= judged;
        }
        assertThat(all).as("spectrum %d", i).isFalse();
      }
    }
  }

  private ModelPackage written(Committee fitted, LabelledPixels pixels) throws Exception {
    Chemometric network = fitted.network(POINTS, 3);
    int members = fitted.members().size();
    ModelManifest any =
        RandomModels.manifest(new ModelId("any", "1.0.0"), AXIS, pixels.classes(), members);
    return EnsemblePackages.write(
        folder,
        ModelManifest.ofEnsemble(
            any.id(),
            any.title(),
            any.description(),
            true,
            pixels.classes(),
            fitted.chain(CHAIN),
            network.facts(),
            members,
            any.training(),
            any.evaluation()),
        fitted.arrays(network),
        pixels.probe());
  }

  @Test
  void shouldGiveTheSameFiguresWhateverTheNumberOfThreads() {
    LabelledPixels pixels = pixels(FEW_POINTS, 0.05);
    try (Comparison one = comparison(pixels, 1, "pls-da", "ridge");
        Comparison many = comparison(pixels, 4, "pls-da", "ridge")) {
      Map<String, Tested> once = one.nested();
      Map<String, Tested> again = many.nested();
      assertThat(once.keySet()).isEqualTo(again.keySet()).contains(Committee.NAME);
      once.forEach(
          (method, tested) -> {
            assertThat(again.get(method).predicted().get(0)).isEqualTo(tested.predicted().get(0));
            assertThat(again.get(method).chosen()).isEqualTo(tested.chosen());
          });
    }
  }

  @Test
  void shouldTestEverySpectrumWithWhatNeverSawItsGroup() {
    LabelledPixels pixels = pixels(FEW_POINTS, 0.3);
    try (Comparison comparison = comparison(pixels, 2, "shrinkage-lda", "pca-lda")) {
      Tested tested = comparison.nested().get(Committee.NAME);
      for (int i = 0; i < COUNT; i++) {
        assertThat(tested.probabilities().get(0)[i]).isNotNull();
        for (int j = 0; j < COUNT; j++) {
          if (pixels.groups()[i] == pixels.groups()[j]) {
            assertThat(tested.folds().get(0)[i]).isEqualTo(tested.folds().get(0)[j]);
          }
        }
      }
      assertThat(tested.whole(pixels.labels(), 3).balancedAccuracy()).isGreaterThan(0.9);
    }
  }

  @Test
  void shouldFindNothingInLabelsThatMeanNothing() {
    LabelledPixels pixels = pixels(FEW_POINTS, 0);
    try (Comparison comparison = comparison(pixels, 2, "pls-da", "shrinkage-lda", "ridge")) {
      comparison
          .nested()
          .forEach(
              (method, tested) ->
                  assertThat(tested.whole(pixels.labels(), 3).balancedAccuracy())
                      .as(method)
                      .isBetween(0.1, 0.6));
    }
  }

  @Test
  void shouldRefuseAClassOfOneGroupAlone() {
    LabelledPixels all = pixels(FEW_POINTS, 0.3);
    LabelledPixels parted =
        new LabelledPixels(
            all.axis(),
            Quantity.ABSORBANCE,
            all.classes(),
            all.spectra(),
            all.labels(),
            all.truth(),
            all.labels());
    try (Comparison comparison = comparison(parted, 1, "ridge")) {
      assertThatThrownBy(comparison::nested).hasMessageContaining("two groups of every class");
    }
  }
}
