package org.spectrastreams.stream.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.spectrastreams.model.signature.SecretFile;

/**
 * The login of the embedded broker. Loopback is no boundary between the users of a machine: whoever
 * cannot read the file in the data folder, which only its owner can, gets nothing from the broker
 * and gives it nothing. The password is made once, so that clients go on when the service has
 * started again, and is never sent (SCRAM): who listens on the port in the service's place learns
 * nothing.
 *
 * @param password of the one user there is
 */
record BrokerLogin(String password) {
  static final String MECHANISM = "SCRAM-SHA-256";
  static final String USER = "spectra";

  private static final String FILE = "broker.secret";
  private static final int BYTES = 24;
  private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9_-]{32}");

  /** The login of a data folder, made where there is none. */
  static BrokerLogin of(Path dataDir) throws IOException {
    Optional<BrokerLogin> known = find(dataDir);
    if (known.isPresent()) {
      return known.get();
    }
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    BrokerLogin made =
        new BrokerLogin(Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    Files.createDirectories(dataDir);
    Path file = dataDir.resolve(FILE);
    Path aside = dataDir.resolve(FILE + ".new");
    Files.deleteIfExists(aside);
    SecretFile.write(aside, made.password.getBytes(StandardCharsets.US_ASCII));
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return made;
  }

  /**
   * The login of a data folder; empty where its broker wants none.
   *
   * @throws IOException if this user may not read it, or it is damaged; the message says which
   */
  static Optional<BrokerLogin> find(Path dataDir) throws IOException {
    Path file = dataDir.resolve(FILE);
    try {
      String found = Files.size(file) > 100 ? "" : Files.readString(file).strip();
      if (!PASSWORD.matcher(found).matches()) {
        throw new IOException(
            file + " is damaged: stop the service, delete the file, and start it again");
      }
      return Optional.of(new BrokerLogin(found));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (AccessDeniedException other) {
      throw new IOException(
          file + " cannot be read: the broker of a service is for the user who started it", other);
    }
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "login of " + USER;
  }

  /** What a client needs besides the address. */
  Map<String, String> clientSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("security.protocol", "SASL_PLAINTEXT");
    settings.put("sasl.mechanism", MECHANISM);
    settings.put("sasl.jaas.config", jaas());
    return settings;
  }

  /** As Kafka's clients and brokers take it. */
  String jaas() {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\""
        + USER
        + "\" password=\""
        + password
        + "\";";
  }
}
