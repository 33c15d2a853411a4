package org.spectrastreams.stream.broker;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;

/**
 * Lets a record end the thread {@value SetAside#MOST} times, then gives it to the dead letters
 * without another try: what it had done until then is rolled back with the thread's transaction.
 */
public final class GuardedProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /**
   * What it needs to know.
   *
   * @param setAside remembers
   * @param isOthersFault whether a failure says nothing of the record
   * @param rejected hears of every record that is set aside
   * @param deadLetters the sink of dead letters
   * @param version the version of the service, for dead letters
   */
  public record Guard(
      SetAside setAside,
      Predicate<Throwable> isOthersFault,
      Consumer<RejectedRecordException> rejected,
      String deadLetters,
      String version) {}

  private static final Logger LOG = LoggerFactory.getLogger(GuardedProcessor.class);

  private final Processor<byte[], byte[], byte[], byte[]> guarded;
  private final Guard guard;
  private ProcessorContext<byte[], byte[]> context;

  /** Guards a processor. */
  public GuardedProcessor(Processor<byte[], byte[], byte[], byte[]> guarded, Guard guard) {
    this.guarded = guarded;
    this.guard = guard;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
    guarded.init(processorContext);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    SetAside.Place place =
        new SetAside.Place(at.topic(), at.partition(), at.offset(), record.timestamp());
    String why =
        guard
            .setAside()
            .inPlaceOf(record.headers())
            .or(() -> guard.setAside().why(place))
            .orElse(null);
    if (why != null) {
      RejectedRecordException rejected =
          new RejectedRecordException(RejectReason.SET_ASIDE, why + "; it is not tried again");
      LOG.error("{} is set aside: {}", place, why);
      guard.rejected().accept(rejected);
      context.forward(
          DeadLetters.record(record, at, rejected, guard.version()), guard.deadLetters());
      return;
    }
    guard.setAside().takenUp();
    try {
      guarded.process(record);
    } catch (RuntimeException | Error failed) { // whatever it is, it would come again
      if (failed instanceof KafkaException || guard.isOthersFault().test(failed)) {
        throw failed;
      }
      guard.setAside().ended(place, failed);
      throw new EndedByRecordException(place, failed);
    } finally {
      guard.setAside().putDown();
    }
  }

  @Override
  public void close() {
    guarded.close();
  }
}
