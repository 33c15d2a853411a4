package org.spectrastreams.explain.context;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.spectrastreams.explain.lime.LimeBackground;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.Npy;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.context.AmortisedNetwork;
import org.spectrastreams.network.context.ContextEncoder;
import org.spectrastreams.network.context.OnnxExplainerWriter;
import org.spectrastreams.network.context.RandomExplainers;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;

/**
 * Packages of untrained ensembles with untrained explanations, for tests of everything but meaning.
 * The engine's answers are what a trained package gives in shape and size; contexts lie where
 * random spectra fall.
 */
public final class RandomExplanations {
  /** The dimensions of their latent space. */
  public static final int LATENT = 4;

  private static final int SPECTRA = 64;

  private RandomExplanations() {}

  /** Writes an untrained ensemble with untrained explanations of {@code contexts} contexts. */
  public static ModelPackage write(
      Path store, ModelId id, SpectralAxis axis, List<String> classes, int members, int contexts)
      throws IOException {
    ModelPackage plain = RandomModels.write(store, id, axis, classes, members);
    int points = axis.size();
    AmortisedNetwork amortised = RandomExplainers.amortised(points, classes.size(), 20);
    ContextEncoder encoder =
        ContextEncoder.of(
            ContextEncoder.Kind.CP, points, axis.meanSpacing(), classes.size(), LATENT);
    byte[] explainer =
        OnnxExplainerWriter.write(
            amortised, encoder, RandomExplainers.weights(amortised, encoder, 7));
    float[] spectra = RandomModels.spectra(SPECTRA, points, 5);
    LimeBackground background = LimeBackground.fit(spectra, SPECTRA, points, 1);
    Contexts none = contexts(axis, classes, contexts, 3);
    // Written twice: the first time to learn where its own spectra fall.
    ModelPackage draft =
        ModelPackageWriter.writeExplanations(
            store, plain, manifest(none), files(none, background, explainer));
    int[] predicted;
    try (ScoringEngine engine = draft.openEngine(Device.CPU, 1);
        ExplainerEngine explainers = draft.openExplainer(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(spectra, SPECTRA, scores);
      predicted = Arrays.copyOf(scores.predicted(), SPECTRA);
      ExplainerOutputs outputs = explainers.newOutputs();
      explainers.explain(spectra, predicted, SPECTRA, outputs);
      Contexts real = around(axis, classes, contexts, spectra, predicted, outputs);
      return ModelPackageWriter.writeExplanations(
          store, plain, manifest(real), files(real, background, explainer));
    }
  }

  /** Contexts of random places and curves. */
  public static Contexts contexts(SpectralAxis axis, List<String> classes, int count, long seed) {
    Random random = new Random(seed);
    int width = LATENT + 2 * axis.size();
    float[] curves = new float[count * width];
    for (int i = 0; i < curves.length; i++) {
      curves[i] = (float) random.nextGaussian();
    }
    List<Context> all = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      Integer[] histogram = new Integer[classes.size()];
      Arrays.fill(histogram, 1);
      histogram[k % classes.size()] = 5 + k;
      int size = Arrays.stream(histogram).mapToInt(Integer::intValue).sum();
      all.add(
          new Context(
              k,
              k % classes.size(),
              size,
              List.of(histogram),
              1 + k,
              List.of(new Context.Band((float) axis.at(axis.size() / 2), 0.5f))));
    }
    return describe(axis, classes, all, curves);
  }

  private static Contexts describe(
      SpectralAxis axis, List<String> classes, List<Context> all, float[] curves) {
    return new Contexts(
        new ContextDescription(
            Contexts.FORMAT,
            "cp",
            0.2,
            LATENT,
            axis.size(),
            classes,
            1,
            all.stream().mapToInt(Context::size).sum(),
            0.5,
            new LatentProjection(new float[LATENT], new float[][] {{1, 0, 0, 0}, {0, 1, 0, 0}}),
            all),
        axis,
        curves);
  }

  /** Every context is one spectrum of {@code spectra}, labelled as it is predicted. */
  private static Contexts around(
      SpectralAxis axis,
      List<String> classes,
      int count,
      float[] spectra,
      int[] predicted,
      ExplainerOutputs outputs) {
    int points = axis.size();
    int width = LATENT + 2 * points;
    float[] curves = new float[count * width];
    List<Context> all = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      System.arraycopy(outputs.latents(), k * LATENT, curves, k * width, LATENT);
      System.arraycopy(spectra, k * points, curves, k * width + LATENT, points);
      System.arraycopy(
          outputs.limeWeights(), k * points, curves, k * width + LATENT + points, points);
      Integer[] histogram = new Integer[classes.size()];
      Arrays.fill(histogram, 0);
      histogram[predicted[k]] = 1;
      all.add(
          new Context(
              k,
              predicted[k],
              1,
              List.of(histogram),
              0.5f,
              List.of(new Context.Band((float) axis.min(), 1))));
    }
    return describe(axis, classes, all, curves);
  }

  private static ExplanationManifest manifest(Contexts contexts) {
    return new ExplanationManifest(
        ExplanationManifest.FORMAT,
        new ExplanationManifest.Lime(16, 1000),
        new ExplanationManifest.Crime(
            "cp", 0.2, LATENT, contexts.count(), contexts.description().total(), 1),
        List.of(),
        List.of(),
        List.of("It was never trained."),
        List.of("RandomExplanations.write"),
        Map.of());
  }

  private static Map<String, byte[]> files(
      Contexts contexts, LimeBackground background, byte[] explainer) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ModelPackage.EXPLAINER, explainer);
    files.put(ModelPackage.LIME_BINS, bins(background));
    files.put(ModelPackage.LIME_DONORS, donors(background));
    files.put(ModelPackage.CONTEXTS, contexts.toJson());
    files.put(ModelPackage.CONTEXT_ARRAYS, contexts.toNpy());
    files.put(ModelPackage.LINEAR, linear(contexts).toNpy());
    files.put(ModelPackage.LATENT, new Npy(new int[] {1, 4}, new float[4]).toBytes());
    files.put(ModelPackage.LATENT_PICTURE, "<svg/>".getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static LinearModels linear(Contexts contexts) {
    int classes = contexts.description().classes().size();
    int width = new BandMeans(contexts.axis()).count() + 1;
    Random random = new Random(11);
    float[] values = new float[contexts.count() * classes * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new LinearModels(contexts.count(), classes, contexts.axis(), values);
  }

  private static byte[] bins(LimeBackground background) {
    float[] values = new float[background.points() * background.bins() * 5];
    int at = 0;
    for (int point = 0; point < background.points(); point++) {
      for (int bin = 0; bin < background.bins(); bin++) {
        values[at++] = background.frequency(point, bin);
        values[at++] = background.mean(point, bin);
        values[at++] = background.deviation(point, bin);
        values[at++] = background.minimum(point, bin);
        values[at++] = background.maximum(point, bin);
      }
    }
    return new Npy(new int[] {background.points(), background.bins(), 5}, values).toBytes();
  }

  private static byte[] donors(LimeBackground background) {
    float[] values = new float[background.donors() * background.points()];
    for (int i = 0; i < values.length; i++) {
      values[i] = background.donor(i / background.points(), i % background.points());
    }
    return new Npy(new int[] {background.donors(), background.points()}, values).toBytes();
  }
}
