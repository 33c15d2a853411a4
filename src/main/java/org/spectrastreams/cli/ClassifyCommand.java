package org.spectrastreams.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.cli.options.FileOptions;
import org.spectrastreams.cli.options.SourceOptions;
import org.spectrastreams.cli.sending.ImageNames;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.spectrum.NotJudgedReason;
import org.spectrastreams.spectrum.Outcome;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.ExplanationPolicy;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.json.ResultJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code spectra classify MODEL FILE}: the scoring of the service without a broker. */
@Command(
    name = "classify",
    description = "Classify the spectra of a file or a sample, by the service's code, no broker.",
    mixinStandardHelpOptions = true)
final class ClassifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model package: name, name@version.")
  private String model;

  @Mixin private SourceOptions input;
  @Mixin private ConfigOptions configuration;

  @Option(
      names = "--pipeline",
      paramLabel = "NAME",
      description =
          "Read bands and explain as this pipeline does; default: the only one with this model.")
  private String pipeline;

  @Option(names = "--json", description = "Print one JSON object for each spectrum.")
  private boolean json;

  @Option(names = "--with-maps", description = "JSON with the activation maps and LIME weights.")
  private boolean withMaps;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ServiceConfig config = configuration.load();
      try (SpectrumSource source = input.open();
          BlockScorer scorer = open(config)) {
        spec.commandLine().getErr().println(FileOptions.understood(source));
        return classify(source, scorer, out) && !out.checkError() ? 0 : 1;
      }
    } catch (IOException | EngineException | IllegalArgumentException e) {
      out.flush();
      spec.commandLine().getErr().println("classify: " + e.getMessage());
      return 1;
    }
  }

  private BlockScorer open(ServiceConfig config) throws IOException {
    ModelStore store = config.openModelStore();
    Pipeline found = FilePipeline.of(config, store.open(model).id(), Optional.ofNullable(pipeline));
    Pipeline.ActivationMapPolicy maps =
        withMaps
            ? Pipeline.ActivationMapPolicy.COMPACT
            : found.activationMap() == Pipeline.ActivationMapPolicy.BANDS
                ? Pipeline.ActivationMapPolicy.BANDS
                : Pipeline.ActivationMapPolicy.NONE;
    ExplanationPolicy explanations =
        new ExplanationPolicy(
            found.explanations().contexts(),
            found.explanations().limeBands(),
            withMaps ? ExplanationPolicy.LimeMap.COMPACT : ExplanationPolicy.LimeMap.NONE);
    // The model asked for scores, whichever version of it the pipeline names.
    Pipeline asked =
        new Pipeline(
            found.name(),
            found.title(),
            Optional.of(model),
            found.quantities(),
            maps,
            explanations,
            found.imageTimeoutSeconds(),
            found.assignments(),
            found.bands());
    return BlockScorer.open(LoadedPipeline.load(asked, store), Device.parse(config.device()));
  }

  private boolean classify(SpectrumSource source, BlockScorer scorer, PrintWriter out)
      throws IOException {
    String image = ImageNames.of(source.name());
    Map<String, Integer> counts = new TreeMap<>();
    long sequence = 0;
    int most = BlockEncoder.spectraPerBlock(source);
    for (SpectrumBlock block = source.next(most); block != null; block = source.next(most)) {
      RawBlock raw =
          new RawBlock(
              scorer.pipeline().name(),
              image,
              Optional.of(source.geometry()),
              sequence,
              block,
              source.name(),
              source.simulated(),
              0,
              0,
              source.measurement(),
              false);
      ResultView result;
      try {
        result =
            ResultView.of(scorer.score(raw, BlockScorer.Place.inFile(source.name(), sequence)));
        sequence++;
      } catch (RejectedRecordException rejected) {
        out.flush();
        spec.commandLine().getErr().println("classify: " + rejected.getMessage());
        return false;
      }
      for (int i = 0; i < result.count(); i++) {
        if (json) {
          out.println(ResultJson.of(result, i, withMaps));
        } else {
          counts.merge(verdict(result, i), 1, Integer::sum);
        }
      }
      if (out.checkError()) {
        return false;
      }
    }
    if (!json) {
      int all = counts.values().stream().mapToInt(Integer::intValue).sum();
      out.printf(
          "%s: %d spectra%s%n", source.name(), all, source.simulated() ? " (simulated)" : "");
      counts.forEach(
          (name, count) ->
              out.printf(Locale.ROOT, "%7d  %5.1f %%  %s%n", count, 100.0 * count / all, name));
    }
    return true;
  }

  private static String verdict(ResultView result, int i) {
    return result.outcomes().outcome(i).map(outcome -> verdict(result, i, outcome)).orElse("");
  }

  private static String verdict(ResultView result, int i, Outcome outcome) {
    if (outcome instanceof Outcome.OneClass found) {
      return found.name();
    }
    if (outcome instanceof Outcome.Labels found) {
      return found.present().isEmpty() ? "no label" : String.join(", ", found.present());
    }
    if (outcome instanceof Outcome.Value found) {
      return (String.format(Locale.ROOT, "%.4g ", found.value()) + found.unit()).strip();
    }
    Outcome.NotJudged not = (Outcome.NotJudged) outcome;
    return not.reason().equals(NotJudgedReason.QUALITY)
        ? "no class: " + String.join(", ", result.qualityFlags(i))
        : "not judged: " + not.reason().text();
  }
}
