package org.spectrastreams.stream.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.DeviceSettings;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.model.signature.SignaturePolicy;

/**
 * The service's configuration: defaults, then one YAML file, then {@code SPECTRA_…} environment
 * variables, then {@code --set key=value}; the later goes before the earlier. Immutable.
 *
 * <p>Keys may be nested or dotted in the file. A key that is neither a {@link ConfigKey} nor under
 * {@code kafka.} is refused. {@code SPECTRA_HOME} is the project's folder, against which relative
 * paths are resolved (default: the current folder).
 */
public final class ServiceConfig {
  /** What keys of the Kafka clients start with. */
  static final String KAFKA = "kafka.";

  /** The port of the embedded broker where it has to be found again. */
  static final int BROKER_PORT = 19_092;

  private static final String BOOTSTRAP = "bootstrap.servers";

  private final Path home;
  private final Map<ConfigKey, String> values;
  private final Map<String, String> kafka;

  private ServiceConfig(Path home, Map<ConfigKey, String> values, Map<String, String> kafka) {
    this.home = home;
    this.values = values;
    this.kafka = kafka;
    for (ConfigKey key : ConfigKey.values()) {
      key.check(get(key));
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
      flat.putAll(ConfigSources.file(file));
    }
    flat.putAll(ConfigSources.environment(environment));
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
            + "\" is not known; "
            + KnownNames.nearest(
                    key, Arrays.stream(ConfigKey.values()).map(ConfigKey::key).toList())
                .map(name -> "did you mean " + name + "? Expected kafka.… or one of ")
                .orElse("expected kafka.… or one of ")
            + Arrays.stream(ConfigKey.values())
                .map(ConfigKey::key)
                .collect(Collectors.joining(", ")));
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

