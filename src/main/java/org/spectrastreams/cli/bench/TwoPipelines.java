package org.spectrastreams.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The pipeline to measure, written twice: without explanations and with them. */
final class TwoPipelines {
  /** Activation maps alone. */
  static final String MAP_ONLY = "bench-maps";

  /** Contexts and LIME bands besides, as the pipeline has them by default. */
  static final String FULL = "bench-contexts";

  private TwoPipelines() {}

  /**
   * Writes both.
   *
   * @param pipelines folder of the definitions
   * @param folder where to
   * @return {@code folder}
   * @throws IOException if there is no such pipeline
   */
  static Path write(Path pipelines, String pipeline, Path folder) throws IOException {
    Files.createDirectories(folder);
    YAMLMapper yaml = new YAMLMapper();
    try (Stream<Path> files = Files.list(pipelines)) {
      for (Path file : files.filter(found -> found.toString().endsWith(".yaml")).toList()) {
        if (yaml.readTree(file.toFile()) instanceof ObjectNode definition
            && definition.path("name").asText().equals(pipeline)) {
          definition.put("name", MAP_ONLY);
          definition.putObject("explanations").put("context", false).put("limeBands", 0);
          yaml.writeValue(folder.resolve(MAP_ONLY + ".yaml").toFile(), definition);
          definition.put("name", FULL);
          definition.remove("explanations");
          yaml.writeValue(folder.resolve(FULL + ".yaml").toFile(), definition);
          return folder;
        }
      }
    }
    throw new IOException("no pipeline " + pipeline + " in " + pipelines);
  }
}
