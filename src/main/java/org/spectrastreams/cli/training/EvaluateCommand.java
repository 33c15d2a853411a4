package org.spectrastreams.cli.training;

import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.spectrastreams.model.ModelManifest.Figure;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.train.data.LabelledFiles;
import org.spectrastreams.train.data.LabelledSet;
import org.spectrastreams.train.measure.DataEvaluation;
import org.spectrastreams.train.measure.StoredModelEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra evaluate MODEL}: a stored model on data that it has not seen. */
@Command(
    name = "evaluate",
    description = "Evaluate a stored model on labelled spectra, or on what its recipe holds out.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      description = "The model: name or name@version, or the folder of its package.")
  private String model;

  @Mixin private DataOptions data;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "The model store; default: the one that ships with the program.")
  private Path store = shippedStore();

  @Option(
      names = "--json",
      description = "Print one JSON object: instead of the table, or with --data as the last line.")
  private boolean json;

  /** The model store that ships with the program. */
  static Path shippedStore() {
    String home = System.getenv("SPECTRA_HOME");
    return Path.of(home == null ? "." : home).resolve("model-store");
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ModelPackage found = StoredPackage.open(model, store);
      if (data.isGiven()) {
        return onData(found, out);
      }
      StoredModelEvaluation evaluation = StoredModelEvaluation.of(found);
      if (json) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("model", found.id().toString());
        all.put("digest", found.digest());
        all.put("simulated", found.manifest().simulated());
        all.put("figures", evaluation.figures());
        all.put("details", evaluation.details());
        out.println(line(all));
      } else {
        out.println(
            found.id()
                + " ("
                + found.manifest().title()
                + "), measured now with the members as stored:");
        table(out, evaluation.figures());
        out.println();
        out.println("Cross-validation when it was trained, by ensembles trained the same way:");
        table(
            out,
            found.manifest().evaluation().figures().stream()
                .filter(figure -> figure.runs() > 1)
                .toList());
      }
      out.flush();
      return 0;
    } catch (IOException | RuntimeException e) {
      spec.commandLine().getErr().println("evaluate: " + e.getMessage());
      return 1;
    }
  }

  private int onData(ModelPackage found, PrintWriter out) throws IOException {
    LabelledSet set = LabelledFiles.read(data.request());
    DataEvaluation evaluation = DataEvaluation.of(found, set);
    DataEvaluationReport.table(out, found, set, evaluation);
    if (json) {
      out.println(line(DataEvaluationReport.json(found, set, evaluation)));
    }
    out.flush();
    return 0;
  }

  private static String line(Map<String, Object> all) throws IOException {
    return JsonMapper.builder().build().writer(new MinimalPrettyPrinter()).writeValueAsString(all);
  }

  /** Prints figures, one a line, grouped by what they were measured on. */
  static void table(PrintWriter out, List<Figure> figures) {
    String evaluation = "";
    for (Figure figure : figures) {
      if (!figure.evaluation().equals(evaluation)) {
        evaluation = figure.evaluation();
        out.println();
        out.println(evaluation);
      }
      String spread =
          figure.runs() > 1
              ? String.format(Locale.ROOT, " ± %.3f (%d folds)", figure.spread(), figure.runs())
              : "";
      out.println(
          String.format(
              Locale.ROOT,
              "  %-22s %-34s %.3f%s",
              figure.method(),
              figure.measure(),
              figure.value(),
              spread));
    }
  }
}
