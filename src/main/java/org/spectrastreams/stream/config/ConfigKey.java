package org.spectrastreams.stream.config;

import java.util.Locale;

/**
 * Every key of the configuration with its default. Beside these, every key under {@code kafka.} is
 * handed to the Kafka clients.
 */
public enum ConfigKey {
  DATA_DIR(
      "data.dir",
      ".spectra",
      new ConfigValue.Text(),
      "Folder of the embedded broker's log and of the state stores; relative to the project's"
          + " folder."),
  MODEL_STORE(
      "model.store", "model-store", new ConfigValue.Text(), "Folder of the model packages."),
  MODEL_SIGNATURES(
      "model.signatures",
      "off",
      new ConfigValue.Matching("required|warn|off", "required, warn or off"),
      "What becomes of a model package without a signature of a trusted key: refused, used with a"
          + " warning, or used."),
  MODEL_TRUSTED_KEYS(
      "model.trusted.keys",
      "",
      new ConfigValue.Matching(".*", "files with commas between"),
      "Files of the public keys whose signatures count, with commas between."),
  PIPELINES_DIR(
      "pipelines.dir",
      "streams",
      new ConfigValue.Text(),
      "Folder of the pipeline definitions, *.yaml."),
  HTTP_HOST(
      "http.host",
      "127.0.0.1",
      new ConfigValue.Text(),
      "Address the viewer and the REST interface listen on."),
  HTTP_PORT(
      "http.port", "8080", new ConfigValue.Whole(0, 65_535), "Their port; 0 takes a free one."),
  HTTP_ALLOWED_HOSTS(
      "http.allowed.hosts",
      "",
      new ConfigValue.Matching("[A-Za-z0-9.:\\[\\] ,_-]*", "host names with commas between"),
      "Further host names the HTTP side answers to, with commas between; loopback names and"
          + " http.host always count."),
  HTTP_TLS_CERTIFICATE(
      "http.tls.certificate",
      "",
      new ConfigValue.Matching(".*", "a file"),
      "The certificate that the HTTP side shows, with its chain: a PEM file, or a PKCS12 key store"
          + " with the key in it; none: no TLS."),
  HTTP_TLS_KEY(
      "http.tls.key",
      "",
      new ConfigValue.Matching(".*", "a file"),
      "The key of a PEM certificate, a PEM file without a password."),
  HTTP_TLS_PASSWORD(
      "http.tls.password",
      "",
      new ConfigValue.Secret(".{1,500}", "up to 500 characters"),
      "What opens the PKCS12 key store."),
  HTTP_INSECURE(
      "http.insecure",
      "false",
      new ConfigValue.Matching("true|false", "true or false"),
      "Listen beyond this machine without TLS and a token: something before the service keeps"
          + " others out."),
  HTTP_COSTLY_PER_MINUTE(
      "http.costly.per.minute",
      "240",
      new ConfigValue.Whole(1, 1_000_000),
      "How often one address may ask for explanations, exports and changes in a minute; a quarter"
          + " of that at once."),
  READ_TOKEN(
      "read.token",
      "",
      new ConfigValue.Secret("[\\x21-\\x7e]{16,200}", "16 to 200 visible characters"),
      "What a request must carry that reads anything over HTTP; none: whoever reaches the port may"
          + " read. control.token lets read, too."),
  CONTROL_TOKEN(
      "control.token",
      "",
      new ConfigValue.Secret("[\\x21-\\x7e]{16,200}", "16 to 200 visible characters"),
      "What a request must carry that changes something over HTTP; none: nothing can be changed"
          + " there. Better in the variable than in a file others can read."),
  VIEWER_MEMORY_MB(
      "viewer.memory.mb",
      "auto",
      new ConfigValue.WordOr("auto", new ConfigValue.Whole(16, 1_000_000)),
      "Memory for the viewer's maps and for finding the results of pixels, in MB; the images"
          + " touched longest ago make room. \"auto\" is a sixteenth of what Java's heap may take:"
          + " 128 with -Xmx2g."),
  BROKER_PORT(
      "broker.port",
      "auto",
      new ConfigValue.WordOr("auto", new ConfigValue.Whole(0, 65_535)),
      "Port of the embedded broker on 127.0.0.1; 0 takes a free one. \"auto\" is "
          + ServiceConfig.BROKER_PORT
          + " for serve, so that clients find it again after a restart, and a free one for demo and"
          + " bench. Unused when kafka.bootstrap.servers is set."),
  BROKER_LOGIN(
      "broker.login",
      "owner",
      new ConfigValue.Matching("owner|none", "owner or none"),
      "Who may use the embedded broker: the user who started it, by a secret in data.dir that the"
          + " commands find by themselves; or every user of the machine."),
  TOPICS_PREFIX(
      "topics.prefix",
      Topics.DEFAULT_PREFIX,
      new ConfigValue.Matching(Topics.PREFIX_PATTERN, Topics.PREFIX_EXPECTED),
      "What every topic's name starts with."),
  TOPICS_PARTITIONS(
      "topics.partitions",
      "8",
      new ConfigValue.Whole(1, 1_000),
      "Partitions of each topic: the most threads that can score. Topics that have fewer get more"
          + " at the next start; those that have more keep them."),
  TOPICS_REPLICATION(
      "topics.replication",
      "1",
      new ConfigValue.Whole(1, 100),
      "Replicas of each topic; 3 on a cluster of three or more."),
  TOPICS_RETENTION_HOURS(
      "topics.retention.hours",
      "168",
      new ConfigValue.Whole(-1, 1_000_000),
      "How long raw blocks, results and dead letters are kept; -1: for ever."),
  RESULTS_CLOUDEVENTS(
      "results.cloudevents",
      "false",
      new ConfigValue.Matching("true|false", "true or false"),
      "Whether the records of results carry the attributes of CloudEvents 1.0 as headers, about"
          + " 200 bytes each."),
  STREAM_THREADS(
      "stream.threads",
      "cores",
      new ConfigValue.WordOr("cores", new ConfigValue.Whole(1, 1_000)),
      "Threads that score; \"cores\" takes one a core."),
  STREAM_APPLICATION_ID(
      "stream.application.id",
      "spectra-streams",
      new ConfigValue.Text(),
      "Instances of the same id on the same cluster share the work."),
  STREAM_COMMIT_MS(
      "stream.commit.ms",
      "200",
      new ConfigValue.Whole(10, 60_000),
      "The longest time between commits in ms. As long as records hardly wait, results are"
          + " committed, and visible to readers, within about 50 ms."),
  DEVICE(
      "device",
      "cpu",
      new ConfigValue.Text(),
      "Where models are computed: cpu, cuda:N, several cards as cuda:0,cuda:1, or auto."),
  DEVICE_BATCH(
      "device.batch",
      "1024",
      new ConfigValue.Whole(1, 65_536),
      "Spectra of one run on a card: what several threads score at the same time goes in one run,"
          + " padded to this number."),
  DEVICE_DELAY_MS(
      "device.delay.ms",
      "2",
      new ConfigValue.Whole(0, 1_000),
      "How long a run on a card that is not full waits for spectra of other threads, in ms."),
  DEVICE_RUNS(
      "device.runs",
      "4",
      new ConfigValue.Whole(1, 64),
      "Runs of a graph that may be under way on a card at once."),
  DEVICE_MEMORY_MB(
      "device.memory.mb",
      "0",
      new ConfigValue.Whole(0, 1_000_000),
      "The most memory of a card that one graph may take, in MB; 0: as it needs."),
  DEVICE_PRECISION(
      "device.precision",
      "float32",
      new ConfigValue.Matching("float32|tf32", "float32 or tf32"),
      "How exactly a card multiplies. With tf32 a model is refused of which a probe spectrum gets"
          + " another class, or a probability is off by more than 0.01; the log says how far."),
  EXPLAIN_QUEUE(
      "explain.queue",
      "32",
      new ConfigValue.Whole(1, 10_000),
      "How many requests for an explanation may wait; those that come on top are refused as busy."),
  EXPLAIN_TIMEOUT_SECONDS(
      "explain.timeout.seconds",
      "60",
      new ConfigValue.Whole(1, 3_600),
      "A request whose turn comes later than this is refused, unless it says another time itself."),
  EXPLAIN_SAMPLES_MAX(
      "explain.samples.max",
      "50000",
      new ConfigValue.Whole(10, 1_000_000),
      "The most samples that one explanation may ask for."),
  AUDIT_FRACTION(
      "audit.fraction",
      "0.01",
      new ConfigValue.Share(""),
      "The share of the scored spectra whose amortised explanation is compared with an exact one;"
          + " 0 turns audits off."),
  AUDIT_CONFIDENCE(
      "audit.confidence",
      "0.5",
      new ConfigValue.Share(""),
      "Spectra of a lower confidence, and those that their context contradicts, are audited, too."),
  AUDIT_BUDGET(
      "audit.budget",
      "0.05",
      new ConfigValue.Share("audit.fraction=0 turns audits off"),
      "The share of one core that audits may take; what does not fit is left out and counted."),
  JOIN_LACKING(
      "join.lacking.pipelines",
      "refuse",
      new ConfigValue.Matching("refuse|allow", "refuse or allow"),
      "Whether this instance starts beside others that have pipelines which it lacks; its share of"
          + " their records is rejected then."),
  TRACING_ENDPOINT(
      "tracing.endpoint",
      "",
      new ConfigValue.Matching(
          "(https?://[^\\s@]{1,500})?", "an address as http://localhost:4318, or none"),
      "Where spans of traces are sent, by OTLP/HTTP in JSON: one for every block that is scored and"
          + " one for every result that is mapped; none: nowhere."),
  IMAGE_TIMEOUT_SECONDS(
      "image.timeout.seconds",
      "60",
      new ConfigValue.Whole(1, 1_000_000),
      "After this long without a new pixel an unfinished image counts as incomplete; a pipeline's"
          + " imageTimeoutSeconds goes before."),
  IMAGE_RETENTION_HOURS(
      "image.retention.hours",
      "168",
      new ConfigValue.Whole(-1, 1_000_000),
      "How long the map of a finished image is kept; -1: for ever."),
  DISK_FREE_MB(
      "disk.free.mb",
      "500",
      new ConfigValue.Whole(0, 1_000_000_000),
      "Health turns DOWN when less is free under data.dir, in MB."),
  DISK_STOP_MB(
      "disk.stop.mb",
      "100",
      new ConfigValue.Whole(0, 1_000_000_000),
      "The service stops in order, with the reason, when less is free under data.dir, in MB: on a"
          + " full disk nothing ends in order. 0: never.");

