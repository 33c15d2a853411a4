package org.spectrastreams.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Keeps out of the log what Kafka's producer warns of whenever a transaction begins before the
 * broker has finished the one before: it sends again, and nothing is wrong. All else it says stays.
 * Used by {@code logback.xml}.
 */
public final class RetriedSends extends Filter<ILoggingEvent> {
  private static final String SENDER = "org.apache.kafka.clients.producer.internals.Sender";

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean retried =
        event.getLevel() == Level.WARN
            && event.getLoggerName().equals(SENDER)
            && event.getFormattedMessage().contains("retrying")
            && event.getFormattedMessage().contains("Error: CONCURRENT_TRANSACTIONS");
    return retried ? FilterReply.DENY : FilterReply.NEUTRAL;
  }
}
