package org.spectrastreams.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.spectrum.WavenumberAxis;

class ModelStoreTest {
  private static final WavenumberAxis AXIS = WavenumberAxis.uniform(600, 4, 300);

  @TempDir Path root;

  @Test
  void shouldOpenWhatWasWritten() throws Exception {
    ModelPackage written =
        RandomModels.write(root, new ModelId("random", "1.0.0"), AXIS, List.of("a", "b", "c"), 3);
    ModelStore store = new ModelStore(root);
    assertThat(store.list()).containsExactly(new ModelId("random", "1.0.0"));
    ModelPackage opened = store.open("random");
    assertThat(opened.manifest()).isEqualTo(written.manifest());
    assertThat(opened.digest()).isEqualTo(written.digest()).hasSize(64);
    assertThat(opened.axis()).isEqualTo(AXIS);
    opened.openEngine(Device.CPU, 1).close();
  }
}
