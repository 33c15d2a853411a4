package org.spectrastreams.train.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.network.context.ContextEncoder;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.train.contexts.ExplanationFiles;
import org.spectrastreams.train.contexts.ExplanationTraining;
import org.spectrastreams.train.data.ExplainedPixels;
import org.spectrastreams.train.data.LabelledPixels;
import org.spectrastreams.train.data.PreparedSpectra;
import org.spectrastreams.train.recipe.ExplanationRecipe;
import org.spectrastreams.train.recipe.TrainingSettings;

/**
 * The planted-band test: the training of a model, its explanations included, is run again on
 * spectra with one informative {@link PlantedBand}, and every method must point to it. A method
 * that does not find what it was made to find explains nothing.
 *
 * <p>The network, its preprocessing and its settings are the model's; as many steps are made with
 * fewer spectra. Explanations are learnt with fewer samples than the model's own, which can only
 * make a hit less likely.
 *
 * @param places how many bands are planted, one after the other
 * @param spectra the most spectra to train with
 * @param members of each ensemble
 * @param explained the most spectra, not trained with, that are explained for each band
 */
public record PlantedBands(int places, int spectra, int members, int explained) {
  /** What a model card reports. */
  public static final PlantedBands FULL = new PlantedBands(4, 1_600, 3, 15);

  private static final long SEED = 31_007;
  private static final int HELD_BACK = 5;
  private static final int MOST_EPOCHS = 60;
  private static final int SMOOTH = 1;

  /** Hits and trials. */
  private static final class Tally {
    private int hits;
    private int trials;

    void add(Tally other) {
      hits += other.hits;
      trials += other.trials;
    }

    @Override
    public String toString() {
      return hits + "/" + trials;
    }
  }

  /**
   * The share of hits of every method.
   *
   * @param model whose training is run again
   * @param pixels usable labelled spectra of its recipe; the labels are not looked at
   * @param settings the recipe's
   * @param recipe the recipe's explanations
   * @param threads explanations made at once; has no influence on the result
   * @param scratch a folder for packages
   * @return by the id of the method, in the order of the registry; methods that a package of this
   *     training has not all for are missing
   */
  public Map<String, Double> hits(
      ModelPackage model,
      LabelledPixels pixels,
      TrainingSettings settings,
      ExplanationRecipe recipe,
      int threads,
      Path scratch,
      Consumer<String> progress)
      throws IOException {
    LabelledPixels some = some(pixels);
    TrainingSettings longer = settings(settings, pixels.count(), some.count());
    return hits(
        model.preprocessing(),
        pixels,
        (taught, place) ->
            rerun(model, taught, longer, recipe, threads, scratch, SEED + 100L * place),
        progress);
  }

  /** A model's training, run again. */
  public interface Rerun {
    /**
     * The package that comes of it, with all explanations that the model has.
     *
     * @param taught two classes, 0 and 1, whatever the model's own are
     * @param place the number of the planted band
     */
    ModelPackage on(LabelledPixels taught, int place) throws IOException;
  }

  private LabelledPixels some(LabelledPixels pixels) {
    return evenly(pixels, spectra + spectra / (HELD_BACK - 1));
  }

  /**
   * The share of hits of every method.
   *
   * @param chain of the model
   * @param pixels usable labelled spectra; the labels are not looked at
   * @return as above
   */
  public Map<String, Double> hits(
      PreprocessingChain chain, LabelledPixels pixels, Rerun rerun, Consumer<String> progress)
      throws IOException {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    LabelledPixels some = some(pixels);
    for (int place = 0; place < places; place++) {
      PlantedBand band = PlantedBand.into(some, chain, SEED + place);
      int[] rows = IntStream.range(0, some.count()).toArray();
      LabelledPixels taught =
          band.pixels().select(Arrays.stream(rows).filter(i -> i % HELD_BACK != 0).toArray());
      LabelledPixels kept =
          band.pixels().select(Arrays.stream(rows).filter(i -> i % HELD_BACK == 0).toArray());
      ModelPackage planted = rerun.on(taught, place);
      Map<String, Tally> here = explain(planted, kept, band.centre());
      here.forEach(
          (method, tally) -> tallies.computeIfAbsent(method, key -> new Tally()).add(tally));
      progress.accept(
          String.format(
              Locale.ROOT,
              "planted band %d of %d at %.0f cm⁻¹: %s",
              place + 1,
              places,
              band.centre(),
              here));
    }
    Map<String, Double> hits = new LinkedHashMap<>();
    tallies.forEach(
        (method, tally) -> {
          if (tally.trials > 0) {
            hits.put(method, (double) tally.hits / tally.trials);
          }
        });
    return hits;
  }

