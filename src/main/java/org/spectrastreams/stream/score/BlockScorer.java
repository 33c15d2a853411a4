package org.spectrastreams.stream.score;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.explain.CompactActivationMap;
import org.spectrastreams.explain.ExplanationMethod;
import org.spectrastreams.model.Device;
import org.spectrastreams.model.EngineException;
import org.spectrastreams.model.EnsembleScores;
import org.spectrastreams.model.EnsembleVote;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.preprocess.BandDefinition;
import org.spectrastreams.preprocess.BandReader;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.config.ServiceVersion;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.BandFields;
import org.spectrastreams.wire.RawBlock;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * Scores blocks for one pipeline: the same bytes and the same model give the same result, to the
 * byte. For one thread; holds native memory until it is closed.
 */
public final class BlockScorer implements AutoCloseable {
  private static final List<String> QUALITY_NAMES = QualityFlag.names();

  /**
   * Where a block was read, for the provenance of its result.
   *
   * @param topic empty where the block came from no topic
   */
  public record Place(String topic, int partition, long offset) {
    /** The block came from no topic. */
    public static final Place NONE = new Place("", -1, -1);
  }

  private record Input(SpectralAxis axis, Quantity quantity) {}

  private final LoadedPipeline loaded;
  private final Pipeline pipeline;
  private final Optional<ModelScorer> model;
  private final Optional<ContextFields> contexts;
  private final Optional<BandFields> activationBands;
  private final Wire.Provenance provenance;
  private final RecentlyUsed<Input, List<BandReader>> bandReaders = new RecentlyUsed<>();
  private final RecentlyUsed<Input, Preprocessor> surveys = new RecentlyUsed<>();
  private float[] discarded = {};
  private float[] mapScale = {};
  private float[] mapOffset = {};
  private float[] fractions = {};
  private float[] means = {};

  /**
   * For one pipeline.
   *
   * @param model the scorer of its model, which may be shared by others of this thread; present
   *     exactly where the pipeline has one
   */
  BlockScorer(LoadedPipeline loaded, Optional<ModelScorer> model, String serviceVersion) {
    this.loaded = loaded;
    this.pipeline = loaded.pipeline();
    this.model = model;
    this.contexts =
        loaded.contexts().map(known -> new ContextFields(pipeline.explanations(), known.axis()));
    this.activationBands = model.map(scorer -> new BandFields(scorer.model().axis()));
    this.provenance = provenance(serviceVersion);
  }

  /**
   * A scorer with an engine of its own, for use without a broker.
   *
   * @throws EngineException if the engine cannot be opened
   */
  public static BlockScorer open(LoadedPipeline loaded, Device device) {
    return new BlockScorer(
        loaded,
        loaded.model().map(found -> new ModelScorer(found, loaded.contexts(), device)),
        ServiceVersion.current());
  }

  private Wire.Provenance provenance(String serviceVersion) {
    Wire.Provenance.Builder from = Wire.Provenance.newBuilder().setServiceVersion(serviceVersion);
    model
        .map(ModelScorer::model)
        .ifPresent(
            found -> {
              from.setModel(found.id().name())
                  .setModelVersion(found.id().version())
                  .setModelDigest(found.digest())
                  .setPreprocessingDigest(found.preprocessing().digest());
              if (pipeline.activationMap() != Pipeline.ActivationMapPolicy.NONE) {
                from.setExplanationMethod(found.manifest().explanation().method());
              }
              for (ExplanationMethod method : methods()) {
                from.addExplanationMethods(method.id());
                unreliable(found, method).ifPresent(from::addUnreliableMethods);
              }
            });
    return from.build();
  }

  /** The check that a method failed for a model; empty also where it was not checked. */
  public static Optional<Wire.UnreliableMethod> unreliable(
      ModelPackage model, ExplanationMethod method) {
    return model
        .explanations()
        .flatMap(known -> known.reliabilityOf(method.id()))
        .filter(found -> !found.reliable())
        .map(
            found ->
                Wire.UnreliableMethod.newBuilder()
                    .setMethod(found.method())
                    .setMeasure(found.measure())
                    .setValue(found.value())
                    .setExpected(found.expected())
                    .build());
  }

