package org.spectrastreams.network.mscnn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spectrastreams.model.ExactEnsemble;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.spectrum.SpectrumBlock;

/** Members of one architecture, as packages hold them. */
public final class MscnnEnsemble implements ExactEnsemble {
  /** The network's name in manifests. */
  public static final String KIND = "mscnn";

  private final List<MscnnReference> members;

  /** The ensemble of these members. */
  public MscnnEnsemble(MscnnArchitecture architecture, List<MscnnWeights> members) {
    this.members = members.stream().map(one -> new MscnnReference(architecture, one)).toList();
  }

  /** What a manifest says of the network. */
  public static NetworkFacts facts(MscnnArchitecture shape) {
    Map<String, Object> architecture = new LinkedHashMap<>();
    architecture.put("points", shape.points());
    architecture.put("classes", shape.classes());
    architecture.put("headKernels", shape.headKernels());
    architecture.put("headStrides", shape.headStrides());
    return new NetworkFacts(
        KIND,
        String.format(
            Locale.ROOT,
            "a multi-scale convolutional network (Hartigan 2025) of %,d trained parameters with"
                + " heads %s points wide",
            shape.trainableParameters(),
            shape.headKernels()),
        architecture,
        new ModelManifest.Explanation(
            "gradient-times-activation",
            "concatenated multi-scale layer",
            "evenly over the wavenumbers of each element's receptive field, mean over the members",
            "the member's output of the ensemble's predicted class, before the softmax"));
  }

  /**
   * The architecture that a manifest tells of.
   *
   * @throws IllegalArgumentException if it is another network's
   */
  public static MscnnArchitecture architecture(ModelManifest manifest) {
    Map<String, Object> of = manifest.architecture();
    return new MscnnArchitecture(
        manifest.axis().size(),
        manifest.classes().size(),
        integers(of, "headKernels"),
        integers(of, "headStrides"));
  }

  private static List<Integer> integers(Map<String, Object> of, String name) {
    if (!(of.get(name) instanceof List<?> list)
        || !list.stream().allMatch(Integer.class::isInstance)) {
      throw new IllegalArgumentException(
          "architecture " + of + " has no list of whole numbers '" + name + "'");
    }
    return list.stream().map(Integer.class::cast).toList();
  }

  /** Writes a package; as {@link ModelPackageWriter#write}. */
  public static ModelPackage write(
      Path store, ModelManifest manifest, List<MscnnWeights> members, SpectrumBlock probe)
      throws IOException {
    if (members.size() != manifest.members()) {
      throw new IllegalArgumentException(
          members.size() + " members' weights for a manifest of " + manifest.members());
    }
    MscnnArchitecture architecture = architecture(manifest);
    return ModelPackageWriter.write(
        store,
        manifest,
        OnnxEnsembleWriter.write(architecture, members),
        new MscnnEnsemble(architecture, members),
        probe);
  }

  @Override
  public double[][] probabilities(double[] prepared) {
    return members.stream().map(one -> one.probabilities(prepared)).toArray(double[][]::new);
  }

  @Override
  public Answer activationMap(double[] prepared, int k) {
    double[] sum = new double[prepared.length];
    for (MscnnReference member : members) {
      double[] part = member.activationMap(prepared, k);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i] / members.size();
      }
    }
    return new Answer(sum, 0);
  }
}