  private static LabelledPixels evenly(LabelledPixels pixels, int most) {
    int count = Math.min(most, pixels.count());
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = (int) ((long) i * pixels.count() / count);
    }
    return pixels.select(rows);
  }

  private static TrainingSettings settings(TrainingSettings of, int all, int some) {
    int times = (all + some - 1) / some;
    return new TrainingSettings(
        Math.max(of.epochs(), Math.min(MOST_EPOCHS, times * of.epochs())),
        of.batch(),
        of.learningRate(),
        times * of.halveEvery(),
        of.dropout(),
        of.weightDecay(),
        of.labelSmoothing());
  }

  private ModelPackage rerun(
      ModelPackage model,
      LabelledPixels taught,
      TrainingSettings settings,
      ExplanationRecipe recipe,
      int threads,
      Path scratch,
      long seed)
      throws IOException {
    PreparedSpectra prepared = taught.prepare(model.preprocessing());
    PreparedSpectra asModel =
        new PreparedSpectra(
            prepared.points(), model.classes().size(), prepared.values(), prepared.labels());
    TwinPackage twin = new TwinPackage(model);
    for (int member = 0; member < members; member++) {
      twin.train(asModel, settings, seed + member);
    }
    ModelPackage bare = twin.write(scratch, "planted", "a planted band", taught.probe());
    int[] none = new int[taught.count()];
    Arrays.fill(none, -1);
    ExplanationTraining training =
        new ExplanationTraining(
            bare,
            smaller(recipe),
            new ExplainedPixels(
                prepared.points(),
                prepared.values(),
                prepared.labels(),
                prepared.labels(),
                none,
                new boolean[none.length]),
            threads,
            line -> {});
    training.learnLime();
    ExplanationTraining.Crime crime =
        training.learnContexts(
            ContextEncoder.Kind.parse(recipe.vae()),
            recipe.supervision(),
            training.recipe().contexts(),
            training.recipe().epochs());
    return ModelPackageWriter.writeExplanations(
        scratch,
        bare,
        new ExplanationManifest(
            ExplanationManifest.FORMAT,
            new ExplanationManifest.Lime(recipe.segmentSpacing(), training.recipe().samples()),
            new ExplanationManifest.Crime(
                recipe.vae(),
                crime.contexts().description().supervision(),
                crime.encoder().latent(),
                crime.contexts().count(),
                taught.count(),
                recipe.seed()),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of()),
        ExplanationFiles.of(training, crime));
  }

  private static ExplanationRecipe smaller(ExplanationRecipe of) {
    return new ExplanationRecipe(
        null,
        of.segmentSpacing(),
        Math.min(1_000, of.samples()),
        Math.min(100, of.cheapSamples()),
        0,
        Math.min(20, of.cheapEpochs()),
        of.vae(),
        of.supervision(),
        of.latent(),
        Math.min(15, of.epochs()),
        List.of(8),
        null,
        of.seed());
  }

  /** Explains spectra with the band that are told apart; others have nothing to be found. */
  private Map<String, Tally> explain(ModelPackage planted, LabelledPixels kept, double centre) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    int points = planted.axis().size();
    float[] prepared = kept.prepare(planted.preprocessing()).values();
    try (Attributions all = Attributions.of(planted, SMOOTH)) {
      List<float[]> told = new ArrayList<>();
      for (int i = 0; i < kept.count() && told.size() < explained; i++) {
        float[] spectrum = Arrays.copyOfRange(prepared, i * points, (i + 1) * points);
        if (kept.labels()[i] == 1 && all.predicted(spectrum) == 1) {
          told.add(spectrum);
        }
      }
      all.methods()
          .forEach(
              (name, method) -> {
                Tally tally = new Tally();
                tallies.put(name, tally);
                for (float[] spectrum : told) {
                  float[] weights = method.of(spectrum, 1, SEED);
                  tally.hits += PlantedBand.found(planted.axis(), centre, weights) ? 1 : 0;
                  tally.trials++;
                }
              });
    }
    return tallies;
  }
}
