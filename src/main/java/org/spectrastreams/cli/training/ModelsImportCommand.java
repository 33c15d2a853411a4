package org.spectrastreams.cli.training;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.train.data.LabelledFiles;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.equip.Equipment;
import org.spectrastreams.train.imports.ImportManifest;
import org.spectrastreams.train.imports.ImportRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra models import}: a package of a model that was trained elsewhere. */
@Command(
    name = "import",
    description = {
      "Make a package of an ONNX model that was trained in PyTorch, scikit-learn or elsewhere.",
      "The graph is checked, compared with ONNX Runtime on the spectra of --data, calibrated where"
          + " these have labels and groups, and given a domain and explanations."
    },
    mixinStandardHelpOptions = true)
final class ModelsImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL.onnx", description = "The exported model.")
  private Path onnx;

  @Option(
      names = "--manifest",
      paramLabel = "FILE.yaml",
      required = true,
      description = "Classes, axis, preprocessing, and what the outputs mean.")
  private Path manifest;

  @Mixin private DataOptions data;

  @Option(
      names = "--seen",
      description =
          "The model was trained with these spectra: they say nothing of how sure it may be, and"
              + " it is not calibrated by them.")
  private boolean seen;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "trained",
      description = "The model store that receives the package; default: ${DEFAULT-VALUE}.")
  private Path out;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    if (!data.isGiven()) {
      throw new ParameterException(
          spec.commandLine(), "Name spectra to try the model on with --data FILE.");
    }
    try {
      ImportManifest known = ImportManifest.read(manifest);
      String command =
          "./spectra models import "
              + onnx.getFileName()
              + " --manifest "
              + manifest.getFileName()
              + " "
              + data.typed()
              + (seen ? " --seen" : "");
      LabelledSet read = LabelledFiles.readAny(data.request());
      LabelledSet set = data.namesLabel() ? read : read.labelledBy(known.classes(), err::println);
      Equipment equipment = new Equipment(set, seen, command, 1, err::println);
      ModelPackage written = new ImportRun(onnx, known, equipment, err::println).into(out);
      PrintWriter stdout = spec.commandLine().getOut();
      stdout.println("model " + written.id() + " is in " + written.folder());
      stdout.println("card:  " + written.folder().resolve(ModelPackage.CARD));
      stdout.flush();
      return 0;
    } catch (IOException | RuntimeException e) {
      err.println("models import: " + e.getMessage());
      return 1;
    }
  }
}