  /**
   * The model packages, opened only as {@code model.signatures} allows.
   *
   * @throws EngineException if a trusted key cannot be read; the message names its file
   */
  public ModelStore openModelStore() {
    SignaturePolicy.Mode mode =
        SignaturePolicy.Mode.valueOf(get(ConfigKey.MODEL_SIGNATURES).toUpperCase(Locale.ROOT));
    List<Path> keys =
        Arrays.stream(get(ConfigKey.MODEL_TRUSTED_KEYS).split(",", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(home::resolve)
            .toList();
    try {
      return new ModelStore(modelStore(), SignaturePolicy.of(mode, keys));
    } catch (IOException | IllegalArgumentException e) {
      throw new EngineException("model.trusted.keys: " + e.getMessage(), e);
    }
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
    return whole(ConfigKey.HTTP_PORT);
  }

  /** Further host names that the HTTP server answers to. */
  public List<String> httpAllowedHosts() {
    return Arrays.stream(get(ConfigKey.HTTP_ALLOWED_HOSTS).split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  /** Whether the HTTP server shows a certificate. */
  public boolean hasHttpTls() {
    return !get(ConfigKey.HTTP_TLS_CERTIFICATE).isEmpty();
  }

  /** The certificate it shows, or a key store with certificate and key. */
  public Path httpTlsCertificate() {
    return home.resolve(get(ConfigKey.HTTP_TLS_CERTIFICATE));
  }

  /** The certificate's key. */
  public Path httpTlsKey() {
    return home.resolve(get(ConfigKey.HTTP_TLS_KEY));
  }

  /** What opens the key store; empty: nothing. */
  public String httpTlsPassword() {
    return get(ConfigKey.HTTP_TLS_PASSWORD);
  }

  /** Whether others may reach the HTTP server without TLS and a token. */
  public boolean httpInsecure() {
    return get(ConfigKey.HTTP_INSECURE).equals("true");
  }

  /** How often one address may ask for what costs much, a minute. */
  public int httpCostlyPerMinute() {
    return whole(ConfigKey.HTTP_COSTLY_PER_MINUTE);
  }

  /** What a request must carry that reads over HTTP; empty: nothing. */
  public String readToken() {
    return get(ConfigKey.READ_TOKEN);
  }

  /** What a request must carry that changes something over HTTP; empty: none may. */
  public String controlToken() {
    return get(ConfigKey.CONTROL_TOKEN);
  }

  /** Whether results carry the headers of CloudEvents. */
  public boolean resultsAreCloudEvents() {
    return Boolean.parseBoolean(get(ConfigKey.RESULTS_CLOUDEVENTS));
  }

  /** Memory for the viewer, in MB. */
  public int viewerMemoryMegabytes() {
    return get(ConfigKey.VIEWER_MEMORY_MB).equals("auto")
        ? shareOfHeap(Runtime.getRuntime().maxMemory() >> 20)
        : whole(ConfigKey.VIEWER_MEMORY_MB);
  }

  /** What the viewer may have of a heap, both in MB. */
  static int shareOfHeap(long heap) {
    return (int) Math.min(Math.max(heap / 16, 16), 1_000_000);
  }

  /** The embedded broker's port; 0: a free one. */
  public int brokerPort() {
    return get(ConfigKey.BROKER_PORT).equals("auto") ? 0 : whole(ConfigKey.BROKER_PORT);
  }

  /** Whether the embedded broker is for the user who started it alone. */
  public boolean hasBrokerLogin() {
    return get(ConfigKey.BROKER_LOGIN).equals("owner");
  }

  /** This configuration with a port of the embedded broker that is the same at every start. */
  public ServiceConfig withFixedBrokerPort() {
    return get(ConfigKey.BROKER_PORT).equals("auto")
        ? with(ConfigKey.BROKER_PORT.key(), String.valueOf(BROKER_PORT))
        : this;
  }

  /** The names of the topics. */
  public Topics topics() {
    return new Topics(get(ConfigKey.TOPICS_PREFIX));
  }

  /** Partitions of each topic. */
  public int partitions() {
    return whole(ConfigKey.TOPICS_PARTITIONS);
  }

  /** Replicas of each topic. */
  public int replication() {
    return whole(ConfigKey.TOPICS_REPLICATION);
  }

  /** How long raw blocks, results and dead letters are kept, in ms; -1: for ever. */
  public long topicRetentionMillis() {
    return hours(ConfigKey.TOPICS_RETENTION_HOURS);
  }

  /** The number of threads that score. */
  public int streamThreads() {
    return get(ConfigKey.STREAM_THREADS).equals("cores")
        ? Runtime.getRuntime().availableProcessors()
        : whole(ConfigKey.STREAM_THREADS);
  }

  /** The id that instances which share the work have in common. */
  public String applicationId() {
    return get(ConfigKey.STREAM_APPLICATION_ID);
  }

  /** Whether this instance may lack pipelines that others have. */
  public boolean joinsLackingPipelines() {
    return get(ConfigKey.JOIN_LACKING).equals("allow");
  }

  /** Where traces are sent. */
  public Optional<URI> tracingEndpoint() {
    return Optional.of(get(ConfigKey.TRACING_ENDPOINT))
        .filter(address -> !address.isEmpty())
        .map(URI::create);
  }

  /** Time between commits in ms. */
  public int commitMillis() {
    return whole(ConfigKey.STREAM_COMMIT_MS);
  }

  /** Where models are computed: {@code cpu}, {@code cuda:N}, several of them, or {@code auto}. */
  public String device() {
    return get(ConfigKey.DEVICE);
  }

  /** How a card is used. */
  public DeviceSettings deviceSettings() {
    return new DeviceSettings(
        whole(ConfigKey.DEVICE_BATCH),
        whole(ConfigKey.DEVICE_DELAY_MS),
        whole(ConfigKey.DEVICE_RUNS),
        whole(ConfigKey.DEVICE_MEMORY_MB),
        DeviceSettings.Precision.valueOf(get(ConfigKey.DEVICE_PRECISION).toUpperCase(Locale.ROOT)));
  }

  /** After this long without a new pixel an unfinished image is incomplete, in seconds. */
  public int imageTimeoutSeconds() {
    return whole(ConfigKey.IMAGE_TIMEOUT_SECONDS);
  }

  /** How long the map of a finished image is kept, in ms; -1: for ever. */
  public long imageRetentionMillis() {
    return hours(ConfigKey.IMAGE_RETENTION_HOURS);
  }

  /** Health turns DOWN when less than this is free under {@link #dataDir}, in bytes. */
  public long minimumFreeBytes() {
    return whole(ConfigKey.DISK_FREE_MB) * 1_000_000L;
  }

  /** The service stops when less than this is free under {@link #dataDir}, in bytes; 0: never. */
  public long stopFreeBytes() {
    return whole(ConfigKey.DISK_STOP_MB) * 1_000_000L;
  }

  /** How many requests for an explanation may wait. */
  public int explainQueue() {
    return whole(ConfigKey.EXPLAIN_QUEUE);
  }

  /** How long a request for an explanation may wait, in ms. */
  public long explainTimeoutMillis() {
    return whole(ConfigKey.EXPLAIN_TIMEOUT_SECONDS) * 1_000L;
  }

  /** The most samples of one explanation. */
  public int explainSamplesMax() {
    return whole(ConfigKey.EXPLAIN_SAMPLES_MAX);
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
    return share(ConfigKey.AUDIT_BUDGET);
  }

  private int whole(ConfigKey key) {
    return key.whole(get(key));
  }

  private double share(ConfigKey key) {
    return key.share(get(key));
  }

  private long hours(ConfigKey key) {
    int hours = whole(key);
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
