package org.spectrastreams.train.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Recipes as YAML files, shipped with the program or the user's own. */
final class RecipeFile {
  private static final JsonMapper YAML =
      JsonMapper.builder(new YAMLFactory())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private RecipeFile() {}

  static Recipe read(String nameOrFile) throws IOException {
    try (InputStream shipped =
        Recipe.class.getResourceAsStream("/recipes/" + nameOrFile + ".yaml")) {
      if (shipped != null) {
        return parse(shipped.readAllBytes(), nameOrFile);
      }
    }
    Path file = Path.of(nameOrFile);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "no recipe '"
              + nameOrFile
              + "'; expected a YAML file, or one of "
              + String.join(", ", Recipe.SHIPPED));
    }
    return parse(Files.readAllBytes(file), nameOrFile);
  }

  private static Recipe parse(byte[] yaml, String origin) throws IOException {
    try {
      return Recipe.fromSettings(YAML.readValue(yaml, new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("recipe " + origin + ": " + e.getMessage(), e);
    }
  }
}
