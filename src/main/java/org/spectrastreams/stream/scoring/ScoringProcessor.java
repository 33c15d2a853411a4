package org.spectrastreams.stream.scoring;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.audit.Auditor;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.TopicSetup;
import org.spectrastreams.stream.metrics.StreamMetrics;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.score.ScorerPool;
import org.spectrastreams.wire.BlockDecoder;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.RawBlock;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * Raw blocks → results, one for one; what cannot be scored goes to the dead letters. Keeps nothing
 * between records: a record is the batch, so a commit can lose none.
 */
final class ScoringProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringProcessor.class);

  private final BlockDecoder decoder;
  private final ScorerPool pool;
  private final StreamMetrics metrics;
  private final Optional<Auditor> auditor;
  private final String version;

  ScoringProcessor(
      ScorerPool pool, StreamMetrics metrics, Optional<Auditor> auditor, String version) {
    this.decoder = new BlockDecoder(BlockLimits.DEFAULT);
    this.pool = pool;
    this.metrics = metrics;
    this.auditor = auditor;
    this.version = version;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    super.init(context);
    pool.ofThisThread(); // engines open before the first record, not for it
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place = context().recordMetadata().orElseThrow();
    metrics.queued(context().currentSystemTimeMs() - record.timestamp());
    try {
      RawBlock block = decoder.decode(record.value());
      BlockScorer scorer = scorer(block);
      Wire.ResultBlock result = score(block, scorer, place);
      byte[] bytes = result.toByteArray();
      if (bytes.length > TopicSetup.RESULT_BYTES) {
        throw new RejectedRecordException(
            RejectReason.RESULT_TOO_LARGE,
            "the result has "
                + bytes.length
                + " bytes; expected at most "
                + TopicSetup.RESULT_BYTES
                + ": send fewer spectra a block",
            result.getXCount());
      }
      ResultView view = ResultView.of(result);
      metrics.scored(scorer.loaded(), view);
      auditor.ifPresent(found -> found.consider(scorer, block, view));
      context()
          .forward(
              new Record<>(key(result), bytes, record.timestamp()), ScoringTopology.RESULTS_SINK);
    } catch (RejectedRecordException rejected) {
      metrics.rejected(rejected);
      LOG.debug("{} offset {} rejected", place.topic(), place.offset(), rejected);
      context()
          .forward(
              DeadLetters.record(record, place, rejected, version),
              ScoringTopology.DEAD_LETTER_SINK);
    }
  }

  private BlockScorer scorer(RawBlock block) throws RejectedRecordException {
    Map<String, BlockScorer> scorers = pool.ofThisThread();
    BlockScorer scorer = scorers.get(block.pipeline());
    if (scorer == null) {
      throw new RejectedRecordException(
          RejectReason.UNKNOWN_PIPELINE,
          "pipeline \"" + block.pipeline() + "\" is not one of " + scorers.keySet(),
          block.spectra().count());
    }
    return scorer;
  }

  private Wire.ResultBlock score(RawBlock block, BlockScorer scorer, RecordMetadata place)
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

  private static byte[] key(Wire.ResultBlock result) {
    String key = result.getImageId().isEmpty() ? result.getPipeline() : result.getImageId();
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
