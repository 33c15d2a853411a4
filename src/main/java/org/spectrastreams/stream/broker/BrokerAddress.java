package org.spectrastreams.stream.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.stream.config.ServiceConfig;

/**
 * How commands of other processes find the broker inside a running service: its address stands in a
 * file of the data folder while it runs.
 */
public final class BrokerAddress {
  private static final String FILE = "broker.address";
  private static final String LOGIN = "login";
  private static final int MAX_LENGTH = 300;

  private BrokerAddress() {}

  /** Says where the embedded broker listens, as {@code host:port}, and whether it wants a login. */
  static void write(Path dataDir, String bootstrapServers, boolean guarded) throws IOException {
    Files.createDirectories(dataDir);
    Path part = dataDir.resolve(FILE + ".part"); // whoever reads sees all of it or nothing
    Files.writeString(part, guarded ? bootstrapServers + "\n" + LOGIN : bootstrapServers);
    Files.move(part, dataDir.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Forgets the address when the broker stops. */
  static void delete(Path dataDir) throws IOException {
    Files.deleteIfExists(dataDir.resolve(FILE));
  }

  /**
   * Properties for a Kafka client of a service that runs with {@code config}: what stands under
   * {@code kafka.} or, without a cluster there, the embedded broker's address and login. A broker
   * has answered with them when this returns: no command waits a minute for one that will not have
   * it.
   *
   * @throws IOException if no cluster is configured and no service runs in the data folder, or if
   *     no broker answers, or one refuses this client; the message says why
   */
  public static Map<String, Object> clientProperties(ServiceConfig config) throws IOException {
    Map<String, Object> properties = new HashMap<>(config.kafka());
    if (config.hasEmbeddedBroker()) {
      List<String> told = read(config.dataDir()).lines().map(String::strip).toList();
      properties.put("bootstrap.servers", told.get(0));
      if (told.contains(LOGIN)) {
        BrokerLogin.find(config.dataDir())
            .ifPresent(login -> properties.putAll(login.clientSettings()));
      }
    }
    BrokerReach.require(properties);
    return properties;
  }

  private static String read(Path dataDir) throws IOException {
    Path file = dataDir.resolve(FILE);
    try {
      String told = Files.size(file) <= MAX_LENGTH ? Files.readString(file) : "";
      if (!told.isBlank()) {
        return told.strip();
      }
      throw new IOException(
          file + " is no broker address; expected host:port: start ./spectra serve again");
    } catch (NoSuchFileException absent) {
      throw new IOException(
          "no service runs on "
              + dataDir
              + " and no cluster is configured: start ./spectra serve, or set"
              + " kafka.bootstrap.servers",
          absent);
    }
  }
}
