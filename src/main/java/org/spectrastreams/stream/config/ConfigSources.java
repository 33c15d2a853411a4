package org.spectrastreams.stream.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where configuration is written: each gives dotted keys and their values as text. */
final class ConfigSources {
  private static final String VARIABLE = "SPECTRA_";
  private static final String KAFKA_VARIABLE = "SPECTRA_KAFKA_";

  /** Variables of the launcher, the log and the build, which are no keys. */
  private static final List<String> OTHERS =
      List.of(
          "SPECTRA_HOME",
          "SPECTRA_JAVA_OPTS",
          "SPECTRA_LOG_LEVEL",
          "SPECTRA_LOG_LIBRARIES",
          "SPECTRA_MVN_OPTS",
          "SPECTRA_PROMETHEUS_URL",
          "SPECTRA_TERMINAL",
          "SPECTRA_TEST_PYTHON");

  /**
   * What Kubernetes puts into every pod for a service called spectra or spectra-something, and its
   * value. A port alone is an address there: a number is a key whose name is spelt wrong.
   */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          "SPECTRA_(\\w+_)?(SERVICE_(HOST|PORT(_\\w+)?)|PORT_\\d+_(TCP|UDP|SCTP)(_\\w+)?)=.*"
              + "|SPECTRA_(\\w+_)?PORT=(tcp|udp|sctp)://.*",
          Pattern.DOTALL);

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private ConfigSources() {}

  /**
   * A YAML file with nested or dotted keys.
   *
   * @throws IOException if it is missing or no YAML; the message names it
   * @throws IllegalArgumentException if a value is a list, or a key stands there twice
   */
  static Map<String, String> file(Path file) throws IOException {
    Map<String, String> flat = new LinkedHashMap<>();
    try {
      flatten("", YAML.readTree(Files.readString(file)), flat);
    } catch (NoSuchFileException missing) {
      throw new NoSuchFileException(file + ": no such configuration file");
    } catch (JsonProcessingException malformed) {
      throw new IOException(file + ": no YAML: " + malformed.getOriginalMessage(), malformed);
    }
    return flat;
  }

  private static void flatten(String prefix, JsonNode node, Map<String, String> into) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  flatten(
                      prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey(),
                      entry.getValue(),
                      into));
    } else if (node.isValueNode() && !node.isNull() && !node.isMissingNode()) {
      if (into.put(prefix, node.asText()) != null) {
        throw new IllegalArgumentException(
            "configuration key \""
                + prefix
                + "\" stands there twice, nested and dotted; expected once");
      }
    } else if (node.isArray()) {
      throw new IllegalArgumentException(prefix + " is a list; expected one value");
    }
  }

  /**
   * The variables {@code SPECTRA_…}; others are left alone. {@code SPECTRA_…_FILE} names the file
   * of a value.
   *
   * @throws IllegalArgumentException for one that nothing reads, or a file that cannot be read
   */
  static Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    Secrets.readFiles(environment, KAFKA_VARIABLE);
    Map<String, String> flat = new LinkedHashMap<>();
    for (ConfigKey key : ConfigKey.values()) {
      String value = environment.get(key.variable());
      if (value != null) {
        flat.put(key.key(), value);
      }
    }
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith(KAFKA_VARIABLE)) {
            String rest = variable.substring(KAFKA_VARIABLE.length());
            flat.put(ServiceConfig.KAFKA + rest.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          } else if (variable.startsWith(VARIABLE)) {
            requireKnown(variable, value);
          }
        });
    return flat;
  }

  private static void requireKnown(String variable, String value) {
    List<String> known =
        Stream.concat(Arrays.stream(ConfigKey.values()).map(ConfigKey::variable), OTHERS.stream())
            .toList();
    if (!known.contains(variable) && !SERVICE_LINK.matcher(variable + "=" + value).matches()) {
      throw new IllegalArgumentException(
          "environment variable "
              + variable
              + " is not known"
              + KnownNames.nearest(variable, known)
                  .map(name -> ": did you mean " + name + "?")
                  .orElse("; SPECTRA_KAFKA_… and the variables of docs/configuration.md are"));
    }
  }
}
