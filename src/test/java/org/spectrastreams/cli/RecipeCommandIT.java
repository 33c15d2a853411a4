package org.spectrastreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe is begun, checked and explained. */
class RecipeCommandIT {
  @TempDir private Path folder;

  @Test
  void shouldBeginARecipeThatItThenFindsRight() throws Exception {
    Run begun = Run.of("recipe", "new");
    assertThat(begun.exit()).as(begun.err()).isZero();
    Path file = Files.writeString(folder.resolve("mine.yaml"), begun.out());

    Run checked = Run.of("recipe", "check", file.toString());

    assertThat(checked.exit()).as(checked.err()).isZero();
    assertThat(checked.out()).startsWith("cartilage@1.0.0: ").contains(" members of the network ");
    assertThat(Run.of("recipe", "check", "cartilage").out()).isEqualTo(checked.out());
  }

  @Test
  void shouldNameTheKeyThatIsWrong() throws Exception {
    String recipe = Run.of("recipe", "new", "tissue").out();
    assertThat(recipe).contains("\nmembers: ");
    Path file =
        Files.writeString(
            folder.resolve("wrong.yaml"),
            recipe.replaceFirst("\nmembers: \\S+", "\nmembers: many"));

    Run checked = Run.of("recipe", "check", file.toString());

    assertThat(checked.exit()).isEqualTo(1);
    assertThat(checked.err()).startsWith("recipe: ").contains("members", "many");
    assertThat(checked.out()).isEmpty();
  }

  @Test
  void shouldListTheKeysThatBeginSo() {
    Run all = Run.of("recipe", "explain");
    Run some = Run.of("recipe", "explain", "training");
    assertThat(some.exit()).isZero();
    assertThat(some.lines()).isNotEmpty().allMatch(line -> line.startsWith("training"));
    assertThat(all.lines()).containsAll(some.lines()).hasSizeGreaterThan(some.lines().size());
    Run none = Run.of("recipe", "explain", "nonsense");
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("no key begins with 'nonsense'");
  }

  @Test
  void shouldSayWhatItWasNotToldAndWhichRecipesThereAre() {
    assertThat(Run.of("recipe").err()).contains("Give new, check or explain.");
    Run unknown = Run.of("recipe", "new", "chalk");
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("chalk");
  }
}
