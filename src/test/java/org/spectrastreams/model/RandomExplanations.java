package org.spectrastreams.model;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.spectrastreams.explain.Context;
import org.spectrastreams.explain.Contexts;
import org.spectrastreams.explain.LimeBackground;
import org.spectrastreams.model.onnx.Onnx.ModelProto;
import org.spectrastreams.model.onnx.Onnx.TensorProto.DataType;
import org.spectrastreams.model.onnx.Onnx.TensorShapeProto;
import org.spectrastreams.model.onnx.Onnx.TypeProto;
import org.spectrastreams.model.onnx.Onnx.ValueInfoProto;
import org.spectrastreams.spectrum.WavenumberAxis;

/**
 * Untrained explanations with seeded weights, for tests of everything but what they mean: a linear
 * explainer and encoder, contexts around spectra of {@link RandomModels#spectra}.
 */
public final class RandomExplanations {
  /** The contexts of every package. */
  public static final int CONTEXTS = 6;

  private static final int LATENT = 4;
  private static final int SPECTRA = 240;
  private static final double QUANTILE = 0.95;

  private final WavenumberAxis axis;
  private final List<String> classes;
  private final int points;
  private final float[] weights;
  private final float[] bias;
  private final float[] encoder;

  private RandomExplanations(WavenumberAxis axis, List<String> classes) {
    this.axis = axis;
    this.classes = classes;
    this.points = axis.size();
    Random random = new Random(7);
    this.weights = gaussian(random, points * points, 1 / Math.sqrt(points));
    this.bias = gaussian(random, classes.size() * points, 0.3);
    this.encoder = gaussian(random, 2 * points * LATENT, 1 / Math.sqrt(points));
  }

