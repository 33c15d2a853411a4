package org.spectrastreams.cli.training;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.spectrastreams.train.data.LabelledFiles;
import org.spectrastreams.train.family.Families;
import org.spectrastreams.train.family.Family;
import org.spectrastreams.train.run.DataComparison;
import org.spectrastreams.train.run.ResultsPlan;
import org.spectrastreams.train.run.ResultsReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spectra compare}: every method that fits labelled spectra, by nested cross-validation. */
@Command(
    name = "compare",
    description =
        "Compare methods on labelled spectra by nested cross-validation over whole groups.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DataOptions data;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "all",
      description =
          "Families to compare: all, or some of pls-da, pca-lda, shrinkage-lda, ridge, svm,"
              + " minirocket;"
              + " default: ${DEFAULT-VALUE}.")
  private List<String> models = List.of("all");

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the folds; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Folds tried at once; default: one a processor core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--report",
      paramLabel = "PLAN",
      description =
          "Compare on every set of a plan (a YAML file, as model-store/results.yaml) and write"
              + " RESULTS.md beside it.")
  private Path report;

  @Option(
      names = "--root",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The folder that the files of a plan are relative to; default: this one.")
  private Path root = Path.of(".");

  @Option(names = "--json", description = "Print one JSON object at the end.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (data.isGiven() == (report != null)) {
      throw new ParameterException(
          spec.commandLine(), "Give either spectra with --data FILE or a plan with --report PLAN.");
    }
    if (threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads " + threads + ": expected 1 or more");
    }
    List<Family> families = families(spec, models);
    try {
      if (report != null) {
        return report(out, err);
      }
      DataComparison comparison =
          DataComparison.of(
              LabelledFiles.read(data.request()), families, seed, threads, err::println);
      ComparisonTable.data(out, comparison);
      ComparisonTable.table(out, comparison);
      if (json) {
        out.println(
            JsonMapper.builder().build().writeValueAsString(ComparisonTable.json(comparison)));
      }
      out.flush();
      return 0;
    } catch (IOException | RuntimeException e) {
      err.println("compare: " + e.getMessage());
      return 1;
    }
  }

  private int report(PrintWriter out, PrintWriter err) throws IOException {
    Path page = report.resolveSibling("RESULTS.md");
    String command = "./spectra compare --report " + report + " --root " + root + " --seed " + seed;
    new ResultsReport(root, report.toAbsolutePath().getParent(), seed, threads, err::println)
        .write(ResultsPlan.read(report), command, page);
    out.println("written: " + page);
    out.flush();
    return 0;
  }

  /** The families of these names. */
  static List<Family> families(CommandSpec spec, List<String> names) {
    if (names.contains("all")) {
      return Families.ALL;
    }
    List<Family> families = new ArrayList<>();
    for (Family family : Families.ALL) {
      if (names.contains(family.name())) {
        families.add(family);
      }
    }
    if (families.size() != names.size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--models "
              + String.join(",", names)
              + ": expected all, or some of "
              + Families.ALL.stream().map(Family::name).collect(Collectors.joining(", ")));
    }
    return families;
  }
}