  private List<ExplanationMethod> methods() {
    List<ExplanationMethod> methods = new ArrayList<>();
    if (pipeline.activationMap() != Pipeline.ActivationMapPolicy.NONE) {
      methods.add(ExplanationMethod.CAM);
    }
    if (contexts.isPresent()) {
      if (pipeline.explanations().hasLime()) {
        methods.add(ExplanationMethod.LIME_AMORTISED);
      }
      if (pipeline.explanations().contexts()) {
        methods.add(ExplanationMethod.CRIME);
      }
    }
    return methods;
  }

  /** The pipeline. */
  public Pipeline pipeline() {
    return pipeline;
  }

  /** The class names of its results; empty without a model. */
  public List<String> classNames() {
    return model.map(scorer -> scorer.model().classes()).orElse(List.of());
  }

  /**
   * Scores a block. Spectra that cannot be used get quality flags and no class.
   *
   * @throws RejectedRecordException if the axis or the quantity cannot serve the pipeline
   * @throws EngineException if the engine fails, which is not the block's fault
   */
  public Wire.ResultBlock score(RawBlock block, Place place) throws RejectedRecordException {
    SpectrumBlock spectra = block.spectra();
    Wire.ResultBlock.Builder result =
        Wire.ResultBlock.newBuilder()
            .setPipeline(block.pipeline())
            .setImageId(block.imageId())
            .setSequence(block.sequence())
            .setSimulated(block.simulated())
            .addAllQualityNames(QUALITY_NAMES);
    block
        .geometry()
        .ifPresent(
            image -> {
              result.setWidth(image.width()).setHeight(image.height());
              if (!Double.isNaN(image.pixelSizeMicrometres())) {
                result.setPixelSizeUm(image.pixelSizeMicrometres());
              }
            });
    for (int i = 0; i < spectra.count(); i++) {
      result.addX(spectra.x()[i]).addY(spectra.y()[i]);
    }
    try {
      if (model.isPresent()) {
        ModelScorer scorer = model.get();
        scorer.score(
            spectra,
            pipeline.activationMap() != Pipeline.ActivationMapPolicy.NONE,
            contexts.isPresent());
        addScores(scorer, spectra.count(), result);
        if (contexts.isPresent() && scorer.explainer().isPresent()) {
          contexts.get().add(scorer, scorer.explainer().get(), spectra.count(), result);
        }
      } else {
        survey(spectra, result);
      }
    } catch (UnusableSpectrumException unusable) {
      throw new RejectedRecordException(
          switch (unusable.reason()) {
            case AXIS_TOO_NARROW -> RejectReason.AXIS_TOO_NARROW;
            case AXIS_TOO_COARSE -> RejectReason.AXIS_TOO_COARSE;
            case WRONG_QUANTITY -> RejectReason.WRONG_QUANTITY;
          },
          unusable.getMessage(),
          spectra.count());
    }
    addBands(spectra, result);
    return result
        .setProvenance(
            provenance.toBuilder()
                .setSourceTopic(place.topic())
                .setSourcePartition(place.partition())
                .setSourceOffset(place.offset()))
        .build();
  }

