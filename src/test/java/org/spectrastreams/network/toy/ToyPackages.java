package org.spectrastreams.network.toy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.RandomWeights;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;

/** Fixture: packages of the toy network, whose members nobody trained. */
public final class ToyPackages {
  /** The package's name and version. */
  public static final ModelId ID = new ModelId("toy", "1.0.0");

  private static final int PROBES = 40;

  private ToyPackages() {}

  static Network network(SpectralAxis axis, int classes) {
    return Networks.find(ToyKind.NAME).on(axis, classes);
  }

  static List<Map<String, float[]>> weights(Network network, int members) {
    return RandomWeights.members(network, members, 3);
  }

  static SpectrumBlock spectra(SpectralAxis axis) {
    return new SpectrumBlock(
        axis,
        Quantity.ABSORBANCE,
        new int[PROBES],
        new int[PROBES],
        RandomModels.spectra(PROBES, axis.size(), 8));
  }

  /** Writes the network's package into a store. */
  public static void write(Path store, SpectralAxis axis, List<String> classes, int members)
      throws IOException {
    Network network = network(axis, classes.size());
    ModelManifest any = RandomModels.manifest(ID, axis, classes, members);
    ModelManifest manifest =
        ModelManifest.ofEnsemble(
            any.id(),
            any.title(),
            any.description(),
            true,
            any.classes(),
            any.preprocessing(),
            network.facts(),
            members,
            any.training(),
            any.evaluation());
    EnsemblePackages.write(store, manifest, weights(network, members), spectra(axis));
  }
}
