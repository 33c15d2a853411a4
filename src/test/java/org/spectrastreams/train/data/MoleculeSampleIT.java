package org.spectrastreams.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.recipe.SimulatedMolecules;

/**
 * The sample {@code molecules-simulated} is what the recipe holds out, so that no member saw it.
 */
class MoleculeSampleIT {
  private static final int MOLECULES = 24;
  private static final String RESOURCE = "/samples/molecules/molecules.csv";

  /** Writes the sample: the argument is the file. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), sample());
  }

  private static String sample() throws IOException {
    LabelSets held =
        MoleculeSpectra.heldOut((SimulatedMolecules) Recipe.read("functional-groups").data());
    int points = held.axis().size();
    StringBuilder text =
        new StringBuilder("# quantity: absorbance\n# source: molecules-simulated\n");
    text.append("# simulated: true\n");
    for (int p = 0; p < points; p++) {
      text.append(String.format(Locale.ROOT, "%.4f,", held.axis().at(p)));
    }
    text.append("label\n");
    for (int row = 0; row < MOLECULES; row++) {
      int at = row;
      for (int p = 0; p < points; p++) {
        text.append(String.format(Locale.ROOT, "%.4f,", held.spectra()[row * points + p]));
      }
      text.append(
              IntStream.range(0, held.names().size())
                  .filter(label -> held.present()[at * held.names().size() + label])
                  .mapToObj(held.names()::get)
                  .collect(Collectors.joining(" + ")))
          .append('\n');
    }
    return text.toString();
  }

  @Test
  void shouldShipMoleculesThatTheRecipeHoldsOut() throws IOException {
    try (var in = Objects.requireNonNull(getClass().getResourceAsStream(RESOURCE), RESOURCE)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(sample());
    }
  }
}