  /**
   * A spectrum of the last block with what its amortised explanation said; a copy.
   *
   * @param i a spectrum with a context
   */
  public ExplainedSpectrum explained(ResultView result, int i, long seed) {
    ModelScorer scorer = model.orElseThrow();
    BlockExplainer explainer = scorer.explainer().orElseThrow();
    Wire.ResultBlock block = result.block();
    ModelPackage explained = scorer.model();
    int points = explained.axis().size();
    int row = scorer.row(i);
    int from = row * points;
    int predicted = result.predictedClass(i);
    Wire.ExplanationAnswer.Builder known =
        Wire.ExplanationAnswer.newBuilder()
            .setPipeline(block.getPipeline())
            .setImageId(block.getImageId())
            .setX(block.getX(i))
            .setY(block.getY(i))
            .setSimulated(block.getSimulated())
            .addAllClassNames(block.getClassNamesList())
            .setPredictedClass(predicted)
            .setExplainedClass(predicted)
            .setMeanProbabilities(
                block
                    .getMeanProbabilities()
                    .substring(
                        i * Float.BYTES * result.classes(),
                        (i + 1) * Float.BYTES * result.classes()))
            .setContext(explainer.finding(row))
            .setProvenance(
                block.getProvenance().toBuilder()
                    .setExplanationMethod(ExplanationMethod.LIME.id())
                    .setExplanationSeed(seed)
                    .clearExplanationMethods()
                    .addExplanationMethods(ExplanationMethod.LIME.id())
                    .clearUnreliableMethods());
    unreliable(explained, ExplanationMethod.LIME)
        .ifPresent(known.getProvenanceBuilder()::addUnreliableMethods);
    return new ExplainedSpectrum(
        loaded,
        Arrays.copyOfRange(scorer.prepared(), from, from + points),
        Arrays.copyOfRange(explainer.limeWeights(), from, from + points),
        predicted,
        seed,
        known);
  }

  private void addScores(ModelScorer scorer, int count, Wire.ResultBlock.Builder result) {
    ModelPackage found = scorer.model();
    EnsembleScores scores = scorer.scores();
    int members = scores.members();
    int classes = scores.classes();
    byte[] predicted = new byte[count];
    byte[] votes = new byte[count * members];
    Arrays.fill(predicted, (byte) ResultView.NO_CLASS);
    Arrays.fill(votes, (byte) ResultView.NO_CLASS);
    if (fractions.length < count * classes) {
      fractions = new float[count * classes];
      means = new float[count * classes];
    }
    Arrays.fill(fractions, 0, count * classes, 0);
    Arrays.fill(means, 0, count * classes, 0);
    ByteBuffer quality = littleEndian(count * Short.BYTES);
    for (int i = 0; i < count; i++) {
      quality.putShort((short) scorer.flags(i));
      int row = scorer.row(i);
      if (row >= 0) {
        EnsembleVote.count(
            scores.memberProbabilities(),
            row * members * classes,
            members,
            classes,
            votes,
            i * members,
            fractions,
            means,
            i * classes);
        // The graph's own answer, of which it made the activation map.
        predicted[i] = (byte) scores.predicted()[row];
      }
    }
    result
        .addAllClassNames(found.classes())
        .setMembers(members)
        .setPredictedClass(UnsafeByteOperations.unsafeWrap(predicted))
        .setMemberVotes(UnsafeByteOperations.unsafeWrap(votes))
        .setVoteFractions(pack(fractions, count * classes))
        .setMeanProbabilities(pack(means, count * classes))
        .setQuality(wrap(quality));
    switch (pipeline.activationMap()) {
      case COMPACT -> result.setActivationMaps(maps(scorer, count));
      case BANDS ->
          result.setActivationBands(
              activationBands
                  .orElseThrow()
                  .of(scores.activationMap(), scorer::row, count, Pipeline.ACTIVATION_BANDS));
      case NONE -> {}
    }
  }

  private Wire.ActivationMaps maps(ModelScorer scorer, int count) {
    EnsembleScores scores = scorer.scores();
    int points = scores.points();
    byte[] values = new byte[count * points];
    if (mapScale.length < count) {
      mapScale = new float[count];
      mapOffset = new float[count];
    }
    Arrays.fill(mapScale, 0, count, 0);
    Arrays.fill(mapOffset, 0, count, 0);
    for (int i = 0; i < count; i++) {
      int row = scorer.row(i);
      if (row >= 0) {
        CompactActivationMap.compact(
            scores.activationMap(),
            row * points,
            points,
            values,
            i * points,
            mapScale,
            mapOffset,
            i);
      }
    }
    return Wire.ActivationMaps.newBuilder()
        .setPoints(points)
        .setValues(UnsafeByteOperations.unsafeWrap(values))
        .setScale(pack(mapScale, count))
        .setOffset(pack(mapOffset, count))
        .build();
  }

