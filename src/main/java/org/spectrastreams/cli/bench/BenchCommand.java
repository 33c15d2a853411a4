package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.cli.options.Folders;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.service.StreamService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code spectra bench}: how many spectra a second the bare engine scores, and how many the service
 * scores end to end, with activation maps and with contexts besides, measured in turn in one run.
 */
@Command(
    name = "bench",
    description = {
      "Measure spectra a second: the bare engine in a loop (one session a thread, prepared"
          + " spectra),",
      "and end to end (instrument client, embedded broker, exactly-once topology, committed"
          + " results",
      "read back), with activation maps alone and with contexts and LIME bands besides where the"
          + " model",
      "has explanations. All are measured in turn, several times; medians and their ratios count.",
      "Also says who spent the processors' time, which holds on a machine that others use, too."
    },
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  /** What is left over of one measurement, as audits, may take this long before the next. */
  private static final Duration SETTLE = Duration.ofSeconds(15);

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private FurtherMeasures further = new FurtherMeasures();

  @Option(
      names = "--pipeline",
      paramLabel = "NAME",
      description =
          "The pipeline to measure (default: ${DEFAULT-VALUE}); its model must take the"
              + " simulated tissue's spectra.")
  private String pipeline = "tissue";

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds for one measurement (default: ${DEFAULT-VALUE}).")
  private int seconds = 10;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Measurements of each kind (default: ${DEFAULT-VALUE}).")
  private int rounds = 3;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "The most seconds for warming up, which ends once Java's compilers take less than two"
              + " per cent of the processors (default: ${DEFAULT-VALUE}).")
  private int warmUp = 120;

  @Option(names = "--json", description = "Print one JSON object, last.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try {
      ServiceConfig config = configuration.load();
      further.check();
      Path data = Files.createTempDirectory("spectra-bench");
      try {
        Path pipelines =
            TwoPipelines.write(config.pipelinesDir(), pipeline, data.resolve("pipelines"));
        return run(
            config
                .with("data.dir", data.resolve("service").toString())
                .with("pipelines.dir", pipelines.toString()));
      } finally {
        Folders.delete(data);
      }
    } catch (IOException | ServiceStartException | EngineException | UnusableSpectrumException e) {
      spec.commandLine().getErr().println("bench: " + e.getMessage());
      return 1;
    }
  }

  private int run(ServiceConfig config)
      throws IOException, UnusableSpectrumException, InterruptedException, ExecutionException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (StreamService service = StreamService.start(config, registry);
        EngineHost host =
            EngineHost.on(Device.parseAll(config.device()), config.deviceSettings())) {
      String name =
          service
              .pipelines()
              .find(TwoPipelines.MAP_ONLY)
              .flatMap(found -> found.model())
              .orElseThrow(() -> new IOException("pipeline " + pipeline + " has no model"));
      ModelPackage model = config.openModelStore().open(name);
      int threads = config.streamThreads();
      EngineLoop engine = new EngineLoop(model, host, threads, EndToEnd.LINE);
      EndToEnd endToEnd = new EndToEnd(service, config);
      warmUp(model, threads, engine, endToEnd);
      Figures figures = measure(model, engine, endToEnd);
      ObjectNode answer = BenchReport.json(model, threads, figures);
      Commits.write(answer.putObject("commits"), registry);
      further.write(
          answer,
          new Subject(model, config, service, host, endToEnd, seconds, Duration.ofSeconds(warmUp)),
          figures);
      int worse = further.compare(answer);
      tell(answer, model, threads, figures);
      return worse == 0 ? 0 : 1;
    }
  }

  /** The text goes where the answer does not. */
  private void tell(ObjectNode answer, ModelPackage model, int threads, Figures figures) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter text = json ? spec.commandLine().getErr() : out;
    BenchReport.text(text, model, threads, figures);
    BenchReport.further(text, answer);
    text.flush();
    if (json) {
      out.println(answer);
      out.flush();
    }
  }

  /** Images of both kinds until Java has compiled what they need. */
  private void warmUp(ModelPackage model, int threads, EngineLoop engine, EndToEnd endToEnd)
      throws IOException, InterruptedException, ExecutionException {
    say(
        "warming up: %d threads, %s, %d members, %d points",
        threads, model.id(), model.members(), model.axis().size());
    long start = System.nanoTime();
    int spectra =
        EndToEnd.spectraFor(
            engine.run(Math.min(seconds, 3), true).spectraPerSecond(), Math.min(seconds, 6));
    ProcessorTimes last =
        Quiet.warmedUp(
            start + Duration.ofSeconds(warmUp).toNanos(),
            () -> oneOfEachKind(model, endToEnd, spectra),
            Function.identity());
    say(
        "warm after %.0f s: Java's compilers took %.3f of its time, in the last image",
        (System.nanoTime() - start) / 1e9, last.share(Worker.COMPILER));
  }

  private static ProcessorTimes oneOfEachKind(ModelPackage model, EndToEnd endToEnd, int spectra)
      throws IOException, InterruptedException, ExecutionException {
    ProcessorTimes times = endToEnd.run(TwoPipelines.MAP_ONLY, spectra).times();
    return model.hasExplainer()
        ? times.plus(endToEnd.run(TwoPipelines.FULL, spectra).times())
        : times;
  }

  private Figures measure(ModelPackage model, EngineLoop engine, EndToEnd endToEnd)
      throws IOException, InterruptedException, ExecutionException {
    Figures figures = new Figures();
    for (int round = 0; round < rounds; round++) {
      Quiet.await(SETTLE);
      EngineLoop.Round bare = engine.run(seconds, true);
      figures.engine().add(bare);
      say("engine     %8.0f spectra/s", bare.spectraPerSecond());
      int spectra = EndToEnd.spectraFor(bare.spectraPerSecond(), seconds);
      Quiet.await(SETTLE);
      figures.endToEnd().add(endToEnd.run(TwoPipelines.MAP_ONLY, spectra));
      say("end to end %8.0f spectra/s", figures.endToEnd().get(round).spectraPerSecond());
      if (model.hasExplainer()) {
        Quiet.await(SETTLE);
        figures.full().add(endToEnd.run(TwoPipelines.FULL, spectra));
        say("  explained %8.0f spectra/s", figures.full().get(round).spectraPerSecond());
      }
    }
    return figures;
  }

  private void say(String format, Object... values) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(String.format(Locale.ROOT, format, values));
    err.flush();
  }
}
