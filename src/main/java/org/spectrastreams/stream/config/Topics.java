package org.spectrastreams.stream.config;

import java.util.List;

/**
 * The names of the topics of one installation.
 *
 * @param prefix what every name starts with, for instance {@code spectra.}
 */
public record Topics(String prefix) {
  /** The default prefix. */
  public static final String DEFAULT_PREFIX = "spectra.";

  static final String PREFIX_PATTERN = "[A-Za-z0-9._-]{0,100}";
  static final String PREFIX_EXPECTED = "up to 100 characters of A-Z a-z 0-9 . _ -";

  /** Checks that the prefix is one that Kafka allows. */
  public Topics {
    if (!prefix.matches(PREFIX_PATTERN)) {
      throw new IllegalArgumentException(
          "topic prefix \"" + prefix + "\"; expected " + PREFIX_EXPECTED);
    }
  }

  /** Blocks of spectra, key {@code image/sequence}. */
  public String raw() {
    return prefix + "raw";
  }

  /** One result for each scored block, key image id. */
  public String results() {
    return prefix + "results";
  }

  /** Map tiles (compacted), key {@code image/layer/tileX/tileY}. */
  public String maps() {
    return prefix + "maps";
  }

  /** The life cycle of images (compacted), key image id. */
  public String images() {
    return prefix + "images";
  }

  /** Records that could not be scored, as they came, with the cause in their headers. */
  public String deadLetter() {
    return prefix + "dead-letter";
  }

  /** Questions about single spectra, any key. */
  public String explainRequests() {
    return prefix + "explain.requests";
  }

  /** Answers to them, key correlation id, and audits, key image id. */
  public String explanations() {
    return prefix + "explanations";
  }

  /** Which version of its model every pipeline is to use, and what instances use (compacted). */
  public String models() {
    return prefix + "models";
  }

  /** What was sent of watched folders (compacted), key watch/file. */
  public String watched() {
    return prefix + "watched";
  }

  /** All of them. */
  public List<String> all() {
    return List.of(
        raw(),
        results(),
        maps(),
        images(),
        deadLetter(),
        explainRequests(),
        explanations(),
        models(),
        watched());
  }
}
