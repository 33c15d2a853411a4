package org.spectrastreams.network.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelPackageWriter;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.Networks;
import org.spectrastreams.network.exact.ExactNetwork;
import org.spectrastreams.spectrum.SpectrumBlock;

/** Writes packages of trained ensembles of any network. */
public final class EnsemblePackages {
  private EnsemblePackages() {}

  /**
   * Writes a package with the exported graph, checked against the exact arithmetic; as {@link
   * ModelPackageWriter#write} otherwise.
   *
   * @param members the trained arrays of each member by their names
   * @throws IllegalArgumentException if the members do not fit the manifest
   */
  public static ModelPackage write(
      Path store, ModelManifest manifest, List<Map<String, float[]>> members, SpectrumBlock probe)
      throws IOException {
    if (members.size() != manifest.members()) {
      throw new IllegalArgumentException(
          members.size() + " members' weights for a manifest of " + manifest.members());
    }
    Network network = Networks.of(manifest);
    return ModelPackageWriter.write(
        store,
        manifest,
        EnsembleWriter.write(network, manifest.graph(), members),
        new ExactNetwork(network, members),
        probe);
  }
}
