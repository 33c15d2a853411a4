package org.spectrastreams.network.mscnn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.GraphContract;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.mscnn.MscnnWeights.BatchNorm;
import org.spectrastreams.network.mscnn.MscnnWeights.Block;
import org.spectrastreams.network.mscnn.MscnnWeights.Linear;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.network.onnx.EnsembleWriter;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Untrained models with seeded weights, for tests of everything but accuracy. Their activations are
 * of the size that training gives, so that no layer saturates.
 */
public final class RandomModels {
  private RandomModels() {}

  /** The axis of METHODS §1: 801 points, 1000–1800 cm⁻¹. */
  public static final SpectralAxis TISSUE_AXIS = SpectralAxis.uniform(1000, 1, 801);

  /** The kind of network that these models are. */
  public static final String KIND = Mscnn.KIND;

  /** The network of these models. */
  public static Network network(SpectralAxis axis, int classes) {
    return new Mscnn(MscnnArchitecture.of(axis, classes));
  }

  /** Seeded weights of an ensemble, by their names. */
  public static List<Map<String, float[]>> weights(
      SpectralAxis axis, int classes, int members, long seed) {
    return arrays(members(MscnnArchitecture.of(axis, classes), members, seed));
  }

  /** The graph of an ensemble of seeded weights. */
  public static byte[] graph(SpectralAxis axis, int classes, int members, long seed) {
    MscnnArchitecture shape = MscnnArchitecture.of(axis, classes);
    return graph(shape, members(shape, members, seed));
  }

  /** Seeded weights of one member. */
  public static MscnnWeights member(MscnnArchitecture shape, long seed) {
    Random random = new Random(seed);
    List<Block> heads = new ArrayList<>();
    for (int head = 0; head < MscnnArchitecture.HEADS; head++) {
      heads.add(
          block(random, MscnnArchitecture.HEAD_CHANNELS, 1, shape.headKernels().get(head), 1));
    }
    float[] prior = new float[shape.points()];
    for (int i = 0; i < prior.length; i++) {
      prior[i] = 0.5f + random.nextFloat();
    }
    List<Block> trunk = new ArrayList<>();
    for (int layer = 0; layer < MscnnArchitecture.TRUNK_LAYERS; layer++) {
      trunk.add(
          block(
              random,
              shape.trunkOutputs(layer),
              shape.trunkInputs(layer),
              shape.trunkKernel(layer),
              1.5));
    }
    List<Block> dense = new ArrayList<>();
    int inputs = shape.flattened();
    for (int width : shape.denseWidths()) {
      dense.add(block(random, width, inputs, 1, 1.5));
      inputs = width;
    }
    return new MscnnWeights(
        heads,
        prior,
        norm(random, 1),
        trunk,
        dense,
        linear(random, shape.classes(), inputs, 1, 4),
        linear(random, shape.classes(), inputs, 1, 2),
        linear(random, shape.classes(), inputs, 1, 4),
        linear(random, shape.classes(), inputs, 1, 2));
  }

  /** Seeded weights of an ensemble. */
  public static List<MscnnWeights> members(MscnnArchitecture shape, int count, long seed) {
    return IntStream.range(0, count).mapToObj(i -> member(shape, seed + i)).toList();
  }

  /** The arrays of members by their names. */
  public static List<Map<String, float[]>> arrays(List<MscnnWeights> members) {
    return members.stream().map(MscnnWeights::arrays).toList();
  }

  /** The graph of an ensemble. */
  public static byte[] graph(MscnnArchitecture shape, List<MscnnWeights> members) {
    return EnsembleWriter.write(
        new Mscnn(shape),
        GraphContract.ofEnsemble(shape.points(), members.size(), shape.classes()),
        arrays(members));
  }

  private static Block block(Random random, int outputs, int inputs, int kernel, double gain) {
    return new Block(linear(random, outputs, inputs, kernel, gain), norm(random, outputs));
  }

  private static Linear linear(Random random, int outputs, int inputs, int kernel, double gain) {
    float[] weights = new float[outputs * inputs * kernel];
    double size = gain / Math.sqrt(inputs * (double) kernel);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (size * random.nextGaussian());
    }
    float[] bias = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      bias[i] = (float) (0.1 * random.nextGaussian());
    }
    return new Linear(outputs, inputs, kernel, weights, bias);
  }

  private static BatchNorm norm(Random random, int channels) {
    float[] gamma = new float[channels];
    float[] beta = new float[channels];
    float[] mean = new float[channels];
    float[] variance = new float[channels];
    for (int i = 0; i < channels; i++) {
      gamma[i] = 0.7f + 0.6f * random.nextFloat();
      beta[i] = (float) (0.1 * random.nextGaussian());
      mean[i] = (float) (0.1 * random.nextGaussian());
      variance[i] = 0.5f + random.nextFloat();
    }
    return new BatchNorm(gamma, beta, mean, variance);
  }

  /** Seeded spectra of a few broad bands and noise, row-major. */
  public static float[] spectra(int count, int points, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count * points];
    for (int n = 0; n < count; n++) {
      double centre = points * random.nextDouble();
      double width = points * (0.02 + 0.1 * random.nextDouble());
      for (int i = 0; i < points; i++) {
        double distance = (i - centre) / width;
        values[n * points + i] =
            (float) (2 * Math.exp(-distance * distance) + 0.2 * random.nextGaussian());
      }
    }
    return values;
  }

  /** The manifest of an ensemble that reads absorbance on the given axis. */
  public static ModelManifest manifest(
      ModelId id, SpectralAxis axis, List<String> classes, int members) {
    PreprocessingChain chain =
        PreprocessingChain.of(
            Quantity.ABSORBANCE,
            new Preprocessing.Interpolate(
                axis, Preprocessing.Interpolation.LINEAR, Preprocessing.OutOfRange.REJECT, 1, 50));
    return ModelManifest.ofEnsemble(
        id,
        "Untrained ensemble",
        "Random weights; its classes mean nothing.",
        true,
        classes,
        chain,
        new Mscnn(MscnnArchitecture.of(axis, classes.size())).facts(),
        members,
        new ModelManifest.Training(
            List.of(
                new ModelManifest.DataSet("random numbers", "probe", "CC0-1.0", "a seed", true)),
            "none",
            LongStream.range(0, members).boxed().toList(),
            List.of("RandomModels.write"),
            Map.of()),
        new ModelManifest.Evaluation(
            List.of(), List.of("It was never trained."), Map.of("accuracy", 0.25)));
  }

  /** Writes a package of an untrained ensemble into a store. */
  public static ModelPackage write(
      Path store, ModelId id, SpectralAxis axis, List<String> classes, int members)
      throws IOException {
    return write(store, manifest(id, axis, classes, members));
  }

  /** Writes the package that a manifest of an untrained ensemble is of. */
  public static ModelPackage write(Path store, ModelManifest manifest) throws IOException {
    SpectralAxis axis = manifest.axis();
    SpectrumBlock probe =
        new SpectrumBlock(
            axis, Quantity.ABSORBANCE, new int[4], new int[4], spectra(4, axis.size(), 99));
    MscnnArchitecture shape = MscnnArchitecture.of(axis, manifest.classes().size());
    return EnsemblePackages.write(
        store, manifest, arrays(members(shape, manifest.members(), 1)), probe);
  }
}
