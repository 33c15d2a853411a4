package org.spectrastreams.cli.training;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.spectrastreams.train.choose.Protocol;
import org.spectrastreams.train.family.Families;
import org.spectrastreams.train.family.Family;
import org.spectrastreams.train.networks.PaperNetwork;
import org.spectrastreams.train.run.ComparisonPlan;
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
  private static final String FAMILIES = "families";
  private static final String ALL = "all";

  @Spec private CommandSpec spec;

  @Mixin private DataOptions data;

  @Mixin private ProtocolOptions protocol;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      defaultValue = FAMILIES,
      description =
          "What to compare: families (pls-da, pca-lda, shrinkage-lda, ridge, svm, minirocket), all"
              + " (these and the networks of papers: mscnn with its votes, gap-cnn, raman-cnn,"
              + " which take minutes to hours), or some of these names; default: ${DEFAULT-VALUE}.")
  private List<String> models = List.of(FAMILIES);

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "30",
      description =
          "How long networks may take; one that would take longer is left out, and its time said;"
              + " default: ${DEFAULT-VALUE}.")
  private double minutes = 30;

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

  @Option(
      names = "--vip",
      paramLabel = "FILE",
      description =
          "Write the importance of every point in the projection of PLS-DA (VIP), fitted to all"
              + " spectra but those of --test, as CSV; above 1 is above the average.")
  private Path vip;

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
    List<Family> families = families();
    if (vip != null && families.stream().noneMatch(one -> one.name().equals("pls-da"))) {
      throw new ParameterException(
          spec.commandLine(),
          "--vip needs pls-da among the methods; expected --models pls-da or one that has it");
    }
    List<PaperNetwork> networks =
        PaperNetwork.ALL.stream()
            .filter(one -> models.contains(ALL) || models.contains(one.name()))
            .toList();
    try {
      if (!networks.isEmpty()) {
        // The library that trains the networks prints to stdout as it goes.
        System.setOut(System.err);
      }
      if (report != null) {
        return report(
            out,
            err,
            new ComparisonPlan(families, networks, minutes, Protocol.usual(), seed, threads));
      }
      ProtocolOptions.Divided divided = protocol.read(data.request());
      DataComparison comparison =
          DataComparison.of(
              divided.set(),
              new ComparisonPlan(families, networks, minutes, divided.protocol(), seed, threads),
              err::println);
      ComparisonTable.data(out, comparison);
      ComparisonTable.table(out, comparison);
      if (vip != null) {
        Files.writeString(vip, ComparisonTable.importance(comparison));
      }
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

  private int report(PrintWriter out, PrintWriter err, ComparisonPlan plan) throws IOException {
    Path page = report.resolveSibling("RESULTS.md");
    String command = "./spectra compare --report " + report + " --root " + root + " --seed " + seed;
    if (!models.contains(FAMILIES)) {
      command += " --models " + String.join(",", models) + " --minutes " + minutes;
    }
    new ResultsReport(root, report.toAbsolutePath().getParent(), plan, err::println)
        .write(ResultsPlan.read(report), command, page);
    out.println("written: " + page);
    out.flush();
    return 0;
  }

  /** The families that were named. */
  private List<Family> families() {
    List<String> known = new ArrayList<>(List.of(FAMILIES, ALL));
    Families.ALL.forEach(family -> known.add(family.name()));
    PaperNetwork.ALL.forEach(network -> known.add(network.name()));
    List<Family> families =
        Families.ALL.stream()
            .filter(
                family ->
                    models.contains(FAMILIES)
                        || models.contains(ALL)
                        || models.contains(family.name()))
            .toList();
    if (!known.containsAll(models) || families.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--models "
              + String.join(",", models)
              + ": expected some of "
              + String.join(", ", known)
              + ", one family among them");
    }
    return families;
  }
}
