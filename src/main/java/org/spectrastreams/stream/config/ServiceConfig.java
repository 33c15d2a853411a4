package org.spectrastreams.stream.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The service's configuration: defaults, then one YAML file, then {@code SPECTRA_…} environment
 * variables, then {@code --set key=value}; the later goes before the earlier. Immutable.
 *
 * <p>Keys may be nested or dotted in the file. A key that is neither a {@link ConfigKey} nor under
 * {@code kafka.} is refused. {@code SPECTRA_HOME} is the project's folder, against which relative
 * paths are resolved (default: the current folder).
 */
public final class ServiceConfig {
  private static final String KAFKA = "kafka.";
  private static final String BOOTSTRAP = "bootstrap.servers";

  private final Path home;
  private final Map<ConfigKey, String> values;
  private final Map<String, String> kafka;

  private ServiceConfig(Path home, Map<ConfigKey, String> values, Map<String, String> kafka) {
    this.home = home;
    this.values = values;
    this.kafka = kafka;
    for (ConfigKey key : ConfigKey.values()) {
      validate(key);
    }
  }

  /** The defaults with the environment of this process. */
  public static ServiceConfig defaults() {
    try {
      return load(null, System.getenv(), Map.of());
    } catch (IOException impossible) {
      throw new AssertionError("no file was read", impossible);
    }
  }

  /**
   * Reads a configuration.
   *
   * @param file a YAML file, or null for none
   * @param environment the process's environment; other variables than {@code SPECTRA_…} are left
   *     alone
   * @param set what {@code --set} gave
   * @throws IOException if the file is missing or no YAML; the message names it
   * @throws IllegalArgumentException if a key is not known or a value cannot be; the message names
   *     key and value and says what was expected
   */
  public static ServiceConfig load(
      Path file, Map<String, String> environment, Map<String, String> set) throws IOException {
    Path home = Path.of(environment.getOrDefault("SPECTRA_HOME", "")).toAbsolutePath().normalize();
    Map<String, String> flat = new LinkedHashMap<>();
    if (file != null) {
      flatten("", readYaml(file), flat);
    }
    fromEnvironment(environment, flat);
    flat.putAll(set);
    Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
    Map<String, String> kafka = new TreeMap<>();
    flat.forEach((key, value) -> put(key, value, values, kafka));
    return new ServiceConfig(home, values, kafka);
  }

  /** This configuration with one key changed, as {@code --set} does. */
  public ServiceConfig with(String key, String value) {
    Map<ConfigKey, String> changed = new EnumMap<>(ConfigKey.class);
    changed.putAll(values);
    Map<String, String> changedKafka = new TreeMap<>(kafka);
    put(key, value, changed, changedKafka);
    return new ServiceConfig(home, changed, changedKafka);
  }

