package org.spectrastreams.cli.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.spectrastreams.train.recipe.Recipe;
import org.spectrastreams.train.recipe.RecipeFile;
import org.spectrastreams.train.recipe.RecipeKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra recipe}: the format of recipes. */
@Command(
    name = "recipe",
    description = "Begin a recipe, check one, or list every key of the format.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {RecipeCommand.New.class, RecipeCommand.Check.class, RecipeCommand.Explain.class})
final class RecipeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Give new, check or explain.");
  }

  /** {@code spectra recipe new}: a recipe to begin with. */
  @Command(
      name = "new",
      description = "Print a shipped recipe, to be changed.",
      mixinStandardHelpOptions = true)
  static final class New implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "NAME",
        defaultValue = "cartilage",
        description = "The shipped recipe; default: ${DEFAULT-VALUE}.")
    private String name;

    @Override
    public Integer call() {
      try {
        spec.commandLine().getOut().print(RecipeFile.shippedText(name));
        spec.commandLine().getOut().flush();
        return 0;
      } catch (IOException e) {
        spec.commandLine().getErr().println("recipe: " + e.getMessage());
        return 1;
      }
    }
  }

  /** {@code spectra recipe check}: whether a recipe can be followed. */
  @Command(
      name = "check",
      description = "Read a recipe and say what it would do, or what is wrong with it.",
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "RECIPE", description = "A YAML file, or a shipped recipe.")
    private String recipe;

    @Override
    public Integer call() {
      try {
        Recipe read = Recipe.read(recipe);
        PrintWriter out = spec.commandLine().getOut();
        out.println(
            read.id()
                + ": "
                + read.members()
                + " members of the network "
                + read.network()
                + " on "
                + read.preprocessing().grid()
                + "; split: "
                + read.data().division());
        out.flush();
        return 0;
      } catch (IOException | RuntimeException e) {
        spec.commandLine().getErr().println("recipe: " + e.getMessage());
        return 1;
      }
    }
  }

  /** {@code spectra recipe explain}: every key. */
  @Command(
      name = "explain",
      description = "List every key of a recipe, with what may stand there.",
      mixinStandardHelpOptions = true)
  static final class Explain implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
        arity = "0..1",
        paramLabel = "KEY",
        defaultValue = "",
        description = "Only keys that begin so, for instance training.")
    private String begin;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      int found = 0;
      for (RecipeKeys.Key key : RecipeKeys.all()) {
        if (key.path().startsWith(begin)) {
          out.println(
              String.format(
                  Locale.ROOT,
                  "%-58s %s%s",
                  key.path(),
                  key.value(),
                  key.required() ? "" : " (may be left out)"));
          found++;
        }
      }
      out.flush();
      if (found == 0) {
        spec.commandLine().getErr().println("recipe: no key begins with '" + begin + "'");
      }
      return found == 0 ? 1 : 0;
    }
  }
}
