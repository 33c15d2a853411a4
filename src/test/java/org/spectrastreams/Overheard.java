package org.spectrastreams;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.slf4j.LoggerFactory;

/** Fixture: all that this JVM tells whoever may look: its log from INFO on, and its beans. */
public final class Overheard implements AutoCloseable {
  private static final List<String> LOGGERS =
      List.of(org.slf4j.Logger.ROOT_LOGGER_NAME, "org.spectrastreams");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Level> before = new ArrayList<>();

  /** Listens from now on. */
  public Overheard() {
    log.start();
    for (String name : LOGGERS) {
      before.add(logger(name).getLevel());
      logger(name).setLevel(Level.INFO);
    }
    logger(LOGGERS.get(0)).addAppender(log);
  }

  private static Logger logger(String name) {
    return (Logger) LoggerFactory.getLogger(name);
  }

  /** The lines of the log. */
  public List<String> log() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** Names and values of all beans, as they are now. */
  public static List<String> beans() throws JMException {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    List<String> all = new ArrayList<>();
    for (ObjectName name : beans.queryNames(null, null)) {
      all.add(name.toString());
      for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
        try {
          Object value = beans.getAttribute(name, attribute.getName());
          all.add(value instanceof Object[] many ? Arrays.deepToString(many) : "" + value);
        } catch (JMException | RuntimeMBeanException unsupported) {
          all.add(attribute.getName());
        }
      }
    }
    return all;
  }

  @Override
  public void close() {
    logger(LOGGERS.get(0)).detachAppender(log);
    for (int i = 0; i < LOGGERS.size(); i++) {
      logger(LOGGERS.get(i)).setLevel(before.get(i));
    }
  }
}
