package org.spectrastreams.stream.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a broker answers a client with its settings, and where not, why: within ten seconds, and
 * by name where the two speak different protocols, which Kafka's clients take for silence. A
 * command waits longer for one that listens: on a busy machine, a broker may need a minute.
 */
public final class BrokerReach {
  private static final int FIRST_MILLIS = 1_500;
  private static final int ANSWER_MILLIS = 4_000;
  private static final int PROBE_MILLIS = 1_000;
  private static final int LONGEST_ANSWER_MILLIS = 16_000;
  private static final long PATIENCE_MILLIS = 15_000;
  // As long as Kafka's own clients wait for an answer.
  private static final long PATIENCE_WITH_BUSY_MILLIS = 60_000;
  private static final long PAUSE_MILLIS = 250;
  private static final Logger LOG = LoggerFactory.getLogger(BrokerReach.class);

  private BrokerReach() {}

  /** What became of the question. */
  public sealed interface Answer {}

  /** A broker answers. */
  public record Reached() implements Answer {}

  /**
   * None does; one may later.
   *
   * @param why in a few words
   */
  public record Silent(String why) implements Answer {}

  /**
   * One does, and will not have this client, whenever it comes.
   *
   * @param why with what to do about it
   * @param cause what Kafka's client said; null where it said nothing
   */
  public record Refused(String why, Throwable cause) implements Answer {}

  /** Asks once; takes up to ten seconds. */
  public static Answer ask(Map<String, Object> client) throws InterruptedException {
    return ask(client, ANSWER_MILLIS);
  }

  private static Answer ask(Map<String, Object> client, int longest) throws InterruptedException {
    Answer soon = once(client, FIRST_MILLIS);
    if (!(soon instanceof Silent)) {
      return soon;
    }
    // Because none is there, or busy, or because the two do not understand each other?
    Answer unlike = unlike(client);
    return unlike instanceof Refused ? unlike : once(client, longest);
  }

  private static Answer once(Map<String, Object> client, int millis) throws InterruptedException {
    try (Admin admin = Admin.create(client)) {
      admin
          .describeCluster(new DescribeClusterOptions().timeoutMs(millis))
          .nodes()
          .get(millis + 500L, TimeUnit.MILLISECONDS);
      return new Reached();
    } catch (ExecutionException e) {
      return e.getCause() instanceof RetriableException ? silent(millis) : refused(e.getCause());
    } catch (TimeoutException e) {
      return silent(millis);
    } catch (KafkaException e) {
      if (e.getCause() instanceof ConfigException cause
          && String.valueOf(cause.getMessage()).contains("resolvable")) {
        return new Silent("the name cannot be resolved");
      }
      return refused(e.getCause() == null ? e : e.getCause());
    }
  }

  private static Silent silent(int millis) {
    return new Silent("nothing within " + millis / 1000 + " s");
  }

  /**
   * Waits a little for a broker, as commands do, and longer where something listens: each try is
   * given more time, as a busy broker may answer none that is given up after a few seconds.
   *
   * @throws IOException if none answers, or one refuses this client; the message says why
   */
  static void require(Map<String, Object> client) throws IOException {
    require(
        client,
        longest -> ask(client, longest),
        () -> listens(client),
        System::nanoTime,
        TimeUnit.MILLISECONDS::sleep);
  }

  /** Asks a broker, for so long at most, in ms. */
  interface Question {
    Answer ask(int longest) throws InterruptedException;
  }

  /** Lets so many ms pass. */
  interface Pause {
    void of(long millis) throws InterruptedException;
  }

