package org.spectrastreams.stream.scoring;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.audit.Auditor;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.SteadyTime;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.score.PipelineScorers;
import org.spectrastreams.stream.score.ScorerPool;
import org.spectrastreams.stream.shadow.ShadowComparison;
import org.spectrastreams.stream.tracing.Trace;
import org.spectrastreams.stream.tracing.Tracer;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.block.BlockDecoder;
import org.spectrastreams.wire.block.PartedSpectrum;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.block.RawRecord;
import org.spectrastreams.wire.block.SpectrumPart;
import org.spectrastreams.wire.proto.Wire;

/**
 * Raw blocks → results, one for one; what cannot be scored goes to the dead letters, and a block
 * that has its result already gets no second one. Keeps nothing of the spectra between records but
 * the parts of those that are larger than one: a record is the batch, so a commit can lose none.
 */
final class ScoringProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringProcessor.class);

  /** How often the log is told of rejected records. */
  private static final Duration TELL = Duration.ofSeconds(2);

  private final BlockDecoder decoder;
  private final BlockDecoder wholeDecoder;
  private final ScorerPool pool;
  private final StreamMetrics metrics;
  private final ShadowComparison shadows;
  private final Optional<Auditor> auditor;
  private final ResultEvents events;
  private final String version;
  private final long remembered;
  private PartAssembler parts;
  private ScoredBlocks scored;
  private final RejectionLog rejections;
  private PromptCommits commits;
  private final Tracer tracer;
  private Trace trace;

  ScoringProcessor(
      ScorerPool pool,
      StreamMetrics metrics,
      Optional<Auditor> auditor,
      ResultEvents events,
      String version,
      long remembered,
      RejectionLog rejections,
      Tracer tracer) {
    this.decoder = new BlockDecoder(BlockLimits.DEFAULT);
    this.wholeDecoder = new BlockDecoder(BlockLimits.WHOLE_SPECTRUM);
    this.pool = pool;
    this.metrics = metrics;
    this.shadows = new ShadowComparison(metrics);
    this.auditor = auditor;
    this.events = events;
    this.version = version;
    this.remembered = remembered;
    this.rejections = rejections;
    this.tracer = tracer;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    pool.ofThisThread(); // engines open before the first record, not for it
    parts =
        new PartAssembler(
            context.getStateStore(PartAssembler.STORE),
            PartAssembler.MAX_BYTES,
            context.currentSystemTimeMs());
    scored =
        new ScoredBlocks(
            context.getStateStore(ScoredBlocks.STORE), ScoredBlocks.MAX_BLOCKS, remembered);
    context.schedule(
        PartAssembler.TIMEOUT.dividedBy(6), PunctuationType.WALL_CLOCK_TIME, this::giveUp);
    commits = new PromptCommits(context, CommitPace.ofThisThread());
    context.schedule(TELL, PunctuationType.WALL_CLOCK_TIME, rejections::write);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place = context().recordMetadata().orElseThrow();
    long waited =
        SteadyTime.OF_THIS_MACHINE.onTheMachine(context().currentSystemTimeMs())
            - record.timestamp();
    metrics.queued(waited);
    HeldPart.Place at = HeldPart.Place.of(place);
    trace = tracer.take(record, place);
    try {
      RawRecord raw = decoder.read(record.value());
      if (raw instanceof SpectrumPart part) {
        long now = context().currentSystemTimeMs();
        Optional<List<HeldPart>> whole = parts.take(new HeldPart(part, record, at), now);
        giveUp(now);
        if (whole.isEmpty()) {
          return;
        }
        assembled(whole.get());
      } else {
        score((RawBlock) raw, record.value(), record, at);
      }
      commits.forwarded(waited);
    } catch (RejectedRecordException rejected) {
      trace.failed(rejected.reason().id(), rejected.getMessage());
      reject(record, at, rejected);
      commits.forwarded(waited);
    } finally {
      trace.end();
    }
  }

  /** Scores a spectrum of which all parts have come; its place is the last one's. */
  private void assembled(List<HeldPart> held) {
    HeldPart last =
        held.stream().max(Comparator.comparingLong(part -> part.place().offset())).orElseThrow();
    try {
      byte[] whole = PartedSpectrum.join(held.stream().map(part -> part.record().value()).toList());
      score(wholeDecoder.decode(whole), whole, last.record(), last.place());
    } catch (RejectedRecordException rejected) {
      trace.failed(rejected.reason().id(), rejected.getMessage());
      reject(held, rejected);
    }
  }

  private void giveUp(long now) {
    for (List<HeldPart> held : parts.giveUp(now)) {
      reject(
          held,
          new RejectedRecordException(
              RejectReason.INCOMPLETE_SPECTRUM,
              held.size()
                  + " of "
                  + held.get(0).part().of()
                  + " parts of a spectrum; expected all of them within "
                  + PartAssembler.TIMEOUT.toSeconds()
                  + " s, and at most "
                  + PartAssembler.MAX_BYTES
                  + " bytes waiting: send the spectrum again"));
    }
  }

  /** All parts go to the dead letters; the spectrum is counted once. */
  private void reject(List<HeldPart> held, RejectedRecordException rejected) {
    for (int i = 0; i < held.size(); i++) {
      reject(
          held.get(i).record(),
          held.get(i).place(),
          i == 0 ? rejected : rejected.ofNoFurtherSpectra());
    }
  }

  private void reject(
      Record<byte[], byte[]> record, HeldPart.Place place, RejectedRecordException rejected) {
    metrics.rejected(rejected);
    rejections.add(rejected, context().currentSystemTimeMs());
    context()
        .forward(
            DeadLetters.record(record, place, rejected, version), ScoringTopology.DEAD_LETTER_SINK);
  }

  /**
   * Scores a block.
   *
   * @param value its bytes, which may have come in several records
   */
  private void score(
      RawBlock block, byte[] value, Record<byte[], byte[]> record, HeldPart.Place place)
      throws RejectedRecordException {
    try {
      scoreUnlessKnown(block, value, record, place);
    } catch (RejectedRecordException rejected) {
      throw rejected.of(block.origin());
    }
  }

  private void scoreUnlessKnown(
      RawBlock block, byte[] value, Record<byte[], byte[]> record, HeldPart.Place place)
      throws RejectedRecordException {
    long now = context().currentSystemTimeMs();
    if (scored.contain(block, value, now)) {
      metrics.repeated(block.spectra().count());
      return;
    }
    PipelineScorers pipeline = scorers(block);
    BlockScorer scorer = pipeline.of(block);
    Wire.ResultBlock result = score(block, scorer, place);
    int size = result.getSerializedSize();
    if (size > TopicSetup.RESULT_BYTES) {
      throw new RejectedRecordException(
          RejectReason.RESULT_TOO_LARGE,
          "the result has "
              + size
              + " bytes; expected at most "
              + TopicSetup.RESULT_BYTES
              + ": send fewer spectra a block",
          result.getXCount());
    }
    ResultView view = ResultView.of(result);
    tell(result);
    metrics.scored(scorer.loaded(), view);
    auditor.ifPresent(found -> found.consider(scorer, block, view));
    Wire.ResultBlock sent = result;
    if (pipeline.shadow().isPresent()) {
      Wire.ResultBlock compared =
          result.toBuilder()
              .setShadow(shadows.compare(pipeline.shadow().get(), block, view))
              .build();
      sent = compared.getSerializedSize() > TopicSetup.RESULT_BYTES ? result : compared;
    }
    Headers headers = events.of(result, record.timestamp());
    trace.addTo(headers);
    context()
        .forward(
            new Record<>(key(result), sent.toByteArray(), record.timestamp(), headers),
            ScoringTopology.RESULTS_SINK);
    scored.add(block, value, now);
  }

  /** What the span of a block says of its result. */
  private void tell(Wire.ResultBlock result) {
    trace.put("spectra.pipeline", result.getPipeline());
    trace.put("spectra.image", result.getImageId());
    Wire.Provenance made = result.getProvenance();
    trace.put(
        "spectra.model",
        made.getModel().isEmpty() ? "" : made.getModel() + "@" + made.getModelVersion());
    trace.put("spectra.count", result.getXCount());
  }

  private PipelineScorers scorers(RawBlock block) throws RejectedRecordException {
    Map<String, PipelineScorers> scorers = pool.ofThisThread();
    PipelineScorers found = scorers.get(block.pipeline());
    if (found == null) {
      throw pool.unknown(block.pipeline(), block.spectra().count());
    }
    return found;
  }

  private Wire.ResultBlock score(RawBlock block, BlockScorer scorer, HeldPart.Place place)
      throws RejectedRecordException {
    try {
      Wire.ResultBlock result =
          scorer.score(
              block, new BlockScorer.Place(place.topic(), place.partition(), place.offset()));
      metrics.timed(scorer);
      pool.worked();
      return result;
    } catch (EngineException notTheRecordsFault) {
      pool.failed(notTheRecordsFault);
      throw notTheRecordsFault;
    } catch (RuntimeException unexpected) {
      // The record would come back after a restart and stop every thread in turn.
      LOG.error(
          "{} partition {} offset {} goes to the dead letters",
          place.topic(),
          place.partition(),
          place.offset(),
          unexpected);
      throw new RejectedRecordException(
          RejectReason.PROCESSING_FAILED, "scoring failed: " + unexpected, block.spectra().count());
    }
  }

  @Override
  public void close() {
    rejections.write(Long.MAX_VALUE);
  }

  private static byte[] key(Wire.ResultBlock result) {
    String key = result.getImageId().isEmpty() ? result.getPipeline() : result.getImageId();
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
