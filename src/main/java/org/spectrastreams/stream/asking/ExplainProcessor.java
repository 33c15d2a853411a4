package org.spectrastreams.stream.asking;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.broker.BlocksInLog;
import org.spectrastreams.stream.broker.DeadLetters;
import org.spectrastreams.stream.broker.RecordReader;
import org.spectrastreams.stream.broker.SteadyTime;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.ExplanationQuestion;
import org.spectrastreams.wire.RefusalReason;
import org.spectrastreams.wire.RefusedExplanationException;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.block.BlockDecoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/** Requests → answers or refusals, one for one; what is no request goes to the dead letters. */
final class ExplainProcessor extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(ExplainProcessor.class);

  private record Found(RawBlock block, int index, BlockScorer.Place place) {}

  private final ExplainSettings settings;
  private final BlocksInLog blocks;
  private final BlockDecoder decoder = new BlockDecoder(BlockLimits.DEFAULT);

  ExplainProcessor(ExplainSettings settings) {
    this.settings = settings;
    this.blocks = new BlocksInLog(settings.raw());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place = context().recordMetadata().orElseThrow();
    Wire.ExplanationRequest request;
    try {
      request = ExplanationQuestion.decode(record.value());
    } catch (RejectedRecordException rejected) {
      settings.metrics().refused("dead-letter");
      context()
          .forward(
              DeadLetters.record(record, place, rejected, settings.version()),
              ExplainTopology.DEAD_LETTER_SINK);
      return;
    }
    Wire.ExplanationAnswer answer;
    try {
      answer = answer(request, record.timestamp());
    } catch (RefusedExplanationException refused) {
      settings.metrics().refused(refused.reason().id());
      answer = settings.explainer().refusal(request.getCorrelationId(), refused);
    }
    context()
        .forward(
            new Record<>(
                request.getCorrelationId().getBytes(StandardCharsets.UTF_8),
                answer.toByteArray(),
                record.timestamp()),
            ExplainTopology.EXPLANATIONS_SINK);
    context().commit(); // the next one may take long, and whoever asked waits
  }

  private Wire.ExplanationAnswer answer(Wire.ExplanationRequest request, long arrived)
      throws RefusedExplanationException {
    long waited = now() - arrived;
    long patience =
        request.getTimeoutMs() == 0
            ? settings.timeoutMillis()
            : Integer.toUnsignedLong(request.getTimeoutMs());
    if (waited > patience) {
      throw new RefusedExplanationException(
          RefusalReason.TIMED_OUT,
          "its turn came after "
              + waited
              + " ms, from the broker's clock to this machine's; the request may wait "
              + patience
              + " ms");
    }
    if (settings.queue().wasFull(arrived)) {
      throw new RefusedExplanationException(
          RefusalReason.BUSY,
          "as many requests as may wait (explain.queue) were waiting when it came: ask again"
              + " later");
    }
    ExplanationQuestion question = ExplanationQuestion.of(request);
    long start = System.nanoTime();
    try {
      Found found = find(request);
      Wire.ExplanationAnswer answer =
          settings
              .explainer()
              .explain(
                  question,
                  request.hasModel() ? Optional.of(request.getModel()) : Optional.empty(),
                  found.block,
                  found.index,
                  found.place);
      settings.metrics().explained(question.method(), System.nanoTime() - start);
      return answer;
    } catch (EngineException failed) {
      LOG.error("request {} failed", request.getCorrelationId(), failed);
      throw new RefusedExplanationException(RefusalReason.FAILED, failed.getMessage());
    } catch (RuntimeException unexpected) {
      // The request would come back after a restart and stop the thread again.
      LOG.error("request {} failed", request.getCorrelationId(), unexpected);
      throw new RefusedExplanationException(RefusalReason.FAILED, unexpected.toString());
    } finally {
      settings.queue().finished(now());
    }
  }

  /** By the machine's clock, which the timestamps of requests are of. */
  private long now() {
    return SteadyTime.OF_THIS_MACHINE.onTheMachine(context().currentSystemTimeMs());
  }

  private Found find(Wire.ExplanationRequest request) throws RefusedExplanationException {
    return switch (request.getSpectrumCase()) {
      case BLOCK -> {
        RawBlock block = decode(request.getBlock().toByteArray());
        if (block.spectra().count() != 1) {
          throw new RefusedExplanationException(
              RefusalReason.NOT_ONE_SPECTRUM,
              "the block holds "
                  + block.spectra().count()
                  + " spectra; expected 1: send a request for each");
        }
        yield new Found(block, 0, BlockScorer.Place.NONE);
      }
      case PLACE -> find(request.getPlace());
      case SPECTRUM_NOT_SET ->
          throw new RefusedExplanationException(
              RefusalReason.NO_SPECTRUM, "the request holds no spectrum; expected block or place");
    };
  }

  private Found find(Wire.SpectrumPlace place) throws RefusedExplanationException {
    String raw = settings.rawTopic();
    if (!place.getTopic().isEmpty() && !place.getTopic().equals(raw)) {
      throw new RefusedExplanationException(
          RefusalReason.TOPIC_NOT_ALLOWED,
          "the place lies in another topic; expected " + raw + ", the only one that is read back");
    }
    if (place.getPartition() < 0
        || place.getPartition() >= settings.partitions()
        || place.getOffset() < 0) {
      throw new RefusedExplanationException(
          RefusalReason.SPECTRUM_GONE,
          "there is no partition "
              + place.getPartition()
              + " offset "
              + place.getOffset()
              + " in "
              + raw);
    }
    try {
      return new Found(
          blocks.read(raw, place.getPartition(), place.getOffset()),
          place.getIndex(),
          new BlockScorer.Place(raw, place.getPartition(), place.getOffset()));
    } catch (RecordReader.RecordGoneException gone) {
      throw new RefusedExplanationException(RefusalReason.SPECTRUM_GONE, gone.getMessage());
    } catch (RejectedRecordException noBlock) {
      throw badSpectrum(noBlock);
    } catch (RecordReader.LogUnavailableException notNow) {
      throw new RefusedExplanationException(RefusalReason.LOG_UNAVAILABLE, notNow.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedExplanationException(
          RefusalReason.LOG_UNAVAILABLE, "the service stops; ask again");
    }
  }

  private RawBlock decode(byte[] value) throws RefusedExplanationException {
    try {
      return decoder.decode(value);
    } catch (RejectedRecordException rejected) {
      throw badSpectrum(rejected);
    }
  }

  private static RefusedExplanationException badSpectrum(RejectedRecordException rejected) {
    return new RefusedExplanationException(
        RefusalReason.BAD_SPECTRUM, rejected.reason().id() + ": " + rejected.getMessage());
  }
}