  private static float[] gaussian(Random random, int count, double size) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (size * random.nextGaussian());
    }
    return values;
  }

  /** Gives a package of a store explanations. */
  public static ModelPackage write(Path store, ModelPackage model) throws IOException {
    return new RandomExplanations(model.axis(), model.classes()).addTo(store, model);
  }

  private ModelPackage addTo(Path store, ModelPackage model) throws IOException {
    float[] spectra = RandomModels.spectra(SPECTRA, points, 5);
    LimeBackground background = LimeBackground.fit(spectra, SPECTRA, points, 3);
    Contexts contexts = contexts(spectra);
    ExplanationManifest manifest =
        new ExplanationManifest(
            ExplanationManifest.FORMAT,
            new ExplanationManifest.Lime(16, 500),
            new ExplanationManifest.Crime("cp", 0.2, LATENT, CONTEXTS, SPECTRA, 7),
            List.of(
                new ExplanationManifest.Reliability(
                    "crime", false, "seeded noise", 0, "more than nothing")),
            List.of(),
            List.of("They were never trained."),
            List.of("RandomExplanations.write"),
            Map.of());
    return ModelPackageWriter.writeExplanations(
        store,
        model,
        manifest,
        Map.of(
            ModelPackage.EXPLAINER, graph(),
            ModelPackage.LIME_BINS, bins(background),
            ModelPackage.LIME_DONORS, donors(background),
            ModelPackage.CONTEXTS, contexts.toJson(),
            ModelPackage.CONTEXT_ARRAYS,
                new Npy(new int[] {CONTEXTS, LATENT + 2 * points}, contexts.curves()).toBytes(),
            ModelPackage.LATENT, new Npy(new int[] {1, 4}, new float[4]).toBytes(),
            ModelPackage.LATENT_PICTURE,
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8)));
  }

  private byte[] graph() {
    OnnxGraph graph = new OnnxGraph("untrained-explainer");
    String spectra = graph.input(ExplainerEngine.SPECTRA, points);
    String ofClass =
        graph.node("Gather", graph.floats(bias, classes.size(), points), ExplainerEngine.CLASS);
    String explained =
        graph.node(
            "Add", graph.node("MatMul", spectra, graph.floats(weights, points, points)), ofClass);
    String both = graph.node("Concat", List.of(spectra, explained), OnnxGraph.attribute("axis", 1));
    String place = graph.node("MatMul", both, graph.floats(encoder, 2 * points, LATENT));
    graph.output(ExplainerEngine.LIME_WEIGHTS, DataType.FLOAT, explained, points);
    graph.output(ExplainerEngine.LATENT, DataType.FLOAT, place, LATENT);
    try {
      ModelProto.Builder file = ModelProto.parseFrom(graph.toBytes()).toBuilder();
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      shape.addDimBuilder().setDimParam(OnnxGraph.BATCH);
      file.getGraphBuilder()
          .addInput(
              ValueInfoProto.newBuilder()
                  .setName(ExplainerEngine.CLASS)
                  .setType(
                      TypeProto.newBuilder()
                          .setTensorType(
                              TypeProto.Tensor.newBuilder()
                                  .setElemType(DataType.INT32.getNumber())
                                  .setShape(shape))));
      return file.build().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private float[] explain(float[] spectra, int row, int classIndex) {
    float[] into = new float[points];
    for (int out = 0; out < points; out++) {
      double sum = bias[classIndex * points + out];
      for (int i = 0; i < points; i++) {
        sum += (double) spectra[row * points + i] * weights[i * points + out];
      }
      into[out] = (float) sum;
    }
    return into;
  }

  private float[] encode(float[] spectra, int row, float[] explained) {
    float[] place = new float[LATENT];
    for (int d = 0; d < LATENT; d++) {
      double sum = 0;
      for (int i = 0; i < points; i++) {
        sum += (double) spectra[row * points + i] * encoder[i * LATENT + d];
        sum += (double) explained[i] * encoder[(points + i) * LATENT + d];
      }
      place[d] = (float) sum;
    }
    return place;
  }

  /** The first spectra are the centres; context k stands for class k modulo classes. */
  private Contexts contexts(float[] spectra) {
    int width = LATENT + 2 * points;
    float[] curves = new float[CONTEXTS * width];
    float[][] centres = new float[CONTEXTS][];
    for (int k = 0; k < CONTEXTS; k++) {
      float[] explained = explain(spectra, k, k % classes.size());
      centres[k] = encode(spectra, k, explained);
      System.arraycopy(centres[k], 0, curves, k * width, LATENT);
      System.arraycopy(spectra, k * points, curves, k * width + LATENT, points);
      System.arraycopy(explained, 0, curves, k * width + LATENT + points, points);
    }
    List<List<Float>> distances = new ArrayList<>();
    for (int k = 0; k < CONTEXTS; k++) {
      distances.add(new ArrayList<>());
    }
    for (int n = 0; n < SPECTRA; n++) {
      float[] place = encode(spectra, n, explain(spectra, n, n % classes.size()));
      int nearest = 0;
      for (int k = 1; k < CONTEXTS; k++) {
        nearest = apart(place, centres[k]) < apart(place, centres[nearest]) ? k : nearest;
      }
      distances.get(nearest).add((float) apart(place, centres[nearest]));
    }
    List<Context> contexts = new ArrayList<>();
    for (int k = 0; k < CONTEXTS; k++) {
      List<Float> sorted = distances.get(k).stream().sorted().toList();
      Integer[] histogram = new Integer[classes.size()];
      Arrays.fill(histogram, 0);
      histogram[k % classes.size()] = sorted.size();
      contexts.add(
          new Context(
              k,
              k % classes.size(),
              sorted.size(),
              List.of(histogram),
              sorted.get((int) (QUANTILE * (sorted.size() - 1))),
              List.of(new Context.Band((float) axis.at(k), 1))));
    }
    float[] first = {1, 0, 0, 0};
    float[] second = {0, 1, 0, 0};
    return new Contexts(
        new Contexts.Description(
            Contexts.FORMAT,
            "cp",
            0.2,
            LATENT,
            points,
            classes,
            7,
            SPECTRA,
            0,
            new Contexts.Projection(new float[LATENT], new float[][] {first, second}),
            contexts),
        axis,
        curves);
  }

  private static double apart(float[] a, float[] b) {
    double sum = 0;
    for (int d = 0; d < LATENT; d++) {
      sum += (a[d] - b[d]) * (a[d] - b[d]);
    }
    return Math.sqrt(sum);
  }

  private static byte[] bins(LimeBackground background) {
    int points = background.points();
    int bins = background.bins();
    float[] values = new float[points * bins * 5];
    int at = 0;
    for (int i = 0; i < points; i++) {
      for (int bin = 0; bin < bins; bin++) {
        values[at++] = background.frequency(i, bin);
        values[at++] = background.mean(i, bin);
        values[at++] = background.deviation(i, bin);
        values[at++] = background.minimum(i, bin);
        values[at++] = background.maximum(i, bin);
      }
    }
    return new Npy(new int[] {points, bins, 5}, values).toBytes();
  }

  private static byte[] donors(LimeBackground background) {
    int points = background.points();
    float[] values = new float[background.donors() * points];
    for (int d = 0; d < background.donors(); d++) {
      for (int i = 0; i < points; i++) {
        values[d * points + i] = background.donor(d, i);
      }
    }
    return new Npy(new int[] {background.donors(), points}, values).toBytes();
  }
}
