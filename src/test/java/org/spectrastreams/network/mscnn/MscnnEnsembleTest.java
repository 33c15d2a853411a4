package org.spectrastreams.network.mscnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelManifest;
import org.spectrastreams.spectrum.SpectralAxis;

class MscnnEnsembleTest {
  private static final SpectralAxis AXIS = SpectralAxis.uniform(600, 4, 300);
  private static final ModelManifest MANIFEST =
      RandomModels.manifest(new ModelId("random", "1.0.0"), AXIS, List.of("a", "b", "c"), 3);

  @Test
  void shouldRefuseToWriteMembersThatDoNotFit() {
    List<MscnnWeights> two = RandomModels.members(MscnnEnsemble.architecture(MANIFEST), 2, 1);
    assertThatThrownBy(() -> MscnnEnsemble.write(Path.of("nowhere"), MANIFEST, two, null))
        .hasMessageContaining("2 members' weights for a manifest of 3");
  }

  @Test
  void shouldReadItsArchitectureBackFromAManifest() {
    ModelManifest read = ModelManifest.fromJson(MANIFEST.toJson());
    assertThat(MscnnEnsemble.architecture(read)).isEqualTo(MscnnArchitecture.of(AXIS, 3));
  }
}
