package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.cli.options.Folders;
import org.spectrastreams.cli.options.Pacing;
import org.spectrastreams.cli.options.Progress;
import org.spectrastreams.cli.options.SpectraASecond;
import org.spectrastreams.cli.sending.ImageNames;
import org.spectrastreams.cli.sending.OutcomeWatch;
import org.spectrastreams.cli.sending.Replay;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.server.SpectraServer;
import org.spectrastreams.server.startup.FreePorts;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.pipeline.KnownPipelines;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.BlockEncoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code spectra demo}: the whole product on the shipped samples, in one JVM. */
@Command(
    name = "demo",
    description = {
      "Start broker, topologies and viewer, and replay the shipped samples through them:",
      "a measured Raman map of cartilage, a measured FTIR map of a diamond, measured SERS spectra"
          + " of mixtures, and a simulated tissue section."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** One input of the demo. */
  private record Input(String sample, String pipeline, int spectraABlock) {}

  /** Blocks as an instrument would send them: a line of pixels. */
  private static final List<Input> INPUTS =
      List.of(
          new Input("cartilage", "cartilage", 35),
          new Input("diamond-co2", "survey", 16),
          new Input("sers", "sers", 109),
          new Input("tissue-simulated", "tissue", 128));

  private static final long CLOSING_SECONDS = 30;

  private final CountDownLatch closed = new CountDownLatch(1);

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = SpectraASecond.class,
      description =
          "Spectra a second (default: 400 to watch, as fast as they are taken with --headless).")
  private Double rate;

  @Option(
      names = "--headless",
      description = "End when everything is scored; without it the viewer stays until Ctrl-C.")
  private boolean headless;

  @Option(names = "--json", description = "Print what happened as one JSON object, last.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    try {
      ServiceConfig config = configuration.load();
      FreePorts.require(config);
      if (!config.hasEmbeddedBroker()) {
        return run(config, start);
      }
      Path data = config.dataDir().resolve("demo");
      Files.createDirectories(data);
      try (FileChannel channel =
              FileChannel.open(
                  config.dataDir().resolve("demo.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw new IOException("another demo runs on " + data + ": stop it first");
        }
        Folders.delete(data); // every demo starts empty
        return run(config.with("data.dir", data.toString()), start);
      }
    } catch (IOException | ServiceStartException e) {
      spec.commandLine().getErr().println("demo: " + e.getMessage());
      return 1;
    } finally {
      closed.countDown();
    }
  }

  private int run(ServiceConfig config, long start) throws IOException, InterruptedException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (StreamService service = StreamService.start(config, registry);
        SpectraServer server = SpectraServer.start(service, config, registry);
        OutcomeWatch watch = new OutcomeWatch(service.clientProperties(), config.topics())) {
      requirePipelines(service.pipelines());
      spec.commandLine().getErr().println("Viewer: " + server.address());
      spec.commandLine().getErr().flush();
      long sent = replay(service, config, watch);
      watch.await(sent, INPUTS.size(), LONGEST_WAIT);
      boolean right =
          sent == watch.results() + watch.deadLetters() && watch.imagesComplete() == INPUTS.size();
      report(sent, watch, start, right);
      if (!headless) {
        stayUntilStopped(server);
      }
      return right ? 0 : 1;
    }
  }

  private static void requirePipelines(KnownPipelines pipelines) throws IOException {
    for (Input input : INPUTS) {
      if (pipelines.find(input.pipeline()).isEmpty()) {
        throw new IOException(
            "the demo needs the pipeline "
                + input.pipeline()
                + "; pipelines.dir has "
                + String.join(", ", pipelines.names()));
      }
    }
  }

  private long replay(StreamService service, ServiceConfig config, OutcomeWatch watch)
      throws IOException, InterruptedException {
    long sent = 0;
    try (Replay replay = new Replay(service.clientProperties(), config.topics().raw())) {
      for (Input input : INPUTS) {
        try (SpectrumSource source = Samples.open(input.sample())) {
          Progress progress =
              Progress.onStandardError(
                  String.format("%-18s", input.sample()), source.geometry().pixels());
          sent +=
              replay.send(
                  new BlockEncoder(
                      source,
                      input.pipeline(),
                      ImageNames.withTime(input.sample()),
                      input.spectraABlock()),
                  pacing(),
                  block -> {
                    progress.add(block.spectra());
                    watch.poll(Duration.ZERO);
                  });
          progress.finish();
        }
      }
    }
    return sent;
  }

  private Pacing pacing() {
    if (rate != null) {
      return Pacing.perSecond(rate);
    }
    return headless ? Pacing.unlimited() : Pacing.perSecond(400);
  }

  private void report(long sent, OutcomeWatch watch, long start, boolean right) {
    PrintWriter out = spec.commandLine().getOut();
    double seconds = (System.nanoTime() - start) / 1e9;
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("spectraIn", sent);
      answer.put("resultsOut", watch.results());
      answer.put("flagged", watch.flagged());
      answer.put("notJudged", watch.notJudged());
      answer.put("withContext", watch.withContext());
      answer.put("contradicted", watch.contradicted());
      answer.put("deadLetters", watch.deadLetters());
      answer.put("imagesComplete", watch.imagesComplete());
      ObjectNode truths = answer.putObject("calledWhereTheTruthIsKnown");
      watch
          .called()
          .forEach(
              (name, found) ->
                  truths
                      .putObject(name)
                      .put("spectra", found.all())
                      .put("right", found.right())
                      .put("ofNoClass", found.noClass()));
      answer.put("firstTileSeconds", rounded((watch.firstTileNanos() - start) / 1e9));
      answer.put("seconds", rounded(seconds));
      out.println(answer);
    } else {
      out.printf(
          "%d spectra in, %d results out (%d with a quality flag, %d not judged, %d with a context,"
              + " of which %d contradicted), %d dead letters, %d images complete, %.1f s%n",
          sent,
          watch.results(),
          watch.flagged(),
          watch.notJudged(),
          watch.withContext(),
          watch.contradicted(),
          watch.deadLetters(),
          watch.imagesComplete(),
          seconds);
      watch
          .called()
          .forEach(
              (name, found) ->
                  out.printf(
                      Locale.ROOT,
                      "Of the simulated section, where the truth is known: %d called %s, of which"
                          + " %d are (%.2f) and %d are of no class%n",
                      found.all(),
                      name,
                      found.right(),
                      (double) found.right() / found.all(),
                      found.noClass()));
    }
    if (!right) {
      spec.commandLine()
          .getErr()
          .println(
              "demo: not every spectrum has a result or a dead letter, or not every image is"
                  + " complete; see the log above");
    }
    out.flush();
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 100) / 100.0;
  }

  private void stayUntilStopped(SpectraServer server) throws InterruptedException {
    spec.commandLine()
        .getErr()
        .println("The viewer stays at " + server.address() + " until you press Ctrl-C.");
    spec.commandLine().getErr().flush();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopped.countDown();
                  try {
                    // The JVM ends when its hooks have: the service closes in order before that.
                    closed.await(CLOSING_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "demo-stop"));
    stopped.await();
  }
}
