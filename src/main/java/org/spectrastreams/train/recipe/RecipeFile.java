package org.spectrastreams.train.recipe;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** Recipes as YAML files, shipped with the program or the user's own. */
public final class RecipeFile {
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

  /**
   * The text of a recipe that ships with the program, comments included.
   *
   * @throws IOException if there is none of this name; the message lists those there are
   */
  public static String shippedText(String name) throws IOException {
    if (!Recipe.SHIPPED.contains(name)) {
      throw new IOException(
          "no recipe '" + name + "' ships; expected one of " + String.join(", ", Recipe.SHIPPED));
    }
    try (InputStream shipped = Recipe.class.getResourceAsStream("/recipes/" + name + ".yaml")) {
      return new String(shipped.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** What is wrong with a recipe, with the key and without the names of classes. */
  private static String readable(Exception e) {
    Throwable cause = e instanceof JsonMappingException ? e : e.getCause();
    if (!(cause instanceof JsonMappingException wrong)) {
      return e.getMessage();
    }
    String key =
        wrong.getPath().stream()
            .map(step -> step.getFieldName() == null ? "[]" : "." + step.getFieldName())
            .collect(Collectors.joining())
            .replaceFirst("^\\.", "");
    if (wrong instanceof UnrecognizedPropertyException unknown) {
      return "unknown key '"
          + key
          + "'; expected one of "
          + unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
    }
    if (wrong.getOriginalMessage().startsWith("Cannot map `null`")
        || wrong.getOriginalMessage().startsWith("Missing required")) {
      return "key '"
          + key
          + "' is missing; \"spectra recipe explain\" lists every key: "
          + wrong
              .getOriginalMessage()
              .replaceFirst("^Cannot map `null` into type ", "expected ")
              .replaceAll(" \\(set [^)]*\\)", "");
    }
    String said = wrong.getOriginalMessage().replaceAll("`[a-z]+(\\.[a-z0-9]+)+\\.", "`");
    return key.isEmpty() ? said : "key '" + key + "': " + said;
  }

  private static Recipe parse(byte[] yaml, String origin) throws IOException {
    try {
      return Recipe.fromSettings(YAML.readValue(yaml, new TypeReference<Map<String, Object>>() {}));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("recipe " + origin + ": " + readable(e), e);
    }
  }
}
