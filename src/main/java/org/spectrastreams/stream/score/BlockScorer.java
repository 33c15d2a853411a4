package org.spectrastreams.stream.score;

import java.util.List;
import java.util.Optional;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.engine.EngineHost;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.ServiceVersion;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * Scores blocks for one pipeline: the same bytes and the same model give the same result, to the
 * byte. What a result says is the work of its {@link ResultPart}s. For one thread; holds native
 * memory until it is closed.
 */
public final class BlockScorer implements AutoCloseable {
  /**
   * Where a block was read, for the provenance of its result.
   *
   * @param topic the topic, or the name of the file; empty where the block came with a question
   */
  public record Place(String topic, int partition, long offset) {
    /** The block came from no topic and no file. */
    public static final Place NONE = new Place("", -1, -1);

    /** A block that was read from a file, the first of which has number 0. */
    public static Place inFile(String name, long number) {
      return new Place(name, 0, number);
    }
  }

  private final LoadedPipeline loaded;
  private final Optional<ModelScorer> model;
  private final List<ResultPart> parts;
  private final ResultProvenance provenance;
  private final Optional<EngineHost> own;

  /**
   * For one pipeline.
   *
   * @param model the scorer of its model, which may be shared by others of this thread; present
   *     exactly where the pipeline has one
   */
  BlockScorer(
      LoadedPipeline loaded,
      Optional<ModelScorer> model,
      ResultKinds kinds,
      String serviceVersion) {
    this(loaded, model, kinds, serviceVersion, Optional.empty());
  }

  private BlockScorer(
      LoadedPipeline loaded,
      Optional<ModelScorer> model,
      ResultKinds kinds,
      String serviceVersion,
      Optional<EngineHost> own) {
    this.loaded = loaded;
    this.model = model;
    this.parts = kinds.partsOf(loaded);
    this.provenance =
        new ResultProvenance(
            loaded,
            parts.stream().flatMap(part -> part.methods().stream()).toList(),
            serviceVersion);
    this.own = own;
  }

  /**
   * A scorer with a host of engines of its own, for use without a broker.
   *
   * @throws EngineException if the engine cannot be opened
   */
  public static BlockScorer open(LoadedPipeline loaded, Device device) {
    EngineHost host = EngineHost.on(device);
    try {
      return new BlockScorer(
          loaded,
          loaded.model().map(found -> new ModelScorer(found, loaded.contexts(), host)),
          ResultKinds.found(),
          ServiceVersion.current(),
          Optional.of(host));
    } catch (RuntimeException e) {
      host.close();
      throw e;
    }
  }

  /** The pipeline with the version of its model that scores here. */
  public LoadedPipeline loaded() {
    return loaded;
  }

  /** The pipeline. */
  public Pipeline pipeline() {
    return loaded.pipeline();
  }

  /** The class names of its results; empty without a model. */
  public List<String> classNames() {
    return loaded.model().map(found -> found.classes()).orElse(List.of());
  }

  /**
   * Scores a block. Spectra that cannot be used get quality flags and no class.
   *
   * @throws RejectedRecordException if the axis or the quantity cannot serve the pipeline
   * @throws EngineException if the engine fails, which is not the block's fault
   */
  public Wire.ResultBlock score(RawBlock block, Place place) throws RejectedRecordException {
    Wire.ResultBlock.Builder result = ResultFrame.of(block);
    loaded
        .pipeline()
        .assignmentsFor(block.spectra().quantity())
        .ifPresent(table -> result.setBandTable(table.id()));
    try {
      if (model.isPresent()) {
        model
            .get()
            .score(
                block.spectra(),
                parts.stream().anyMatch(ResultPart::readsActivationMaps),
                parts.stream().anyMatch(ResultPart::readsExplanations));
      }
      ScoredBlock scored = new ScoredBlock(block, model);
      for (ResultPart part : parts) {
        part.add(scored, result);
      }
    } catch (UnusableSpectrumException unusable) {
      throw rejected(unusable, block.spectra().count());
    }
    return result.setProvenance(provenance.at(place)).build();
  }

  private static RejectedRecordException rejected(UnusableSpectrumException unusable, int spectra) {
    return new RejectedRecordException(
        switch (unusable.reason()) {
          case AXIS_TOO_NARROW -> RejectReason.AXIS_TOO_NARROW;
          case AXIS_TOO_COARSE -> RejectReason.AXIS_TOO_COARSE;
          case WRONG_AXIS_KIND -> RejectReason.WRONG_AXIS_KIND;
          case WRONG_DIMENSIONS -> RejectReason.WRONG_DIMENSIONS;
          case WRONG_QUANTITY -> RejectReason.WRONG_QUANTITY;
        },
        unusable.getMessage(),
        spectra);
  }

  /**
   * A spectrum of the last block with what its amortised explanation said; a copy.
   *
   * @param i a spectrum with a context
   */
  public ExplainedSpectrum explained(ResultView result, int i, long seed) {
    return ExplainedSpectrum.of(loaded, model.orElseThrow(), result, i, seed);
  }

  /** The scorer of the model, where the pipeline has one. */
  ModelScorer scorer() {
    return model.orElseThrow();
  }

  /** How long the last block's preprocessing took, in ns; 0 without a model. */
  public long preprocessNanos() {
    return model.map(ModelScorer::preprocessNanos).orElse(0L);
  }

  /** How long the engine took for the last block, in ns; 0 without a model. */
  public long computeNanos() {
    return model.map(ModelScorer::computeNanos).orElse(0L);
  }

  /** How long the last block's explanations took, in ns; 0 without. */
  public long explainNanos() {
    return model.map(ModelScorer::explainNanos).orElse(0L);
  }

  @Override
  public void close() {
    model.ifPresent(ModelScorer::close);
    own.ifPresent(EngineHost::close);
  }
}
