package org.spectrastreams.train.contexts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.explain.lime.StableLime;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.context.AmortisedNetwork;
import org.spectrastreams.network.context.ContextEncoder;
import org.spectrastreams.network.context.OnnxExplainerWriter;
import org.spectrastreams.train.data.ExplainedPixels;
import org.spectrastreams.train.recipe.ExplanationRecipe;

/**
 * Learns a model's explanations from a set of spectra: background, amortised explainer,
 * auto-encoder, contexts. Explanations are made on several threads, which has no influence on them;
 * networks are trained on one, so that sums have a fixed order.
 */
public final class ExplanationTraining {
  /**
   * Spectra with two full explanations, of two designs, from whose deviations the auto-encoder
   * learns to look away.
   */
  static final int FULL = 48;

  private static final double LEAST_SHARE = 0.2;

  private static final int DESIGNS = 32;
  private static final int BATCH = 256;

  private final ModelPackage model;
  private final ExplanationRecipe recipe;
  private final ExplainedPixels pixels;
  private final int threads;
  private final Consumer<String> progress;

  private int[] predicted;
  private LimeBackground background;
  private AmortisedNetwork network;
  private AmortisedTrainer amortised;
  private float[] weights;
  private float[][] deviations;

  public ExplanationTraining(
      ModelPackage model,
      ExplanationRecipe recipe,
      ExplainedPixels pixels,
      int threads,
      Consumer<String> progress) {
    this.model = model;
    this.recipe = recipe;
    this.pixels = pixels;
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * An auto-encoder and its contexts.
   *
   * @param places of the training spectra in the latent space
   * @param others trainings with other seeds that had a say in the number of contexts
   */
  public record Crime(
      ContextEncoder encoder,
      ContextEmbedding vae,
      Contexts contexts,
      float[] places,
      List<Crime> others) {}

  /** Background and amortised explainer as the model's package holds them. */
  public void takeLime() {
    predicted = SampledExplanations.predicted(model, pixels);
    background = LimeBackground.of(model);
    weights = amortisedWeights(pixels.prepared(), predicted);
    learnDeviations();
  }

  /** Background and amortised explainer, learnt anew. */
  public void learnLime() {
    predicted = SampledExplanations.predicted(model, pixels);
    background =
        LimeBackground.fit(
            pixels.prepared(),
            predicted,
            pixels.points(),
            LimeBackground.DECILES,
            LimeBackground.MAX_DONORS,
            recipe.seed());
    long start = System.nanoTime();
    float[] taught = withMixtures();
    float[] cheap = cheapCoefficients(taught);
    progress.accept(
        String.format(
            "%d cheap explanations of %d samples: %.0f s",
            taught.length / pixels.points(), recipe.cheapSamples(), seconds(start)));
    start = System.nanoTime();
    amortised = new AmortisedTrainer(network, taught, cheap, recipe.cheapEpochs(), recipe.seed());
    weights = amortisedWeights(pixels.prepared(), predicted);
    progress.accept(String.format("amortised explainer: %.0f s", seconds(start)));
    learnDeviations();
  }

  private void learnDeviations() {
    long start = System.nanoTime();
    deviations = new float[][] {deviations(recipe.seed() + 1000), deviations(recipe.seed() + 2000)};
    progress.accept(
        String.format(
            "%d full explanations of %d samples: %.0f s",
            2 * deviations[0].length / pixels.points(), recipe.samples(), seconds(start)));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** The spectra, and mixtures of two of them as a pixel on a border has them. */
  private float[] withMixtures() {
    int points = pixels.points();
    float[] own = pixels.prepared();
    float[] all = Arrays.copyOf(own, own.length + recipe.mixtures() * points);
    SplittableRandom random = new SplittableRandom(recipe.seed() + 500);
    for (int to = own.length; to < all.length; to += points) {
      int one = random.nextInt(pixels.count()) * points;
      int other = random.nextInt(pixels.count()) * points;
      float share = (float) random.nextDouble(LEAST_SHARE, 1 - LEAST_SHARE);
      for (int j = 0; j < points; j++) {
        all[to + j] = share * own[one + j] + (1 - share) * own[other + j];
      }
    }
    return all;
  }

  /** Cheap explanations of every spectrum; spectra in groups that share a design. */
  private float[] cheapCoefficients(float[] spectra) {
    int classes = model.classes().size();
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1)) {
      StableLime lime = new StableLime(engine, model, background, recipe.segmentSpacing());
      network = new AmortisedNetwork(pixels.points(), classes, lime.segments(), lime.triangles());
    }
    int outputs = classes * network.segments();
    int count = spectra.length / pixels.points();
    float[] all = new float[count * outputs];
    int perDesign = (count + DESIGNS - 1) / DESIGNS;
    // Neighbouring rows of a section resemble each other: each design gets rows from everywhere.
    SampledExplanations.explainAll(
        model,
        background,
        recipe.segmentSpacing(),
        threads,
        DESIGNS,
        (lime, design) -> {
          for (int i = 0; i < perDesign; i++) {
            int row = i * DESIGNS + design;
            if (row < count) {
              double[][] found =
                  lime.coefficients(
                      spectra,
                      row * pixels.points(),
                      recipe.cheapSamples(),
                      recipe.seed() + design);
              for (int c = 0; c < classes; c++) {
                for (int s = 0; s < network.segments(); s++) {
                  all[row * outputs + c * network.segments() + s] = (float) found[c][s];
                }
              }
            }
          }
        });
    return all;
  }

