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
      "Folder of the embedded broker's log and of the state stores; relative to the project's"
          + " folder."),
  MODEL_STORE("model.store", "model-store", "Folder of the model packages."),
  PIPELINES_DIR("pipelines.dir", "streams", "Folder of the pipeline definitions, *.yaml."),
  HTTP_HOST("http.host", "127.0.0.1", "Address the viewer and the REST interface listen on."),
  HTTP_PORT("http.port", "8080", "Their port; 0 takes a free one."),
  HTTP_ALLOWED_HOSTS(
      "http.allowed.hosts",
      "",
      "Further host names the HTTP side answers to, with commas between; loopback names and"
          + " http.host always count."),
  VIEWER_MEMORY_MB(
      "viewer.memory.mb",
      "128",
      "Memory for the viewer's maps and for finding the results of pixels, in MB; the images"
          + " touched longest ago make room."),
  BROKER_PORT(
      "broker.port",
      "0",
      "Port of the embedded broker on 127.0.0.1; 0 takes a free one. Unused when"
          + " kafka.bootstrap.servers is set."),
  TOPICS_PREFIX("topics.prefix", Topics.DEFAULT_PREFIX, "What every topic's name starts with."),
  TOPICS_PARTITIONS(
      "topics.partitions", "8", "Partitions of each topic: the most threads that can score."),
  TOPICS_REPLICATION(
      "topics.replication", "1", "Replicas of each topic; 3 on a cluster of three or more."),
  TOPICS_RETENTION_HOURS(
      "topics.retention.hours",
      "168",
      "How long raw blocks, results and dead letters are kept; -1: for ever."),
  STREAM_THREADS("stream.threads", "cores", "Threads that score; \"cores\" takes one a core."),
  STREAM_APPLICATION_ID(
      "stream.application.id",
      "spectra-streams",
      "Instances of the same id on the same cluster share the work."),
  STREAM_COMMIT_MS(
      "stream.commit.ms",
      "200",
      "Time between commits in ms: results become visible to readers this often."),
  DEVICE("device", "cpu", "Where models are computed: cpu, cuda:N or auto."),
  EXPLAIN_QUEUE(
      "explain.queue",
      "32",
      "How many requests for an explanation may wait; those that come on top are refused as busy."),
  EXPLAIN_TIMEOUT_SECONDS(
      "explain.timeout.seconds",
      "60",
      "A request whose turn comes later than this is refused, unless it says another time itself."),
  EXPLAIN_SAMPLES_MAX(
      "explain.samples.max", "50000", "The most samples that one explanation may ask for."),
  AUDIT_FRACTION(
      "audit.fraction",
      "0.01",
      "The share of the scored spectra whose amortised explanation is compared with an exact one;"
          + " 0 turns audits off."),
  AUDIT_CONFIDENCE(
      "audit.confidence",
      "0.5",
      "Spectra of a lower confidence, and those that their context contradicts, are audited, too."),
  AUDIT_BUDGET(
      "audit.budget",
      "0.05",
      "The share of one core that audits may take; what does not fit is left out and counted."),
  IMAGE_TIMEOUT_SECONDS(
      "image.timeout.seconds",
      "60",
      "After this long without a new pixel an unfinished image counts as incomplete; a pipeline's"
          + " imageTimeoutSeconds goes before."),
  IMAGE_RETENTION_HOURS(
      "image.retention.hours",
      "168",
      "How long the map of a finished image is kept; -1: for ever."),
  DISK_FREE_MB("disk.free.mb", "500", "Health turns DOWN when less is free under data.dir, in MB.");

  private final String key;
  private final String defaultValue;
  private final String doc;

  ConfigKey(String key, String defaultValue, String doc) {
    this.key = key;
    this.defaultValue = defaultValue;
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

  /** What it does, in a sentence. */
  public String doc() {
    return doc;
  }

  /** The environment variable that overrides it: {@code http.port} is {@code SPECTRA_HTTP_PORT}. */
  public String variable() {
    return "SPECTRA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
