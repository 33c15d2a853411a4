package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.Pipeline;

/** Which pipeline a command follows that reads a file. */
class FilePipelineIT {
  private static final ModelId MODEL = new ModelId("bone", "1.2.0");
  private static final String BAND = "bands: [{name: ch2, title: CH2, at: 1450, halfWidth: 8}]\n";

  @TempDir private Path folder;

  private Pipeline of(String named) throws IOException {
    ServiceConfig config = ServiceConfig.defaults().with("pipelines.dir", folder.toString());
    return FilePipeline.of(config, MODEL, Optional.ofNullable(named));
  }

  private void write(String name, String model) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"), "name: " + name + "\nmodel: " + model + "\n" + BAND);
  }

  @Test
  void shouldFollowTheOnlyPipelineWithTheModelWhateverItsVersion() throws IOException {
    write("skeleton", "bone@1.1.0");
    write("other", "bones");

    assertThat(of(null).name()).isEqualTo("skeleton");
    assertThat(of(null).bands()).hasSize(1);
  }

  @Test
  void shouldFollowThePipelineThatIsNamedWhereSeveralHaveTheModel() throws IOException {
    write("skeleton", "bone");
    write("jaw", "bone");

    assertThat(of("jaw").name()).isEqualTo("jaw");
    assertThat(of(null).name()).isEqualTo("bone");
    assertThat(of(null).bands()).isEmpty();
  }

  @Test
  void shouldBeCalledLikeTheModelWhereNoPipelineHasIt() throws IOException {
    write("other", "bones");

    assertThat(of(null).name()).isEqualTo("bone");
    assertThat(of(null).model()).contains("bone@1.2.0");
  }

  @Test
  void shouldRefuseAPipelineThatScoresWithAnotherModelOrIsNotThere() throws IOException {
    write("other", "bones");

    assertThatThrownBy(() -> of("other")).hasMessageContaining("scores with bones");
    assertThatThrownBy(() -> of("jaw")).hasMessageContaining("expected one of [other]");
  }
}