  /** Amortised weights of the given classes, count × points. */
  public float[] amortisedWeights(float[] spectra, int[] classes) {
    int points = pixels.points();
    if (amortised == null) {
      return storedWeights(spectra, classes);
    }
    int segments = network.segments();
    float[] coefficients = amortised.coefficients(spectra);
    float[] found = new float[classes.length * points];
    for (int n = 0; n < classes.length; n++) {
      for (int s = 0; s < segments; s++) {
        float value = coefficients[(n * network.classes() + classes[n]) * segments + s];
        for (int i = 0; i < points; i++) {
          found[n * points + i] += value * network.hats()[s * points + i];
        }
      }
    }
    return found;
  }

  private float[] storedWeights(float[] spectra, int[] classes) {
    int points = pixels.points();
    float[] found = new float[classes.length * points];
    try (ExplainerEngine engine = model.openExplainer(Device.CPU, 1)) {
      ExplainerOutputs outputs = engine.newOutputs();
      for (int from = 0; from < classes.length; from += BATCH) {
        int to = Math.min(classes.length, from + BATCH);
        engine.explain(
            Arrays.copyOfRange(spectra, from * points, to * points),
            Arrays.copyOfRange(classes, from, to),
            to - from,
            outputs);
        System.arraycopy(outputs.limeWeights(), 0, found, from * points, (to - from) * points);
      }
    }
    return found;
  }

  /** How full explanations of one design deviate from the amortised ones, rows × points. */
  private float[] deviations(long design) {
    int points = pixels.points();
    int rows = Math.min(FULL, pixels.count());
    int[] chosen = new SplittableRandom(recipe.seed()).ints(rows, 0, pixels.count()).toArray();
    float[] found = new float[rows * points];
    SampledExplanations.explainAll(
        model,
        background,
        recipe.segmentSpacing(),
        threads,
        rows,
        (lime, i) -> {
          int row = chosen[i];
          float[] full =
              lime.explain(
                      pixels.prepared(), row * points, predicted[row], recipe.samples(), design)
                  .weights();
          for (int j = 0; j < points; j++) {
            found[i * points + j] = full[j] - weights[row * points + j];
          }
        });
    return found;
  }

