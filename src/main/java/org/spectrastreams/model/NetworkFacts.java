package org.spectrastreams.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a manifest says of the network that every member is, in the network's own words. Nothing
 * that serves a model reads them; training a twin does.
 *
 * @param kind the network's name in the registry; empty in packages written before networks had
 *     names
 * @param description one member in words, as in "each a …"
 * @param architecture the network's own settings
 * @param explanation what the activation map means
 */
public record NetworkFacts(
    String kind,
    String description,
    Map<String, Object> architecture,
    ModelManifest.Explanation explanation) {
  /** Copies the settings. */
  public NetworkFacts {
    architecture = Collections.unmodifiableMap(new LinkedHashMap<>(architecture));
  }
}
