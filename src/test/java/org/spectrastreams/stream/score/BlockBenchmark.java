package org.spectrastreams.stream.score;

import java.io.IOException;
import java.nio.file.Path;
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
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EnsembleScores;
import org.spectrastreams.phantom.PhantomSettings;
import org.spectrastreams.phantom.TissueClass;
import org.spectrastreams.phantom.TissuePhantom;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.SignalMeter;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.BlockDecoder;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * Microseconds a spectrum of what the service does with a record besides the network, on one
 * thread: the shipped tissue pipeline, a record of 256 simulated spectra of 801 points. {@link
 * #scored} and {@link #explained} are the whole way, {@link #network} is the network's part of it.
 * Not part of {@code mvn verify}; run as {@code EngineBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@OperationsPerInvocation(BlockBenchmark.SPECTRA)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BlockBenchmark {
  static final int SPECTRA = 256;

  private final BlockDecoder decoder = new BlockDecoder(BlockLimits.DEFAULT);
  private byte[] record;
  private RawBlock block;
  private Preprocessor preprocessor;
  private SignalMeter meter;
  private double signal;
  private float[] prepared;
  private BlockScorer mapsOnly;
  private BlockScorer everything;
  private EnsembleScores scores;
  private Wire.ResultBlock result;

  /** Opens the shipped model and makes a record of a simulated section. */
  @Setup
  public void open() throws IOException, RejectedRecordException, UnusableSpectrumException {
    Pipeline tissue = Pipelines.load(Path.of("streams")).find("tissue").orElseThrow();
    LoadedPipeline loaded = LoadedPipeline.load(tissue, new ModelStore(Path.of("model-store")));
    everything = BlockScorer.open(loaded, Device.CPU);
    mapsOnly = BlockScorer.open(loaded.withoutContexts(), Device.CPU);
    TissuePhantom phantom =
        new TissuePhantom(PhantomSettings.of(SPECTRA, 64, 20_261, TissueClass.CANCEROUS));
    try (SpectrumSource source = phantom.open()) {
      BlockEncoder encoder = new BlockEncoder(source, "tissue", "benchmark");
      for (int line = 0; line < 32; line++) {
        record = encoder.next().value();
      }
    }
    block = (RawBlock) decoder.read(record);
    ModelPackage model = loaded.model().orElseThrow();
    preprocessor =
        Preprocessor.compile(
            model.preprocessing(), block.spectra().axis(), block.spectra().quantity());
    prepared = new float[SPECTRA * preprocessor.outputPoints()];
    meter = new SignalMeter(block.spectra().axis(), model.axis());
    signal = model.manifest().domain().signal().ratio();
    scores = everything.scorer().engine().newScores();
    prepared();
    result = everything.score(block, BlockScorer.Place.NONE);
  }

  @TearDown
  public void close() {
    mapsOnly.close();
    everything.close();
  }

  /** A record's bytes to spectra. */
  @Benchmark
  public Object decoded() throws RejectedRecordException {
    return decoder.read(record);
  }

  /** Quality checks and the model's preprocessing. */
  @Benchmark
  public float prepared() {
    int points = preprocessor.outputPoints();
    for (int i = 0; i < SPECTRA; i++) {
      preprocessor.apply(
          block.spectra().intensities(), i * preprocessor.inputPoints(), prepared, i * points);
    }
    return prepared[0];
  }

  /** Whether the spectra rise above their noise. */
  @Benchmark
  public int signal() {
    int above = 0;
    for (int i = 0; i < SPECTRA; i++) {
      meter.measure(block.spectra().intensities(), i * preprocessor.inputPoints());
      above += meter.isAbove(signal) ? 1 : 0;
    }
    return above;
  }

  /** The network alone, with activation maps and distances. */
  @Benchmark
  public int network() {
    everything.scorer().engine().score(prepared, SPECTRA, scores);
    return scores.predicted()[0];
  }

  /** A block to its result, without explanations. */
  @Benchmark
  public Object scored() throws RejectedRecordException {
    return mapsOnly.score(block, BlockScorer.Place.NONE);
  }

  /** A block to its result with contexts and bands. */
  @Benchmark
  public Object explained() throws RejectedRecordException {
    return everything.score(block, BlockScorer.Place.NONE);
  }

  /** A result to bytes and to what the service reads of it. */
  @Benchmark
  public Object written() throws RejectedRecordException {
    byte[] bytes = result.toBuilder().build().toByteArray();
    return ResultView.of(result).count() + bytes.length;
  }
}