  static void require(
      Map<String, Object> client,
      Question question,
      BooleanSupplier somethingListens,
      LongSupplier nanos,
      Pause pause)
      throws IOException {
    long begun = nanos.getAsLong();
    boolean told = false;
    try {
      for (int longest = ANSWER_MILLIS; ; longest = Math.min(2 * longest, LONGEST_ANSWER_MILLIS)) {
        Answer answer = question.ask(longest);
        if (answer instanceof Reached) {
          return;
        }
        if (answer instanceof Refused refused) {
          throw new IOException(refused.why(), refused.cause());
        }
        boolean listens = somethingListens.getAsBoolean();
        long waited = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - begun);
        if (waited >= patienceMillis(listens)) {
          throw new IOException(noAnswer(client, (Silent) answer, listens, waited));
        }
        if (listens && !told) {
          told = true;
          LOG.warn(
              "no broker answers at {} yet, but something listens there; waiting up to {} s",
              client.get("bootstrap.servers"),
              PATIENCE_WITH_BUSY_MILLIS / 1000);
        }
        pause.of(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a broker was asked", e);
    }
  }

  /** How long a command waits in all. */
  static long patienceMillis(boolean listens) {
    return listens ? PATIENCE_WITH_BUSY_MILLIS : PATIENCE_MILLIS;
  }

  /** Whether a connection to one of the servers can be made, whoever is behind it. */
  static boolean listens(Map<String, Object> client) {
    return servers(client)
        .flatMap(server -> address(server).stream())
        .anyMatch(BrokerReach::listens);
  }

  private static boolean listens(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, PROBE_MILLIS);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private static Stream<String> servers(Map<String, Object> client) {
    return Stream.of(String.valueOf(client.get("bootstrap.servers")).split(","));
  }

  private static String noAnswer(
      Map<String, Object> client, Silent silent, boolean listens, long waited) {
    String where = "no broker answers at " + client.get("bootstrap.servers") + ": ";
    return listens
        ? where
            + "something listens there, but said nothing for "
            + waited / 1000
            + " s; is it a broker, and is its machine very busy?"
        : where + silent.why() + "; does it run?";
  }

  private static Refused refused(Throwable cause) {
    StringBuilder why = new StringBuilder("the cluster of kafka.bootstrap.servers refuses: ");
    why.append(cause.getMessage());
    if (cause instanceof SslAuthenticationException) {
      Throwable root = cause;
      while (root.getCause() != null) {
        root = root.getCause();
      }
      if (root != cause) {
        why.append(" (").append(root.getMessage()).append(")");
      }
      why.append("; see kafka.ssl.truststore.location and, where the broker asks who this is,")
          .append(" kafka.ssl.keystore.location");
    }
    return new Refused(why.toString(), cause);
  }

  private static Answer unlike(Map<String, Object> client) {
    String protocol =
        String.valueOf(client.getOrDefault("security.protocol", "PLAINTEXT"))
            .toUpperCase(Locale.ROOT);
    SSLSocketFactory trust = trust(client);
    for (String server : servers(client).toList()) {
      Optional<BrokerPort> found =
          address(server).flatMap(at -> BrokerPort.ask(at, PROBE_MILLIS, trust));
      if (found.isPresent()) {
        return unlike(server.strip(), protocol, found.get());
      }
    }
    return silent(ANSWER_MILLIS);
  }

  /** Connections as this client makes them; the JDK's own where its keys cannot be used. */
  private static SSLSocketFactory trust(Map<String, Object> client) {
    try (DefaultSslEngineFactory keys = new DefaultSslEngineFactory()) {
      keys.configure(new AdminClientConfig(client).values());
      return keys.sslContext().getSocketFactory();
    } catch (KafkaException unusable) {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
  }

  private static Answer unlike(String server, String protocol, BrokerPort port) {
    boolean tls = protocol.endsWith("SSL");
    String is = "; kafka.security.protocol is " + protocol + ", expected ";
    if (port.tls() && !tls) {
      return new Refused(
          server + " speaks TLS, and this client does not" + is + "SSL or SASL_SSL", null);
    }
    String expected = (port.mechanisms().isEmpty() ? "" : "SASL_") + (tls ? "SSL" : "PLAINTEXT");
    if (!port.tls() && tls) {
      return new Refused(
          server
              + " speaks no TLS, and this client does"
              + is
              + expected.replace("SSL", "PLAINTEXT")
              + ", or another port of the broker",
          null);
    }
    if (!port.mechanisms().isEmpty() && !protocol.startsWith("SASL")) {
      return new Refused(
          server
              + " wants a login by "
              + port.mechanisms()
              + is
              + expected
              + ", with kafka.sasl.mechanism and kafka.sasl.jaas.config",
          null);
    }
    return silent(ANSWER_MILLIS);
  }

  private static Optional<InetSocketAddress> address(String server) {
    int colon = server.lastIndexOf(':');
    try {
      String host = server.substring(0, Math.max(0, colon)).strip().replaceAll("[\\[\\]]", "");
      int port = Integer.parseInt(server.substring(colon + 1).strip());
      return Optional.of(new InetSocketAddress(host, port)).filter(found -> !found.isUnresolved());
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