  /** Quality flags alone, by the checks that any model's chain begins with. */
  private void survey(SpectrumBlock spectra, Wire.ResultBlock.Builder result)
      throws UnusableSpectrumException {
    if (!pipeline.accepts(spectra.quantity())) {
      throw new UnusableSpectrumException(
          UnusableSpectrumException.Reason.WRONG_QUANTITY,
          "the spectra hold "
              + spectra.quantity().id()
              + ", pipeline "
              + pipeline.name()
              + " takes "
              + pipeline.quantities().stream().map(Quantity::id).sorted().toList());
    }
    Input input = new Input(spectra.axis(), spectra.quantity());
    Preprocessor check = surveys.get(input);
    if (check == null) {
      check = Preprocessor.compile(ownGrid(spectra.axis()), spectra.axis(), spectra.quantity());
      surveys.put(input, check);
    }
    int points = spectra.axis().size();
    if (discarded.length < points) {
      discarded = new float[points];
    }
    ByteBuffer quality = littleEndian(spectra.count() * Short.BYTES);
    for (int i = 0; i < spectra.count(); i++) {
      quality.putShort((short) check.apply(spectra.intensities(), i * points, discarded, 0));
    }
    result.setQuality(wrap(quality));
  }

  private static PreprocessingChain ownGrid(SpectralAxis axis) {
    return PreprocessingChain.of(
        Quantity.UNSPECIFIED,
        new Preprocessing.Interpolate(
            axis,
            Preprocessing.Interpolation.LINEAR,
            Preprocessing.OutOfRange.REJECT,
            1,
            Math.max(1, axis.max() - axis.min())));
  }

  private void addBands(SpectrumBlock spectra, Wire.ResultBlock.Builder result) {
    if (pipeline.bands().isEmpty()) {
      return;
    }
    List<BandReader> readers =
        bandReaders.computeIfAbsent(
            new Input(spectra.axis(), spectra.quantity()), this::compileBands);
    for (int b = 0; b < readers.size(); b++) {
      BandDefinition definition = pipeline.bands().get(b);
      ByteBuffer values = littleEndian(spectra.count() * Float.BYTES);
      for (int i = 0; i < spectra.count(); i++) {
        values.putFloat(readers.get(b).read(spectra.intensities(), i * spectra.axis().size()));
      }
      result.addBands(
          Wire.BandValues.newBuilder()
              .setName(definition.name())
              .setUnit(unit(definition, spectra.quantity()))
              .setValues(wrap(values)));
    }
  }

  private List<BandReader> compileBands(Input input) {
    List<BandReader> readers = new ArrayList<>();
    for (BandDefinition band : pipeline.bands()) {
      readers.add(BandReader.compile(band, input.axis(), input.quantity()));
    }
    return readers;
  }

  private static String unit(BandDefinition band, Quantity quantity) {
    if (band.denominator().isPresent()) {
      return "";
    }
    return switch (quantity) {
      case ABSORBANCE, TRANSMITTANCE, PERCENT_TRANSMITTANCE -> "absorbance";
      case RAMAN_INTENSITY -> "intensity";
      case UNSPECIFIED -> "";
    };
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteString pack(float[] values, int count) {
    ByteBuffer bytes = littleEndian(count * Float.BYTES);
    bytes.asFloatBuffer().put(values, 0, count);
    return UnsafeByteOperations.unsafeWrap(bytes);
  }

  private static ByteString wrap(ByteBuffer filled) {
    return UnsafeByteOperations.unsafeWrap(filled.flip());
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
  }
}