  private final String key;
  private final String defaultValue;

  @SuppressWarnings("ImmutableEnumChecker") // a sealed interface of records
  private final ConfigValue value;

  private final String doc;

  ConfigKey(String key, String defaultValue, ConfigValue value, String doc) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.value = value;
    this.doc = doc;
  }

  /** The key in the file and for {@code --set}. */
  public String key() {
    return key;
  }

  /** The value where nothing else is set. */
  public String defaultValue() {
    return defaultValue;
  }

  /**
   * Refuses a text that cannot be its value.
   *
   * @throws IllegalArgumentException that names key and text and says what was expected
   */
  void check(String text) {
    value.check(key, text);
  }

  /** Whether its value may not be shown. */
  boolean isSecret() {
    return value instanceof ConfigValue.Secret;
  }

  /** The whole number that {@code text}, which is not a word, says. */
  int whole(String text) {
    ConfigValue numbers = value instanceof ConfigValue.WordOr or ? or.other() : value;
    return ((ConfigValue.Whole) numbers).parse(key, text);
  }

  /** The share that {@code text} says. */
  double share(String text) {
    return ((ConfigValue.Share) value).parse(key, text);
  }

  /** What it does, in a sentence. */
  public String doc() {
    return doc;
  }

  /** The environment variable that overrides it: {@code http.port} is {@code SPECTRA_HTTP_PORT}. */
  public String variable() {
    return "SPECTRA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
