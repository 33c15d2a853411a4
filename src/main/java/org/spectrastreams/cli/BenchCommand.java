package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.cli.options.Folders;
import org.spectrastreams.cli.sending.Replay;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.config.ServiceStartException;
import org.spectrastreams.stream.service.StreamService;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.EncodedBlock;
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
      "has explanations. All are measured in turn, several times; medians and their ratios count."
    },
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
  private static final int BATCH = 256;
  private static final String MAP_ONLY = "bench-maps";
  private static final String FULL = "bench-contexts";
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** One measurement of the engine loop. */
  private record EngineRound(double spectraPerSecond, double bytesPerSpectrum) {}

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;

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

  @Option(names = "--json", description = "Print one JSON object, last.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    try {
      ServiceConfig config = configuration.load();
      Path data = Files.createTempDirectory("spectra-bench");
      try {
        return run(
            config
                .with("data.dir", data.resolve("service").toString())
                .with("pipelines.dir", pipelines(config, data.resolve("pipelines")).toString()));
      } finally {
        Folders.delete(data);
      }
    } catch (IOException | ServiceStartException | EngineException | UnusableSpectrumException e) {
      spec.commandLine().getErr().println("bench: " + e.getMessage());
      return 1;
    }
  }

  /**
   * Writes the pipeline to measure twice, without and with explanations.
   *
   * @return their folder
   */
  private Path pipelines(ServiceConfig config, Path folder) throws IOException {
    Files.createDirectories(folder);
    YAMLMapper yaml = new YAMLMapper();
    try (Stream<Path> files = Files.list(config.pipelinesDir())) {
      for (Path file : files.filter(found -> found.toString().endsWith(".yaml")).toList()) {
        if (yaml.readTree(file.toFile()) instanceof ObjectNode definition
            && definition.path("name").asText().equals(pipeline)) {
          definition.put("name", MAP_ONLY);
          definition.putObject("explanations").put("context", false).put("limeBands", 0);
          yaml.writeValue(folder.resolve(MAP_ONLY + ".yaml").toFile(), definition);
          definition.put("name", FULL);
          definition.remove("explanations");
          yaml.writeValue(folder.resolve(FULL + ".yaml").toFile(), definition);
          return folder;
        }
      }
    }
    throw new IOException("no pipeline " + pipeline + " in " + config.pipelinesDir());
  }

  private int run(ServiceConfig config)
      throws IOException, UnusableSpectrumException, InterruptedException, ExecutionException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (StreamService service = StreamService.start(config, registry)) {
      String model =
          service
              .pipelines()
              .find(MAP_ONLY)
              .flatMap(found -> found.model())
              .orElseThrow(() -> new IOException("pipeline " + pipeline + " has no model"));
      ModelPackage found = config.openModelStore().open(model);
      Device device = Device.parse(config.device());
      int threads = config.streamThreads();
      float[] prepared = prepare(found);
      say(
          "warming up: "
              + threads
              + " threads, "
              + found.id()
              + ", "
              + found.members()
              + " members, "
              + found.axis().size()
              + " points");
      EngineRound warm = engine(found, device, threads, prepared, Math.min(seconds, 3));
      int image = 1;
      boolean explained = found.hasExplainer();
      int warmUp = spectraFor(warm.spectraPerSecond(), seconds);
      endToEnd(service, config, MAP_ONLY, image++, warmUp);
      if (explained) {
        endToEnd(service, config, FULL, image++, warmUp);
      }
      List<EngineRound> engine = new ArrayList<>();
      List<Double> endToEnd = new ArrayList<>();
      List<Double> full = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        engine.add(engine(found, device, threads, prepared, seconds));
        say(
            String.format(
                Locale.ROOT, "engine     %8.0f spectra/s", engine.get(round).spectraPerSecond()));
        int spectra = spectraFor(engine.get(round).spectraPerSecond(), seconds);
        endToEnd.add(endToEnd(service, config, MAP_ONLY, image++, spectra));
        say(String.format(Locale.ROOT, "end to end %8.0f spectra/s", endToEnd.get(round)));
        if (explained) {
          full.add(endToEnd(service, config, FULL, image++, spectra));
          say(String.format(Locale.ROOT, "  explained %8.0f spectra/s", full.get(round)));
        }
      }
      report(found, threads, engine, endToEnd, full);
      return 0;
    }
  }

  private static int spectraFor(double spectraPerSecond, int seconds) {
    // Whole lines of 256 pixels; at most what fits the heap as encoded records.
    long lines = Math.round(spectraPerSecond * seconds / BATCH);
    return (int) Math.max(8, Math.min(lines, 200)) * BATCH;
  }

  /** One batch of simulated spectra after the model's preprocessing. */
  private static float[] prepare(ModelPackage model) throws IOException, UnusableSpectrumException {
    TissuePhantom phantom =
        new TissuePhantom(
            new PhantomSettings(BATCH, 64, 20_261, 20_261, TissueClass.CANCEROUS, 0, 0));
    int points = model.axis().size();
    float[] prepared = new float[BATCH * points];
    try (SpectrumSource source = phantom.open()) {
      Preprocessor preprocessor =
          Preprocessor.compile(model.preprocessing(), source.axis(), source.quantity());
      SpectrumBlock block = source.next(BATCH);
      for (int i = 0; i < BATCH; i++) {
        preprocessor.apply(block.intensities(), i * source.axis().size(), prepared, i * points);
      }
    }
    return prepared;
  }

  private static EngineRound engine(
      ModelPackage model, Device device, int threads, float[] prepared, int seconds)
      throws InterruptedException, ExecutionException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier ready = new CyclicBarrier(threads);
      List<Future<double[]>> loops = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        loops.add(executor.submit(() -> loop(model, device, prepared, seconds, ready)));
      }
      double rate = 0;
      double bytes = 0;
      double spectra = 0;
      for (Future<double[]> loop : loops) {
        double[] answer = loop.get();
        rate += answer[0] / answer[1];
        spectra += answer[0];
        bytes += answer[2];
      }
      return new EngineRound(rate, bytes / spectra);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Spectra, seconds and allocated bytes of one thread. */
  private static double[] loop(
      ModelPackage model, Device device, float[] prepared, int seconds, CyclicBarrier ready)
      throws Exception {
    try (EngineHost host = EngineHost.on(device);
        ScoringEngine engine = host.scoring(model, 1)) {
      EnsembleScores scores = engine.newScores();
      engine.score(prepared, BATCH, scores);
      ready.await();
      long thread = Thread.currentThread().getId();
      long bytes = THREADS.getThreadAllocatedBytes(thread);
      long start = System.nanoTime();
      long end = start + Duration.ofSeconds(seconds).toNanos();
      long spectra = 0;
      long now = start;
      while (now < end) {
        engine.score(prepared, BATCH, scores);
        spectra += BATCH;
        now = System.nanoTime();
      }
      return new double[] {
        spectra, (now - start) / 1e9, THREADS.getThreadAllocatedBytes(thread) - bytes
      };
    }
  }

  /** Sends a simulated image and waits for the last committed result; spectra a second. */
  private double endToEnd(
      StreamService service, ServiceConfig config, String by, int number, int spectra)
      throws IOException, InterruptedException {
    TissuePhantom phantom =
        new TissuePhantom(
            PhantomSettings.of(BATCH, spectra / BATCH, number, TissueClass.CANCEROUS));
    List<EncodedBlock> blocks = new ArrayList<>();
    try (SpectrumSource source = phantom.open()) {
      BlockEncoder encoder = new BlockEncoder(source, by, "bench-" + number);
      for (EncodedBlock block = encoder.next(); block != null; block = encoder.next()) {
        blocks.add(block);
      }
    }
    try (OutcomeWatch watch =
            new OutcomeWatch(
                service.clientProperties(),
                config.topics(),
                List.of(
                    config.topics().results(),
                    config.topics().deadLetter(),
                    config.topics().images()));
        Replay replay = new Replay(service.clientProperties(), config.topics().raw())) {
      long start = System.nanoTime();
      replay.sendAll(blocks);
      watch.await(spectra, 0, LONGEST_WAIT);
      double took = (System.nanoTime() - start) / 1e9;
      if (watch.results() != spectra) {
        throw new IOException(
            spectra
                + " spectra sent, but "
                + watch.results()
                + " results and "
                + watch.deadLetters()
                + " dead letters came back");
      }
      watch.await(spectra, 1, LONGEST_WAIT); // the map is not part of the time, but must be whole
      return spectra / took;
    }
  }

  private void report(
      ModelPackage model,
      int threads,
      List<EngineRound> engine,
      List<Double> endToEnd,
      List<Double> full) {
    double engineMedian =
        median(engine.stream().mapToDouble(EngineRound::spectraPerSecond).toArray());
    double endMedian = median(endToEnd.stream().mapToDouble(Double::doubleValue).toArray());
    double fullMedian =
        full.isEmpty()
            ? Double.NaN
            : median(full.stream().mapToDouble(Double::doubleValue).toArray());
    double bytes = median(engine.stream().mapToDouble(EngineRound::bytesPerSpectrum).toArray());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      answer.put("engineSpectraPerSecond", Math.round(engineMedian));
      answer.put("endToEndSpectraPerSecond", Math.round(endMedian));
      answer.put("ratio", Math.round(1000 * endMedian / engineMedian) / 1000.0);
      if (full.isEmpty()) {
        answer.putNull("fullEndToEndSpectraPerSecond");
      } else {
        answer.put("fullEndToEndSpectraPerSecond", Math.round(fullMedian));
        answer.put("fullRatio", Math.round(1000 * fullMedian / endMedian) / 1000.0);
      }
      answer.put("engineBytesAllocatedPerSpectrum", Math.round(10 * bytes) / 10.0);
      answer.put("model", model.id().toString());
      answer.put("members", model.members());
      answer.put("points", model.axis().size());
      answer.put("activationMap", true);
      answer.put("threads", threads);
      answer.put("cores", Runtime.getRuntime().availableProcessors());
      answer.put("simulated", true);
      ArrayNode engineRounds = answer.putArray("engineRounds");
      engine.forEach(round -> engineRounds.add(Math.round(round.spectraPerSecond())));
      ArrayNode endRounds = answer.putArray("endToEndRounds");
      endToEnd.forEach(round -> endRounds.add(Math.round(round)));
      ArrayNode fullRounds = answer.putArray("fullEndToEndRounds");
      full.forEach(round -> fullRounds.add(Math.round(round)));
      out.println(answer);
    } else {
      out.printf(
          Locale.ROOT,
          "%s: %d members, %d points, with activation maps, %d threads%n"
              + "engine      %8.0f spectra/s (%.1f bytes allocated a spectrum)%n"
              + "end to end  %8.0f spectra/s%nratio       %8.3f%n",
          model.id(),
          model.members(),
          model.axis().size(),
          threads,
          engineMedian,
          bytes,
          endMedian,
          endMedian / engineMedian);
      out.println(
          full.isEmpty()
              ? "explained         not measured: the model's package has no explanations"
              : String.format(
                  Locale.ROOT,
                  "explained   %8.0f spectra/s, %.3f of those without contexts",
                  fullMedian,
                  fullMedian / endMedian));
    }
    out.flush();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private void say(String text) {
    spec.commandLine().getErr().println(text);
    spec.commandLine().getErr().flush();
  }
}
