package org.spectrastreams.stream.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.spectrastreams.explain.context.Context;
import org.spectrastreams.explain.context.ContextDescription;
import org.spectrastreams.explain.context.Contexts;
import org.spectrastreams.explain.context.RandomExplanations;
import org.spectrastreams.model.ExplanationManifest;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ExplainerEngine;
import org.spectrastreams.model.engine.ExplainerOutputs;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** Fixture: a small untrained model, two pipelines, and blocks for them. */
public final class TestModels {
  /** A short axis keeps the tests fast; MSCNN's layers need about 130 points. */
  public static final SpectralAxis AXIS = SpectralAxis.uniform(1000, 4, 201);

  public static final List<String> CLASSES = List.of("a", "b", "c");
  public static final int MEMBERS = 2;
  static final int CONTEXTS = 6;

  private TestModels() {}

  /** Writes a model store and a pipelines folder under {@code root}. */
  public static ServiceConfig write(Path root) {
    try {
      RandomModels.write(
          root.resolve("model-store"), new ModelId("untrained", "1.0.0"), AXIS, CLASSES, MEMBERS);
      Path pipelines = Files.createDirectories(root.resolve("streams"));
      Files.writeString(
          pipelines.resolve("scored.yaml"),
          """
          name: scored
          title: Scored by untrained members
          model: untrained
          imageTimeoutSeconds: 20
          bands:
            - {name: middle, title: Middle, at: 1400, halfWidth: 8}
          """);
      Files.writeString(
          pipelines.resolve("survey.yaml"),
          """
          name: survey
          quantities: [absorbance, raman-intensity]
          bands:
            - {name: low, at: 1100, halfWidth: 4, baseline: [1050, 1150]}
            - {name: quotient, ratio: [{at: 1100, halfWidth: 4}, {at: 1400, halfWidth: 4}]}
          """);
      return ServiceConfig.load(null, Map.of("SPECTRA_HOME", root.toString()), Map.of())
          .with("http.port", "0")
          .with("disk.free.mb", "1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * As {@link #write}, and the model has untrained explanations. Its contexts stand for the classes
   * in turn, so that they agree with some predictions and contradict others, and CRIME is marked
   * unreliable.
   */
  public static ServiceConfig writeExplained(Path root) {
    ServiceConfig config = write(root);
    try {
      relabel(
          config.modelStore(),
          RandomExplanations.write(
              config.modelStore(),
              new ModelId("untrained", "1.0.0"),
              AXIS,
              CLASSES,
              MEMBERS,
              CONTEXTS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return config;
  }

  /** Another version of the untrained model, with one member more. */
  public static ModelPackage writeVersion(Path store, String version) throws IOException {
    return RandomModels.write(store, new ModelId("untrained", version), AXIS, CLASSES, MEMBERS + 1);
  }

  /** What a result says of its spectra: not where their block stood, or which build made it. */
  public static Wire.ResultBlock withoutPlace(Wire.ResultBlock result) {
    Wire.ResultBlock.Builder copy = result.toBuilder();
    copy.getProvenanceBuilder()
        .clearSourceTopic()
        .clearSourcePartition()
        .clearSourceOffset()
        .clearServiceVersion();
    return copy.build();
  }

  private static void relabel(Path store, ModelPackage model) throws IOException {
    Contexts contexts = Contexts.of(model);
    ContextDescription before = contexts.description();
    List<Context> relabelled = new ArrayList<>();
    for (Context context : before.contexts()) {
      int label = context.id() % CLASSES.size();
      Integer[] histogram = new Integer[CLASSES.size()];
      Arrays.fill(histogram, 0);
      histogram[label] = context.size();
      relabelled.add(
          new Context(
              context.id(),
              label,
              context.size(),
              List.of(histogram),
              context.radius(),
              context.bands()));
    }
    Contexts after =
        new Contexts(
            new ContextDescription(
                before.format(),
                before.kind(),
                before.supervision(),
                before.latent(),
                before.points(),
                before.classes(),
                before.seed(),
                before.total(),
                before.silhouette(),
                before.projection(),
                relabelled),
            AXIS,
            around(model, contexts));
    ExplanationManifest known = model.explanations().orElseThrow();
    Map<String, byte[]> files = new HashMap<>();
    for (String name :
        List.of(
            ModelPackage.EXPLAINER,
            ModelPackage.LIME_BINS,
            ModelPackage.LIME_DONORS,
            ModelPackage.LATENT,
            ModelPackage.LATENT_PICTURE,
            ModelPackage.LINEAR)) {
      files.put(name, model.explanationFile(name));
    }
    files.put(ModelPackage.CONTEXTS, after.toJson());
    files.put(ModelPackage.CONTEXT_ARRAYS, after.toNpy());
    ModelPackageWriter.writeExplanations(
        store,
        model,
        new ExplanationManifest(
            known.format(),
            known.lime(),
            known.crime(),
            List.of(
                new ExplanationManifest.Reliability(
                    "crime", false, "it was never trained", 0, "training")),
            known.figures(),
            known.limits(),
            known.reproduce(),
            known.settings()),
        files);
  }

  /** The curves of contexts, moved to where the first spectra of {@link #line} lie. */
  private static float[] around(ModelPackage model, Contexts contexts) {
    float[] spectra = line("scored", "img", CONTEXTS, 1, 0, 0, CONTEXTS).spectra().intensities();
    try (ScoringEngine engine = model.openEngine(Device.CPU, 1);
        ExplainerEngine explainer = model.openExplainer(Device.CPU, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(spectra, CONTEXTS, scores);
      ExplainerOutputs outputs = explainer.newOutputs();
      explainer.explain(spectra, scores.predicted(), CONTEXTS, outputs);
      float[] curves = contexts.curves();
      int latent = contexts.latent();
      for (int k = 0; k < CONTEXTS; k++) {
        System.arraycopy(
            outputs.latents(), k * latent, curves, k * (latent + 2 * AXIS.size()), latent);
      }
      return curves;
    }
  }

  /** Part of an image line: {@code count} spectra from (x, y) rightwards, seeded by their place. */
  public static RawBlock line(
      String pipeline, String image, int width, int height, int x, int y, int count) {
    int[] xs = new int[count];
    int[] ys = new int[count];
    float[] values = new float[count * AXIS.size()];
    for (int i = 0; i < count; i++) {
      xs[i] = x + i;
      ys[i] = y;
      spectrum(values, i * AXIS.size(), (long) y * width + x + i);
    }
    return block(
        pipeline,
        image,
        ImageGeometry.of(width, height),
        (long) y * width + x,
        new SpectrumBlock(AXIS, Quantity.ABSORBANCE, xs, ys, values));
  }

  private static void spectrum(float[] values, int offset, long seed) {
    Random random = new Random(seed);
    double centre = AXIS.size() * random.nextDouble();
    for (int i = 0; i < AXIS.size(); i++) {
      double distance = (i - centre) / 10;
      values[offset + i] =
          (float) (1.5 * Math.exp(-distance * distance) + 0.1 * random.nextGaussian());
    }
  }

  static RawBlock block(
      String pipeline, String image, ImageGeometry geometry, long sequence, SpectrumBlock spectra) {
    return new RawBlock(pipeline, image, Optional.of(geometry), sequence, spectra, "test", true, 0);
  }

  /** Blocks as records of the raw topic. */
  public static List<ProducerRecord<byte[], byte[]>> records(
      ServiceConfig config, List<RawBlock> blocks) {
    return blocks.stream()
        .map(
            block ->
                new ProducerRecord<>(
                    config.topics().raw(),
                    block.key().getBytes(StandardCharsets.UTF_8),
                    BlockEncoder.encode(block)))
        .toList();
  }

  /** The same block with other spectra. */
  public static RawBlock with(RawBlock block, SpectrumBlock spectra) {
    return new RawBlock(
        block.pipeline(),
        block.imageId(),
        block.geometry(),
        block.sequence(),
        spectra,
        block.source(),
        block.simulated(),
        block.acquiredAtMillis(),
        block.generation());
  }
}
