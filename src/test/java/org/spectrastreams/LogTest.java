package org.spectrastreams;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.FilterReply;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.internals.Sender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log of the program as its users get it, not that of the tests. */
class LogTest {
  private static LoggerContext configured(String format) throws JoranException {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.putProperty("SPECTRA_LOG_FORMAT", format);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
    return context;
  }

  private static String line(LoggerContext context, String format, String message) {
    Logger logger = context.getLogger("org.spectrastreams.Some");
    ILoggingEvent event =
        new LoggingEvent(
            "fqcn",
            logger,
            Level.WARN,
            message,
            new IllegalStateException("first line\nsecond line"),
            new Object[] {"a \"name\"\nof two lines"});
    OutputStreamAppender<ILoggingEvent> appender =
        (OutputStreamAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(format);
    return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void shouldMakeEveryEventOneLineOfJsonWhereThatIsAskedFor() throws Exception {
    String line = line(configured("json"), "json", "image {} is gone");

    assertThat(line).endsWith("\n");
    assertThat(line.strip()).doesNotContain("\n");
    JsonNode event = new ObjectMapper().readTree(line);
    assertThat(event.get("level").asText()).isEqualTo("WARN");
    assertThat(event.get("loggerName").asText()).isEqualTo("org.spectrastreams.Some");
    assertThat(event.get("formattedMessage").asText())
        .isEqualTo("image a \"name\"\nof two lines is gone");
    assertThat(event.get("timestamp").asLong()).isPositive();
    assertThat(event.get("throwable").get("message").asText()).isEqualTo("first line\nsecond line");
  }

  @Test
  void shouldWriteTextOtherwise() throws Exception {
    assertThat(line(configured("text"), "text", "image {} is gone"))
        .contains("WARN", "o.s.Some - image a \"name\"", "IllegalStateException");
  }

  @Test
  void shouldLetNoRecordWriteLinesOfItsOwn() throws Exception {
    String text = line(configured("text"), "text", "image {} \u001b[2J\u009b2J\u2028of\rlines");

    assertThat(text.lines().findFirst().orElseThrow())
        .endsWith("image a \"name\" of two lines  [2J 2J of lines");
  }

  /** A class that another version of a library calls otherwise would be loud again, unnoticed. */
  @Test
  void shouldSilenceOnlyClassesThatThereAre() throws Exception {
    List<String> silenced =
        configured("text").getLoggerList().stream()
            .filter(logger -> logger.getLevel() != null)
            .filter(logger -> logger.getLevel().isGreaterOrEqual(Level.ERROR))
            .map(Logger::getName)
            .filter(name -> !name.equals("state.change.logger"))
            .toList();
    assertThat(silenced).hasSizeGreaterThan(4);
    for (String name : silenced) {
      assertThat(Class.forName(name, false, LogTest.class.getClassLoader()).getName())
          .isEqualTo(name);
    }
  }

  /** Seen on a busy machine: the producer sends again by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void shouldNotWarnOfTransactionsThatFollowEachOtherClosely(String format) throws Exception {
    String retried =
        "[Producer clientId=a] Got error produce response with correlation id 60 on"
            + " topic-partition spectra.images-2, retrying (2147483646 attempts left). Error: ";

    assertThat(reply(format, Level.WARN, retried + "CONCURRENT_TRANSACTIONS"))
        .isEqualTo(FilterReply.DENY);
    assertThat(reply(format, Level.ERROR, retried + "CONCURRENT_TRANSACTIONS"))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(reply(format, Level.WARN, retried + "NOT_ENOUGH_REPLICAS"))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  private static FilterReply reply(String format, Level level, String message) throws Exception {
    LoggerContext context = configured(format);
    Logger sender = context.getLogger(Sender.class.getName());
    return context
        .getLogger(Logger.ROOT_LOGGER_NAME)
        .getAppender(format)
        .getFilterChainDecision(
            new LoggingEvent("fqcn", sender, level, message, null, new Object[0]));
  }
}