  private static JsonNode readYaml(Path file) throws IOException {
    try {
      return new YAMLMapper().readTree(Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new NoSuchFileException(file + ": no such configuration file");
    } catch (JsonProcessingException malformed) {
      throw new IOException(file + ": no YAML: " + malformed.getOriginalMessage(), malformed);
    }
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

  private static void fromEnvironment(Map<String, String> environment, Map<String, String> into) {
    for (ConfigKey key : ConfigKey.values()) {
      String value = environment.get(key.variable());
      if (value != null) {
        into.put(key.key(), value);
      }
    }
    environment.forEach(
        (variable, value) -> {
          if (variable.startsWith("SPECTRA_KAFKA_")) {
            String rest = variable.substring("SPECTRA_KAFKA_".length());
            into.put(KAFKA + rest.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
  }

  private static void put(
      String key, String value, Map<ConfigKey, String> values, Map<String, String> kafka) {
    if (key.startsWith(KAFKA) && key.length() > KAFKA.length()) {
      kafka.put(key.substring(KAFKA.length()), value);
      return;
    }
    for (ConfigKey known : ConfigKey.values()) {
      if (known.key().equals(key)) {
        values.put(known, value.strip());
        return;
      }
    }
    throw new IllegalArgumentException(
        "configuration key \""
            + key
            + "\" is not known; expected kafka.… or one of "
            + Arrays.stream(ConfigKey.values())
                .map(ConfigKey::key)
                .collect(Collectors.joining(", ")));
  }

  private void validate(ConfigKey key) {
    switch (key) {
      case HTTP_PORT, BROKER_PORT -> number(key, 0, 65_535);
      case TOPICS_PARTITIONS -> number(key, 1, 1_000);
      case TOPICS_REPLICATION -> number(key, 1, 100);
      case TOPICS_RETENTION_HOURS, IMAGE_RETENTION_HOURS -> number(key, -1, 1_000_000);
      case STREAM_THREADS -> streamThreads();
      case STREAM_COMMIT_MS -> number(key, 10, 60_000);
      case IMAGE_TIMEOUT_SECONDS -> number(key, 1, 1_000_000);
      case EXPLAIN_QUEUE -> number(key, 1, 10_000);
      case EXPLAIN_TIMEOUT_SECONDS -> number(key, 1, 3_600);
      case EXPLAIN_SAMPLES_MAX -> number(key, 10, 1_000_000);
      case AUDIT_FRACTION, AUDIT_CONFIDENCE -> share(key);
      case AUDIT_BUDGET -> auditBudget();
      case DISK_FREE_MB -> number(key, 0, 1_000_000_000);
      case VIEWER_MEMORY_MB -> number(key, 16, 1_000_000);
      case HTTP_ALLOWED_HOSTS -> httpAllowedHosts();
      case TOPICS_PREFIX -> topics();
      case DATA_DIR, MODEL_STORE, PIPELINES_DIR, HTTP_HOST, STREAM_APPLICATION_ID, DEVICE -> {
        if (get(key).isEmpty()) {
          throw new IllegalArgumentException(key.key() + " is empty; expected a value");
        }
      }
    }
  }

  private int number(ConfigKey key, int from, int to) {
    String text = get(key);
    try {
      int value = Integer.parseInt(text);
      if (value >= from && value <= to) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // the same answer as for a number out of range
    }
    throw new IllegalArgumentException(
        key.key() + " is \"" + text + "\"; expected a whole number from " + from + " to " + to);
  }

  private double share(ConfigKey key) {
    String text = get(key);
    try {
      double value = Double.parseDouble(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // the same answer as for a number out of range
    }
    throw new IllegalArgumentException(
        key.key() + " is \"" + text + "\"; expected a share from 0 to 1");
  }

  /** The value of a key as text. */
  public String get(ConfigKey key) {
    return values.getOrDefault(key, key.defaultValue());
  }

  /** The project's folder. */
  public Path home() {
    return home;
  }

  /** Folder of the embedded broker's log and of the state stores. */
  public Path dataDir() {
    return home.resolve(get(ConfigKey.DATA_DIR));
  }

  /** Folder of the model packages. */
  public Path modelStore() {
    return home.resolve(get(ConfigKey.MODEL_STORE));
  }

  /** Folder of the pipeline definitions. */
  public Path pipelinesDir() {
    return home.resolve(get(ConfigKey.PIPELINES_DIR));
  }

  /** The address the HTTP server listens on. */
  public String httpHost() {
    return get(ConfigKey.HTTP_HOST);
  }

  /** The port the HTTP server listens on; 0: a free one. */
  public int httpPort() {
    return number(ConfigKey.HTTP_PORT, 0, 65_535);
  }

  /** Further host names that the HTTP server answers to. */
  public List<String> httpAllowedHosts() {
    String names = get(ConfigKey.HTTP_ALLOWED_HOSTS);
    if (!names.matches("[A-Za-z0-9.:\\[\\] ,_-]*")) {
      throw new IllegalArgumentException(
          "http.allowed.hosts is \"" + names + "\"; expected host names with commas between");
    }
    return Arrays.stream(names.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Memory for the viewer, in MB. */
  public int viewerMemoryMegabytes() {
    return number(ConfigKey.VIEWER_MEMORY_MB, 16, 1_000_000);
  }

  /** The embedded broker's port; 0: a free one. */
  public int brokerPort() {
    return number(ConfigKey.BROKER_PORT, 0, 65_535);
  }

  /** The names of the topics. */
  public Topics topics() {
    return new Topics(get(ConfigKey.TOPICS_PREFIX));
  }

  /** Partitions of each topic. */
  public int partitions() {
    return number(ConfigKey.TOPICS_PARTITIONS, 1, 1_000);
  }

  /** Replicas of each topic. */
  public int replication() {
    return number(ConfigKey.TOPICS_REPLICATION, 1, 100);
  }

  /** How long raw blocks, results and dead letters are kept, in ms; -1: for ever. */
  public long topicRetentionMillis() {
    return hours(ConfigKey.TOPICS_RETENTION_HOURS);
  }

  /** The number of threads that score. */
  public int streamThreads() {
    return get(ConfigKey.STREAM_THREADS).equals("cores")
        ? Runtime.getRuntime().availableProcessors()
        : number(ConfigKey.STREAM_THREADS, 1, 1_000);
  }

  /** The id that instances which share the work have in common. */
  public String applicationId() {
    return get(ConfigKey.STREAM_APPLICATION_ID);
  }

  /** Time between commits in ms. */
  public int commitMillis() {
    return number(ConfigKey.STREAM_COMMIT_MS, 10, 60_000);
  }

  /** Where models are computed: {@code cpu}, {@code cuda:N} or {@code auto}. */
  public String device() {
    return get(ConfigKey.DEVICE);
  }

  /** After this long without a new pixel an unfinished image is incomplete, in seconds. */
  public int imageTimeoutSeconds() {
    return number(ConfigKey.IMAGE_TIMEOUT_SECONDS, 1, 1_000_000);
  }

  /** How long the map of a finished image is kept, in ms; -1: for ever. */
  public long imageRetentionMillis() {
    return hours(ConfigKey.IMAGE_RETENTION_HOURS);
  }

  /** Health turns DOWN when less than this is free under {@link #dataDir}, in bytes. */
  public long minimumFreeBytes() {
    return number(ConfigKey.DISK_FREE_MB, 0, 1_000_000_000) * 1_000_000L;
  }

  /** How many requests for an explanation may wait. */
  public int explainQueue() {
    return number(ConfigKey.EXPLAIN_QUEUE, 1, 10_000);
  }

  /** How long a request for an explanation may wait, in ms. */
  public long explainTimeoutMillis() {
    return number(ConfigKey.EXPLAIN_TIMEOUT_SECONDS, 1, 3_600) * 1_000L;
  }

  /** The most samples of one explanation. */
  public int explainSamplesMax() {
    return number(ConfigKey.EXPLAIN_SAMPLES_MAX, 10, 1_000_000);
  }

  /** The share of the scored spectra that are audited, 0 to 1. */
  public double auditFraction() {
    return share(ConfigKey.AUDIT_FRACTION);
  }

  /** Spectra of a lower confidence are audited, too. */
  public double auditConfidence() {
    return share(ConfigKey.AUDIT_CONFIDENCE);
  }

  /** The share of one core that audits may take, above 0 to 1. */
  public double auditBudget() {
    double budget = share(ConfigKey.AUDIT_BUDGET);
    if (budget == 0) {
      throw new IllegalArgumentException(
          "audit.budget is 0; expected a share above 0: audit.fraction=0 turns audits off");
    }
    return budget;
  }

  private long hours(ConfigKey key) {
    int hours = number(key, -1, 1_000_000);
    return hours < 0 ? -1 : hours * 3_600_000L;
  }

  /** Whether this process runs its own broker: no {@code kafka.bootstrap.servers} is set. */
  public boolean hasEmbeddedBroker() {
    return !kafka.containsKey(BOOTSTRAP);
  }

  /** What stands under {@code kafka.}, without that prefix. */
  public Map<String, String> kafka() {
    return Map.copyOf(kafka);
  }
}
