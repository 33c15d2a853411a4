package org.spectrastreams.stream.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Where configuration is written: each gives dotted keys and their values as text. */
final class ConfigSources {
  private static final String KAFKA_VARIABLE = "SPECTRA_KAFKA_";

  private ConfigSources() {}

  /**
   * A YAML file with nested or dotted keys.
   *
   * @throws IOException if it is missing or no YAML; the message names it
   * @throws IllegalArgumentException if a value is a list
   */
  static Map<String, String> file(Path file) throws IOException {
    Map<String, String> flat = new LinkedHashMap<>();
    try {
      flatten("", new YAMLMapper().readTree(Files.readString(file)), flat);
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
      into.put(prefix, node.asText());
    } else if (node.isArray()) {
      throw new IllegalArgumentException(prefix + " is a list; expected one value");
    }
  }

  /** The variables {@code SPECTRA_…}; others are left alone. */
  static Map<String, String> environment(Map<String, String> environment) {
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
          }
        });
    return flat;
  }
}
