package org.spectrastreams.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.model.Domain.Signal;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.phantom.TissueSite;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.SignalMeter;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;

/** The domains of the packages in model-store: what they keep and what they turn away. */
class ShippedDomainTrainingIT {
  private static final ModelStore STORE = new ModelStore(Path.of("model-store"));

  /**
   * Distances of a block's usable spectra, infinite where the signal is too low; NaN for others.
   */
  private static float[] distances(ModelPackage model, ScoringEngine engine, SpectrumBlock block)
      throws UnusableSpectrumException {
    Preprocessor preprocessor =
        Preprocessor.compile(model.preprocessing(), block.axis(), block.quantity());
    int points = preprocessor.outputPoints();
    float[] prepared = new float[block.count() * points];
    boolean[] usable = new boolean[block.count()];
    for (int i = 0; i < block.count(); i++) {
      int flags =
          preprocessor.apply(block.intensities(), i * block.axis().size(), prepared, i * points);
      usable[i] = !QualityFlag.unusable(flags);
      if (!usable[i]) {
        Arrays.fill(prepared, i * points, (i + 1) * points, 0);
      }
    }
    EnsembleScores scores = engine.newScoresWithoutMaps();
    engine.score(prepared, block.count(), scores);
    float[] found = new float[block.count()];
    Signal least = model.manifest().domain().signal();
    SignalMeter meter = new SignalMeter(block.axis(), model.axis());
    for (int i = 0; i < found.length; i++) {
      meter.measure(block.intensities(), i * block.axis().size());
      boolean low = meter.height() < least.height() || !meter.isAbove(least.ratio());
      float distance = low ? Float.POSITIVE_INFINITY : scores.distances()[i];
      found[i] = usable[i] ? distance : Float.NaN;
    }
    return found;
  }

  /** The share of spectra inside, of those that are usable; and how many those are. */
  private record Kept(int usable, int inside) {
    static Kept of(List<Float> distances) {
      int usable = 0;
      int inside = 0;
      for (float distance : distances) {
        usable += Float.isNaN(distance) ? 0 : 1;
        inside += distance <= 1 ? 1 : 0;
      }
      return new Kept(usable, inside);
    }

    double share() {
      return (double) inside / usable;
    }
  }

  @Test
  void shouldKeepEpitheliumAndTurnAwayAllElseOfSectionsThatNobodySaw() throws Exception {
    ModelPackage model = STORE.open("tissue");
    Map<TissueSite, List<Float>> found = new EnumMap<>(TissueSite.class);
    List<Float> inGlands = new ArrayList<>();
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      long seed = 777_000;
      for (TissueClass severity : TissueClass.values()) {
        TissuePhantom phantom = new TissuePhantom(PhantomSettings.of(64, 64, seed++, severity));
        try (SpectrumSource source = phantom.open()) {
          for (SpectrumBlock block = source.next(64); block != null; block = source.next(64)) {
            float[] distances = distances(model, engine, block);
            for (int i = 0; i < distances.length; i++) {
              int x = block.x()[i];
              int y = block.y()[i];
              found
                  .computeIfAbsent(phantom.site(x, y), site -> new ArrayList<>())
                  .add(distances[i]);
              if (isAwayFromBorders(phantom, x, y)) {
                inGlands.add(distances[i]);
              }
            }
          }
        }
      }
    }
    assertThat(Kept.of(found.get(TissueSite.EPITHELIUM)).share())
        .as("epithelium is judged, mixtures at its borders included")
        .isGreaterThan(0.92);
    assertThat(Kept.of(inGlands).share()).as("epithelium away from borders").isGreaterThan(0.98);
    for (TissueSite site :
        List.of(TissueSite.STROMA, TissueSite.NECROSIS, TissueSite.LUMEN, TissueSite.BACKGROUND)) {
      assertThat(Kept.of(found.get(site)).usable())
          .as("%s that can be prepared", site)
          .isPositive();
      assertThat(Kept.of(found.get(site)).share()).as("%s is not judged", site).isLessThan(0.02);
    }
  }

  /** Epithelium whose neighbours are epithelium, too: no mixture by the spread of the optics. */
  private static boolean isAwayFromBorders(TissuePhantom phantom, int x, int y) {
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int nearX = Math.min(phantom.settings().width() - 1, Math.max(0, x + dx));
        int nearY = Math.min(phantom.settings().height() - 1, Math.max(0, y + dy));
        if (phantom.site(nearX, nearY) != TissueSite.EPITHELIUM) {
          return false;
        }
      }
    }
    return true;
  }

  /** Real spectra of other things, as far as they cover the model's axis. */
  @ParameterizedTest
  @CsvSource({
    "tissue, absorbance, brain_atr_ftir/brain_atr_ftir.csv",
    "tissue, absorbance, orange_spectroscopy/collagen.csv",
    "tissue, absorbance,"
        + " ifr_oliveoil_coffee/demo/FTIRSpectraOliveOils/FTIR_Spectra_olive_oils.csv"
  })
  void shouldTurnAwayRealSpectraOfOtherThings(String name, String quantity, String file)
      throws Exception {
    Path path = Path.of("../shared/data").resolve(file);
    assumeTrue(Files.isRegularFile(path), () -> "skipped: no " + path.toAbsolutePath());
    OpenOptions options = OpenOptions.NONE.withQuantity(Quantity.parse(quantity).orElseThrow());
    try (SpectrumSource source = SpectrumFiles.open(path, options)) {
      assertThat(Kept.of(distances(STORE.open(name), source)).share()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"cartilage, cartilage", "sers, sers"})
  void shouldKeepTheSpectraThatAModelIsMadeFor(String name, String sample) throws Exception {
    try (SpectrumSource source = Samples.open(sample)) {
      assertThat(Kept.of(distances(STORE.open(name), source)).share()).isGreaterThan(0.95);
    }
  }

  /** Dead, turned over or shifted spectra have the right axis and quantity, and are no tissue. */
  @ParameterizedTest
  @ValueSource(strings = {"negated", "noise", "reversed"})
  void shouldTurnAwayWhatNoDetectorMeasuresOfTissue(String what) throws Exception {
    ModelPackage model = STORE.open("cartilage");
    List<Float> found = new ArrayList<>();
    Random random = new Random(7);
    try (SpectrumSource source = Samples.open("cartilage");
        ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      SpectrumBlock block = source.next(200);
      int points = block.axis().size();
      float[] values = block.intensities().clone();
      for (int i = 0; i < values.length; i++) {
        int mirror = i / points * points + points - 1 - i % points;
        values[i] =
            switch (what) {
              case "negated" -> 10_000 - block.intensities()[i];
              case "noise" -> (float) (1000 + 20 * random.nextGaussian());
              default -> block.intensities()[mirror];
            };
      }
      SpectrumBlock broken =
          new SpectrumBlock(block.axis(), block.quantity(), block.x(), block.y(), values);
      for (float distance : distances(model, engine, broken)) {
        found.add(distance);
      }
    }
    assertThat(Kept.of(found).share()).isZero();
  }

  private static List<Float> distances(ModelPackage model, SpectrumSource source)
      throws IOException, UnusableSpectrumException {
    List<Float> found = new ArrayList<>();
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      for (SpectrumBlock block = source.next(64); block != null; block = source.next(64)) {
        for (float distance : distances(model, engine, block)) {
          found.add(distance);
        }
      }
    }
    return found;
  }
}
