package org.spectrastreams.stream.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Values that nobody but this process may see: which keys have one, and how they come from a file.
 * The arguments of a process are for everyone on its machine to read, so they may not stand there.
 */
public final class Secrets {
  /** What a variable ends in that names the file of its value. */
  private static final String FILE = "_FILE";

  private static final int MOST_BYTES = 1 << 20;

  private Secrets() {}

  /** Whether the value of this key, also one under {@code kafka.}, may not be shown. */
  public static boolean isSecret(String key) {
    if (key.startsWith(ServiceConfig.KAFKA)) {
      return AdminClientConfig.configDef().configKeys().values().stream()
          .filter(known -> known.type == ConfigDef.Type.PASSWORD)
          .anyMatch(known -> key.endsWith("." + known.name));
    }
    return Arrays.stream(ConfigKey.values())
        .anyMatch(known -> known.isSecret() && known.key().equals(key));
  }

  /**
   * The variable whose value {@code variable} gives by a file: {@code SPECTRA_CONTROL_TOKEN} for
   * {@code SPECTRA_CONTROL_TOKEN_FILE}. Empty for a variable that gives its own value, as those of
   * Kafka's keys that end in {@code .file}.
   */
  static Optional<String> givenByFile(String variable, String kafkaVariable) {
    if (!variable.endsWith(FILE)) {
      return Optional.empty();
    }
    String other = variable.substring(0, variable.length() - FILE.length());
    if (!variable.startsWith(kafkaVariable)) {
      return Arrays.stream(ConfigKey.values())
          .map(ConfigKey::variable)
          .filter(other::equals)
          .findFirst();
    }
    String key =
        variable.substring(kafkaVariable.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    boolean own = AdminClientConfig.configNames().stream().anyMatch(name -> key.endsWith(name));
    return own ? Optional.empty() : Optional.of(other);
  }

  /**
   * The environment with the values of files in place of the variables that name them.
   *
   * @throws IllegalArgumentException if a file cannot be read, or a value is given both ways
   */
  static void readFiles(Map<String, String> environment, String kafkaVariable) {
    for (String variable : environment.keySet().stream().sorted().toList()) {
      givenByFile(variable, kafkaVariable)
          .filter(other -> variable.startsWith("SPECTRA_"))
          .ifPresent(
              other -> {
                String value = read(variable, Path.of(environment.remove(variable)));
                if (environment.put(other, value) != null) {
                  throw new IllegalArgumentException(
                      other + " and " + variable + " are both set; expected one of them");
                }
              });
    }
  }

  private static String read(String variable, Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException(
            variable + " names " + file + ", which is too long; expected a file with one value");
      }
      return Files.readString(file).stripTrailing();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          variable + " names " + file + ", which cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
  }
}
