package org.spectrastreams.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.network.onnx.EnsemblePackages;
import org.spectrastreams.spectrum.SpectralAxis;

class NetworksTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(600, 4, 300);
  private static final ModelManifest MANIFEST =
      RandomModels.manifest(new ModelId("random", "1.0.0"), AXIS, List.of("a", "b", "c"), 3);
  private static final Network NETWORK = RandomModels.network(AXIS, 3);

  @Test
  void shouldReadANetworkBackFromItsManifest() {
    assertThat(Networks.of(ModelManifest.fromJson(MANIFEST.toJson()))).isEqualTo(NETWORK);
    assertThat(Networks.find(RandomModels.KIND).on(AXIS, 3)).isEqualTo(NETWORK);
  }

  @Test
  void shouldKnowTheNetworkOfManifestsThatDoNotNameIt() throws Exception {
    String json = new String(MANIFEST.toJson(), java.nio.charset.StandardCharsets.UTF_8);
    String unnamed = json.replaceAll("\"network\" : \\{[^}]*\\},", "");
    assertThat(unnamed).hasSizeLessThan(json.length());
    ModelManifest read =
        ModelManifest.fromJson(unnamed.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(read.network().kind()).isEmpty();
    assertThat(Networks.of(read)).isEqualTo(NETWORK);
  }

  @Test
  void shouldListTheNetworksThatThereAre() {
    assertThatThrownBy(() -> Networks.find("none"))
        .hasMessageContaining("network 'none'; expected one of")
        .hasMessageContaining(RandomModels.KIND);
  }

  @Test
  void shouldRefuseToWriteMembersThatDoNotFit() {
    List<Map<String, float[]>> two = RandomModels.weights(AXIS, 3, 2, 1);
    assertThatThrownBy(() -> EnsemblePackages.write(Path.of("nowhere"), MANIFEST, two, null))
        .hasMessageContaining("2 members' weights for a manifest of 3");
  }
}