  /**
   * Auto-encoder and contexts on the amortised explanations. The encoder sees them with the
   * deviation of a full explanation of some other spectrum added, in another share every time, and
   * the decoder is to give back the amortised ones: so a spectrum gets the same place whichever of
   * the two explains it.
   */
  public Crime learnContexts(
      ContextEncoder.Kind kind, double supervision, List<Integer> numbers, int epochs) {
    long start = System.nanoTime();
    int points = pixels.points();
    int latent = kind == ContextEncoder.Kind.DENSE ? 2 : recipe.latent();
    ContextEncoder encoder =
        ContextEncoder.of(kind, points, model.axis().meanSpacing(), model.classes().size(), latent);
    double told = kind.semiSupervised() ? supervision : 0;
    int trainings = recipe.trainings() == null ? 1 : recipe.trainings();
    List<ContextEmbedding> vaes = new ArrayList<>();
    List<ContextBuilder> builders = new ArrayList<>();
    double loss = 0;
    for (int training = 0; training < trainings; training++) {
      ContextEmbedding vae;
      if (kind == ContextEncoder.Kind.LINEAR) {
        vae =
            LinearEmbedding.fit(
                inputs(pixels.prepared(), weights),
                predicted,
                model.classes().size(),
                latent,
                recipe.seed(),
                training);
      } else {
        ContextVae trained = new ContextVae(encoder, recipe.seed() + training);
        loss += trained.fit(inputs(training), predicted, told, epochs) / trainings;
        vae = trained;
      }
      vaes.add(vae);
      builders.add(
          new ContextBuilder(
              model.axis(),
              model.classes(),
              pixels.prepared(),
              weights,
              predicted,
              vae.places(inputs(pixels.prepared(), weights), pixels.count()),
              latent,
              places(vae, deviations[0]),
              places(vae, deviations[1])));
    }
    ContextChoice choice = ContextChoice.of(builders, numbers, kind.id(), told, recipe.seed());
    List<Crime> others = new ArrayList<>();
    for (int training = 0; training < trainings; training++) {
      if (training != choice.training()) {
        others.add(
            new Crime(
                encoder,
                vaes.get(training),
                choice.contexts().get(training),
                builders.get(training).places(),
                List.of()));
      }
    }
    float[] places = builders.get(choice.training()).places();
    Contexts contexts = LinearFit.linearised(model, choice.chosen(), pixels, predicted, places);
    progress.accept(
        String.format(
            "%s, supervision %.2f: loss %.1f, %d contexts, silhouette %.2f, agreement of %d"
                + " trainings %.2f, %.0f s",
            kind.id(),
            told,
            loss,
            contexts.count(),
            contexts.description().silhouette(),
            trainings,
            choice.agreement(),
            seconds(start)));
    return new Crime(encoder, vaes.get(choice.training()), contexts, places, others);
  }

  /** The ONNX file of the amortised explainer and an encoder. */
  public byte[] toOnnx(Crime crime) {
    Map<String, float[]> arrays = new LinkedHashMap<>(amortised.weights());
    arrays.putAll(crime.vae().weights());
    return OnnxExplainerWriter.write(network, crime.encoder(), arrays);
  }

  private ContextVae.Inputs inputs(int training) {
    int points = pixels.points();
    int full = deviations[0].length / points;
    SplittableRandom random = new SplittableRandom(recipe.seed() + training);
    float[] own = new float[points];
    return new ContextVae.Inputs() {
      @Override
      public void write(int row, int epoch, float[] into, int offset) {
        int with = random.nextInt(full);
        float[] design = deviations[random.nextInt(deviations.length)];
        float share = (float) random.nextDouble() * 1.2f;
        for (int j = 0; j < points; j++) {
          own[j] = weights[row * points + j] + share * design[with * points + j];
        }
        ContextInputs.range(pixels.prepared(), row * points, points, into, offset);
        ContextInputs.range(own, 0, points, into, offset + points);
      }

      @Override
      public void writeTarget(int row, int epoch, float[] into, int offset) {
        ContextInputs.range(pixels.prepared(), row * points, points, into, offset);
        ContextInputs.range(weights, row * points, points, into, offset + points);
      }
    };
  }

  /** Places of the training spectra when each is explained with a deviation of a design. */
  private float[] places(ContextEmbedding vae, float[] design) {
    int points = pixels.points();
    float[] other = weights.clone();
    int full = design.length / points;
    for (int i = 0; i < other.length; i++) {
      other[i] += design[i / points % full * points + i % points];
    }
    return vae.places(inputs(pixels.prepared(), other), pixels.count());
  }

  /** n(spectrum) ++ n(weights) of every row. */
  public float[] inputs(float[] spectra, float[] explanations) {
    return ContextInputs.of(spectra, explanations, pixels.points());
  }

  public LimeBackground background() {
    return background;
  }

  public int[] predicted() {
    return predicted;
  }

  public ExplainedPixels pixels() {
    return pixels;
  }

  public ExplanationRecipe recipe() {
    return recipe;
  }

  public ModelPackage model() {
    return model;
  }

  public int threads() {
    return threads;
  }
}
