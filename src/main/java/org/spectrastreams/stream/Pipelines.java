package org.spectrastreams.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.spectrastreams.spectrum.Quantity;

/** The pipelines of one service, by name. Immutable. */
public final class Pipelines {
  private static final int MAX_BANDS = 32;

  private final Map<String, Pipeline> byName;

  private Pipelines(Map<String, Pipeline> byName) {
    this.byName = byName;
  }

  /** The given pipelines. */
  public static Pipelines of(Collection<Pipeline> pipelines) {
    Map<String, Pipeline> byName = new TreeMap<>();
    for (Pipeline pipeline : pipelines) {
      if (byName.put(pipeline.name(), pipeline) != null) {
        throw new IllegalArgumentException(
            "two pipelines are called " + pipeline.name() + "; rename one");
      }
    }
    return new Pipelines(byName);
  }

  /**
   * Reads every {@code *.yaml} file directly in {@code folder}.
   *
   * @throws IOException if the folder cannot be read, holds no pipeline, or a file is malformed;
   *     the message names the file, the key and what was expected
   */
  public static Pipelines load(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is no folder; set pipelines.dir to one with *.yaml files");
    }
    List<Path> files;
    try (Stream<Path> found = Files.list(folder)) {
      files = found.filter(Pipelines::definesPipeline).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new IOException(folder + " holds no *.yaml file; expected one for each pipeline");
    }
    List<Pipeline> pipelines = new ArrayList<>();
    for (Path file : files) {
      pipelines.add(read(file));
    }
    try {
      return of(pipelines);
    } catch (IllegalArgumentException twice) {
      throw new IOException(folder + ": " + twice.getMessage(), twice);
    }
  }

  // The contract's description stands in the same folder.
  private static boolean definesPipeline(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") && !name.equals("asyncapi.yaml");
  }

  /** Reads one pipeline from a file; errors as {@link #load}. */
  public static Pipeline read(Path file) throws IOException {
    try {
      return new Reader().pipeline(new YAMLMapper().readTree(Files.readString(file)));
    } catch (JsonProcessingException malformed) {
      throw new IOException(file + ": no YAML: " + malformed.getOriginalMessage(), malformed);
    } catch (IllegalArgumentException wrong) {
      throw new IOException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /** The pipeline of this name. */
  public Optional<Pipeline> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** All pipelines, sorted by name. */
  public List<Pipeline> all() {
    return List.copyOf(byName.values());
  }

  /** Their names, sorted. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  private static final class Reader {
    Pipeline pipeline(JsonNode node) {
      known(
          node,
          "the file",
          Set.of(
              "name",
              "title",
              "model",
              "quantities",
              "activationMap",
              "imageTimeoutSeconds",
              "bands"));
      String name = text(node, "name");
      if (!name.matches("[a-z0-9][a-z0-9._-]{0,99}")) {
        throw new IllegalArgumentException(
            "name is \"" + name + "\"; expected up to 100 characters of a-z 0-9 . _ -");
      }
      Optional<Integer> timeout = Optional.empty();
      if (node.has("imageTimeoutSeconds")) {
        double seconds = number(node, "imageTimeoutSeconds");
        if (!(seconds >= 1 && seconds <= 1_000_000 && seconds == Math.rint(seconds))) {
          throw new IllegalArgumentException(
              "imageTimeoutSeconds is " + seconds + "; expected a whole number from 1 to 1000000");
        }
        timeout = Optional.of((int) seconds);
      }
      return new Pipeline(
          name,
          node.has("title") ? text(node, "title") : name,
          node.has("model") ? Optional.of(text(node, "model")) : Optional.empty(),
          quantities(node.path("quantities")),
          policy(node),
          timeout,
          bands(node.path("bands")));
    }

    private static Set<Quantity> quantities(JsonNode list) {
      Set<Quantity> quantities = EnumSet.noneOf(Quantity.class);
      for (JsonNode entry : list(list, "quantities")) {
        quantities.add(
            Quantity.parse(entry.asText())
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "quantities holds \""
                                + entry.asText()
                                + "\"; expected some of "
                                + Stream.of(Quantity.values()).map(Quantity::id).toList())));
      }
      return quantities;
    }

    private static Pipeline.ActivationMapPolicy policy(JsonNode node) {
      if (!node.has("activationMap")) {
        return Pipeline.ActivationMapPolicy.COMPACT;
      }
      return switch (text(node, "activationMap").toLowerCase(Locale.ROOT)) {
        case "compact" -> Pipeline.ActivationMapPolicy.COMPACT;
        case "none" -> Pipeline.ActivationMapPolicy.NONE;
        default ->
            throw new IllegalArgumentException(
                "activationMap is \""
                    + text(node, "activationMap")
                    + "\"; expected compact or none");
      };
    }

    private static List<Band> bands(JsonNode list) {
      List<Band> bands = new ArrayList<>();
      for (JsonNode entry : list(list, "bands")) {
        Band band = band(entry);
        if (bands.stream().anyMatch(other -> other.name().equals(band.name()))) {
          throw new IllegalArgumentException("two bands are called " + band.name());
        }
        bands.add(band);
      }
      if (bands.size() > MAX_BANDS) {
        throw new IllegalArgumentException(bands.size() + " bands; expected at most " + MAX_BANDS);
      }
      return bands;
    }

    private static Band band(JsonNode node) {
      String name = text(node, "name");
      if (!name.matches("[a-z0-9][a-z0-9._-]{0,49}")) {
        throw new IllegalArgumentException(
            "band name \"" + name + "\"; expected up to 50 characters of a-z 0-9 . _ -");
      }
      String title = node.has("title") ? text(node, "title") : name;
      if (node.has("ratio")) {
        known(node, "band " + name, Set.of("name", "title", "ratio"));
        JsonNode ratio = node.get("ratio");
        if (!ratio.isArray() || ratio.size() != 2) {
          throw new IllegalArgumentException(
              "ratio of band " + name + " is " + ratio + "; expected two bands, [upper, lower]");
        }
        return new Band(
            name, title, new Band.Ratio(height(ratio.get(0), name), height(ratio.get(1), name)));
      }
      known(node, "band " + name, Set.of("name", "title", "at", "halfWidth", "baseline"));
      return new Band(name, title, height(node, name));
    }

    private static Band.Height height(JsonNode node, String band) {
      double at = number(node, "at");
      double halfWidth = node.has("halfWidth") ? number(node, "halfWidth") : 0;
      double from = Double.NaN;
      double to = Double.NaN;
      JsonNode baseline = node.path("baseline");
      if (!baseline.isMissingNode()) {
        if (!baseline.isArray()
            || baseline.size() != 2
            || !baseline.get(0).isNumber()
            || !baseline.get(1).isNumber()
            || baseline.get(0).asDouble() >= baseline.get(1).asDouble()) {
          throw new IllegalArgumentException(
              "baseline of band "
                  + band
                  + " is "
                  + baseline
                  + "; expected two wavenumbers, [lower, upper]");
        }
        from = baseline.get(0).asDouble();
        to = baseline.get(1).asDouble();
      }
      if (!(at > 0) || !(halfWidth >= 0)) {
        throw new IllegalArgumentException(
            "band "
                + band
                + " is at "
                + at
                + " ± "
                + halfWidth
                + " cm-1; expected a position above 0 and a half-width of 0 or more");
      }
      return new Band.Height(at, halfWidth, from, to);
    }

    private static void known(JsonNode node, String where, Set<String> keys) {
      if (!node.isObject()) {
        throw new IllegalArgumentException(where + " is " + node + "; expected key: value");
      }
      node.fieldNames()
          .forEachRemaining(
              key -> {
                if (!keys.contains(key)) {
                  throw new IllegalArgumentException(
                      where
                          + " has the key \""
                          + key
                          + "\"; expected some of "
                          + keys.stream().sorted().toList());
                }
              });
    }

    private static Iterable<JsonNode> list(JsonNode node, String key) {
      if (!node.isMissingNode() && !node.isArray()) {
        throw new IllegalArgumentException(key + " is " + node + "; expected a list");
      }
      return node;
    }

    private static String text(JsonNode node, String key) {
      JsonNode value = node.path(key);
      if (!value.isTextual() || value.asText().isBlank()) {
        throw new IllegalArgumentException(
            key + " is " + (value.isMissingNode() ? "missing" : value) + "; expected a text");
      }
      return value.asText();
    }

    private static double number(JsonNode node, String key) {
      JsonNode value = node.path(key);
      if (!value.isNumber()) {
        throw new IllegalArgumentException(
            key + " is " + (value.isMissingNode() ? "missing" : value) + "; expected a number");
      }
      return value.asDouble();
    }
  }
}
