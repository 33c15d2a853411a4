package org.spectrastreams.cli.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.train.data.LabelledFiles;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.equip.Equipment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra models explain}: what a file of spectra can give a package that is there. */
@Command(
    name = "explain",
    description = {
      "Give a stored package a domain, explanations and, where labels and groups are named, a"
          + " calibration, from a file of spectra like those of its training.",
      "What the package had of these is replaced."
    },
    mixinStandardHelpOptions = true)
final class ModelsExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME-OR-FOLDER",
      description = "The model: name or name@version, or the folder of its package.")
  private String model;

  @Mixin private DataOptions data;

  @Option(
      names = "--seen",
      description =
          "The model was trained with these spectra: they say nothing of how sure it may be, and"
              + " it is not calibrated by them.")
  private boolean seen;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "The model store; default: the one that ships with the program.")
  private Path store = EvaluateCommand.shippedStore();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The model store that receives the package; default: the package's own.")
  private Path out;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (!data.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "Name spectra like those of the training with --data FILE.");
    }
    try {
      ModelPackage found = StoredPackage.open(model, store);
      String command =
          "./spectra models explain " + found.id() + " " + data.typed() + (seen ? " --seen" : "");
      LabelledSet read = LabelledFiles.readAny(data.request());
      LabelledSet set = data.namesLabel() ? read : read.labelledBy(found.classes(), err::println);
      Equipment equipment = new Equipment(set, seen, command, 1, err::println);
      Path to = out == null ? StoredPackage.storeOf(model, store) : out;
      ModelPackage written = equipment.onto(found, to, Optional.empty());
      PrintWriter stdout = spec.commandLine().getOut();
      stdout.println("model " + written.id() + " is in " + written.folder());
      stdout.flush();
      return 0;
    } catch (IOException | RuntimeException e) {
      err.println("models explain: " + e.getMessage());
      return 1;
    }
  }
}
