package org.spectrastreams.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.network.mscnn.RandomModels;
import org.spectrastreams.spectrum.SpectralAxis;
import picocli.CommandLine;

class ModelsCommandIT {
  @TempDir Path store;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int models(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--set", "model.store=" + store, "--set", "device=cpu"));
    return new CommandLine(new ModelsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all.toArray(String[]::new));
  }

  private void write(String name) throws Exception {
    RandomModels.write(
        store,
        new ModelId(name, "1.0.0"),
        SpectralAxis.uniform(1000, 4, 201),
        List.of("a", "b"),
        2);
  }

  @Test
  void shouldListAndVerifySoundModels() throws Exception {
    write("first");
    write("second");
    assertThat(models("list")).isZero();
    assertThat(out.toString())
        .contains("first@1.0.0", "second@1.0.0", "201 points 1000–1800 cm⁻¹", "[simulated]");
    assertThat(models("verify", "second")).isZero();
    assertThat(out.toString()).contains("sound on cpu");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void shouldPrintOneJsonObjectForEachModel() throws Exception {
    write("first");
    write("second");
    assertThat(models("verify", "--json")).isZero();
    String[] lines = out.toString().strip().split("\n");
    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines[0]);
    assertThat(first.get("model").asText()).isEqualTo("first@1.0.0");
    assertThat(first.get("sound").asBoolean()).isTrue();
    assertThat(first.get("simulated").asBoolean()).isTrue();
    assertThat(first.get("digest").asText()).hasSize(64);
    assertThat(first.get("classes")).hasSize(2);
  }

  @Test
  void shouldFailForADamagedModelButTellOfTheOthers() throws Exception {
    write("first");
    write("second");
    Files.writeString(store.resolve("first/1.0.0/MODEL_CARD.md"), "changed");
    assertThat(models("verify")).isEqualTo(1);
    assertThat(err.toString()).contains("first@1.0.0 refused", "SHA-256");
    assertThat(out.toString()).contains("second@1.0.0");
    assertThat(models("verify", "--json")).isEqualTo(1);
    assertThat(out.toString()).contains("{\"model\":\"first@1.0.0\",\"sound\":false,");
    assertThat(models("verify", "third")).isEqualTo(1);
    assertThat(err.toString()).contains("no model 'third'");
  }

  @Test
  void shouldSayThatAStoreIsEmpty() {
    assertThat(models("list")).isZero();
    assertThat(err.toString()).contains("no models in " + store);
    assertThat(models("verify")).isEqualTo(1);
  }

  @Test
  void shouldSignAPackageAndOpenOnlySignedOnesWhereThatIsRequired(@TempDir Path keys)
      throws Exception {
    write("first");
    Path key = keys.resolve("models.key");
    String[] required = {
      "--set", "model.signatures=required", "--set", "model.trusted.keys=" + key + ".pub"
    };
    assertThat(new CommandLine(new ModelsCommand()).execute("keys", key.toString())).isZero();
    assertThat(models("verify", "first", required[0], required[1], required[2], required[3]))
        .isEqualTo(1);
    assertThat(err.toString()).contains("first@1.0.0 refused: it is not signed");
    assertThat(models("sign", "first", "--key", key.toString())).isZero();
    assertThat(models("verify", "first", required[0], required[1], required[2], required[3]))
        .isZero();
    assertThat(out.toString()).contains("first@1.0.0 signed by key", "signed by a trusted key");

    // A manifest that was changed with all its digests made right again.
    Path manifest = store.resolve("first/1.0.0/model.json");
    Files.writeString(manifest, Files.readString(manifest) + "\n");
    assertThat(models("verify", "first")).isZero();
    assertThat(models("verify", "first", required[0], required[1], required[2], required[3]))
        .isEqualTo(1);
    assertThat(err.toString()).contains("it was changed after it was signed");
  }
}
