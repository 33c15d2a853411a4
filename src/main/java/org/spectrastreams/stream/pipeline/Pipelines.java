package org.spectrastreams.stream.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The pipelines of one service, by name. Immutable. */
public final class Pipelines implements KnownPipelines {
  private final Map<String, Pipeline> byName;

  private Pipelines(Map<String, Pipeline> byName) {
    this.byName = byName;
  }

  /**
   * The given pipelines.
   *
   * @throws IllegalArgumentException if two have the same name
   */
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
   *     the message names the file, what was found and what was expected
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

  // The description of the wire contract stands in the same folder.
  private static boolean definesPipeline(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") && !name.equals("asyncapi.yaml");
  }

  /**
   * These, and one called like it for every model that none of them scores with: a model that was
   * just trained or imported needs no file.
   *
   * @param models the names of models, without versions
   */
  public Pipelines andOf(Collection<String> models) {
    Map<String, Pipeline> all = new TreeMap<>(byName);
    for (String model : models) {
      boolean used =
          byName.values().stream()
              .map(pipeline -> pipeline.model().orElse(""))
              .anyMatch(named -> named.equals(model) || named.startsWith(model + "@"));
      if (!used) {
        all.putIfAbsent(model, Pipeline.plain(model, model));
      }
    }
    return new Pipelines(all);
  }

  /** Reads one pipeline from a file; errors as {@link #load}. */
  public static Pipeline read(Path file) throws IOException {
    try {
      return PipelineDefinition.ofYaml(Files.readString(file));
    } catch (IllegalArgumentException malformed) {
      throw new IOException(file + ": no pipeline: " + malformed.getMessage(), malformed);
    }
  }

  @Override
  public Optional<Pipeline> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public List<Pipeline> all() {
    return List.copyOf(byName.values());
  }

  @Override
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }
}
