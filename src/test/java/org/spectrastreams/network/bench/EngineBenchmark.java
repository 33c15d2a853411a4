package org.spectrastreams.network.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.spectrastreams.model.ModelId;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.model.engine.ScoringEngine;
import org.spectrastreams.network.mscnn.RandomModels;

/**
 * Spectra a second of one engine on one thread: ten members, 801 points, four classes, with the
 * activation map. Not part of {@code mvn verify}; to run it:
 *
 * <pre>mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/cp.txt
 * java -cp target/test-classes:target/classes:$(cat target/cp.txt) org.openjdk.jmh.Main EngineBenchmark -prof gc
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBenchmark {
  private static final int LARGE = 1024;

  private ScoringEngine engine;
  private EnsembleScores scores;
  private float[] spectra;

  /** Writes an untrained package, whose speed is that of a trained one, and opens it. */
  @Setup
  public void open() throws IOException {
    Path store = Files.createTempDirectory("engine-benchmark");
    engine =
        RandomModels.write(
                store,
                new ModelId("benchmark", "1.0.0"),
                RandomModels.TISSUE_AXIS,
                List.of("normal", "hyperplastic", "adenomatous", "cancerous"),
                10)
            .openEngine(Device.CPU, 1);
    scores = engine.newScores();
    spectra = RandomModels.spectra(LARGE, RandomModels.TISSUE_AXIS.size(), 1);
  }

  /** One spectrum a call, as a slow instrument sends them. */
  @Benchmark
  public int one() {
    engine.score(spectra, 1, scores);
    return scores.predicted()[0];
  }

  /** A block of 128 spectra a call, as a line of an image. */
  @Benchmark
  @OperationsPerInvocation(128)
  public int line() {
    engine.score(spectra, 128, scores);
    return scores.predicted()[0];
  }

  /** 1024 spectra a call. */
  @Benchmark
  @OperationsPerInvocation(LARGE)
  public int large() {
    engine.score(spectra, LARGE, scores);
    return scores.predicted()[0];
  }

  /** Closes the engine. */
  @TearDown
  public void close() {
    engine.close();
  }
}
