package org.spectrastreams.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.zip.CRC32C;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.stream.config.ServiceConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code spectra device-report}: whether a device can be trusted with many threads, and how fast it
 * is. All models of the store are scored by many threads at once in blocks of changing size; every
 * answer must be that of one thread alone, to the bit.
 */
@Command(
    name = "device-report",
    description = {
      "Try a device with every stored model, many threads and blocks of changing size: answers",
      "must equal those of one thread to the bit. Then measure spectra a second by block size."
    },
    mixinStandardHelpOptions = true)
final class DeviceReportCommand implements Callable<Integer> {
  private static final int MOST = 256;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads at once (default: ${DEFAULT-VALUE}).")
  private int threads = 16;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description = "Blocks of 1 to 256 spectra for each thread (default: ${DEFAULT-VALUE}).")
  private int blocks = 200;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description = "Block sizes that are measured (default: ${DEFAULT-VALUE}).")
  private int[] sizes = {256, 1024, 4096};

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description = "Seconds for one measurement (default: ${DEFAULT-VALUE}).")
  private int seconds = 5;

  @Option(names = "--model", paramLabel = "NAME", description = "The model that is measured.")
  private String measured = "tissue";

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    try {
      ServiceConfig config = configuration.load();
      ModelStore store = config.openModelStore();
      List<ModelPackage> models = new ArrayList<>();
      for (ModelId id : store.list()) {
        models.add(store.open(id.toString()));
      }
      List<Device> devices = Device.parseAll(config.device());
      ObjectNode report = JsonNodeFactory.instance.objectNode();
      report.put("device", config.device());
      report.put("threads", threads);
      long start = System.nanoTime();
      try (EngineHost host = EngineHost.on(devices, config.deviceSettings())) {
        models.forEach(host::prepare);
        report.put("preparedSeconds", secondsSince(start));
        boolean same = stress(host, models, report);
        host.trouble().ifPresent(why -> report.put("trouble", why));
        rates(host, store.open(measured), report.putArray("rates"));
        spec.commandLine().getOut().println(report);
        spec.commandLine().getOut().flush();
        return same ? 0 : 1;
      }
    } catch (IOException | EngineException | IllegalArgumentException e) {
      err.println("device-report: " + e.getMessage());
      return 1;
    }
  }

  private static double secondsSince(long start) {
    return Math.round((System.nanoTime() - start) / 1e7) / 100.0;
  }

  private boolean stress(EngineHost host, List<ModelPackage> models, ObjectNode report)
      throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    List<List<Long>> together = all(threads, thread -> () -> digests(host, models, thread));
    report.put(
        "stressSpectra", together.stream().flatMap(List::stream).mapToLong(d -> d >>> 32).sum());
    report.put("stressSeconds", secondsSince(start));
    int different = 0;
    for (int thread = 0; thread < threads; thread++) {
      List<Long> alone = digests(host, models, thread);
      for (int block = 0; block < blocks; block++) {
        different += alone.get(block).equals(together.get(thread).get(block)) ? 0 : 1;
      }
    }
    report.put("blocks", threads * blocks);
    report.put("blocksThatDiffer", different);
    return different == 0;
  }

  /** For each block its size in the upper and a checksum of its answers in the lower 32 bits. */
  private List<Long> digests(EngineHost host, List<ModelPackage> models, int thread) {
    Random random = new Random(thread);
    List<Long> digests = new ArrayList<>();
    List<ScoringEngine> engines = new ArrayList<>();
    try {
      for (ModelPackage model : models) {
        engines.add(host.scoring(model, 1));
      }
      for (int block = 0; block < blocks; block++) {
        int which = random.nextInt(engines.size());
        int count = 1 + random.nextInt(MOST);
        ScoringEngine engine = engines.get(which);
        EnsembleScores scores =
            random.nextInt(4) == 0 ? engine.newScoresWithoutMaps() : engine.newScores();
        engine.score(spectra(count, models.get(which).points(), random), count, scores);
        digests.add((long) count << 32 | checksum(scores, count));
      }
    } finally {
      engines.forEach(ScoringEngine::close);
    }
    return digests;
  }

  private static long checksum(EnsembleScores scores, int count) {
    CRC32C sum = new CRC32C();
    add(sum, scores.memberProbabilities(), count * scores.members() * scores.classes());
    if (scores.hasMaps()) {
      add(sum, scores.activationMap(), count * scores.points());
    }
    for (int i = 0; i < count; i++) {
      sum.update(scores.predicted()[i]);
    }
    return sum.getValue();
  }

  private static void add(CRC32C sum, float[] values, int count) {
    for (int i = 0; i < count; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      sum.update(bits);
      sum.update(bits >>> 8);
      sum.update(bits >>> 16);
      sum.update(bits >>> 24);
    }
  }

  private static float[] spectra(int count, int points, Random random) {
    float[] values = new float[count * points];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Spectra a second by block size and threads, with maps and without. */
  private void rates(EngineHost host, ModelPackage model, ArrayNode rates)
      throws InterruptedException, ExecutionException {
    for (int size : sizes) {
      for (int many : new int[] {1, threads}) {
        for (boolean maps : new boolean[] {true, false}) {
          List<Double> each = all(many, thread -> () -> rate(host, model, size, maps));
          double sum = each.stream().mapToDouble(Double::doubleValue).sum();
          ObjectNode one = rates.addObject();
          one.put("block", size).put("threads", many).put("maps", maps);
          one.put("spectraPerSecond", Math.round(sum));
          spec.commandLine()
              .getErr()
              .printf(
                  Locale.ROOT,
                  "blocks of %d, %d threads, %s maps: %.0f spectra/s%n",
                  size,
                  many,
                  maps ? "with" : "without",
                  sum);
        }
      }
    }
  }

  private double rate(EngineHost host, ModelPackage model, int size, boolean maps) {
    float[] batch = spectra(size, model.points(), new Random(size));
    try (ScoringEngine engine = host.scoring(model, 1)) {
      EnsembleScores scores = maps ? engine.newScores() : engine.newScoresWithoutMaps();
      engine.score(batch, size, scores);
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      long done = 0;
      while (System.nanoTime() < end) {
        engine.score(batch, size, scores);
        done += size;
      }
      return done / ((System.nanoTime() - start) / 1e9);
    }
  }

  /** Runs the same work in so many threads that begin together. */
  private static <T> List<T> all(int many, IntFunction<Callable<T>> work)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(many);
    CyclicBarrier together = new CyclicBarrier(many);
    try {
      List<Callable<T>> tasks = new ArrayList<>();
      for (int thread = 0; thread < many; thread++) {
        Callable<T> own = work.apply(thread);
        tasks.add(
            () -> {
              together.await();
              return own.call();
            });
      }
      List<T> answers = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(tasks)) {
        answers.add(future.get());
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }
}
