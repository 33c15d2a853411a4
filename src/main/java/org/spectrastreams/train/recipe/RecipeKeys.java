package org.spectrastreams.train.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;

/** Every key that a recipe may have, read from the records that a recipe is read into. */
public final class RecipeKeys {
  private final List<Key> keys = new ArrayList<>();

  private RecipeKeys() {}

  /**
   * One key.
   *
   * @param path where it stands, {@code training.epochs}; what stands in brackets is the value of
   *     the key that decides which others there are: {@code data[labelled-map].sample}
   * @param value what may stand there
   * @param required whether a recipe cannot do without it
   */
  public record Key(String path, String value, boolean required) {}

  /** All keys, in the order of the records. */
  public static List<Key> all() {
    RecipeKeys found = new RecipeKeys();
    found.add("", Recipe.class);
    return List.copyOf(found.keys);
  }

  private void add(String before, Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
      boolean required =
          component.getType().isPrimitive() || (property != null && property.required());
      String path = before + component.getName();
      add(path, component.getGenericType(), required);
    }
  }

  private void add(String path, Type type, boolean required) {
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      Type element = list.getActualTypeArguments()[0];
      if (isDeeper(element)) {
        deeper(path + "[]", (Class<?>) element);
      } else {
        keys.add(new Key(path, "a list of " + named(element), required));
      }
    } else if (isDeeper(type)) {
      deeper(path, (Class<?>) type);
    } else {
      keys.add(new Key(path, named(type), required));
    }
  }

  private static boolean isDeeper(Type type) {
    return type instanceof Class<?> known
        && known != SpectralAxis.class
        && (known.isRecord() || known.isAnnotationPresent(JsonSubTypes.class));
  }

  private void deeper(String path, Class<?> type) {
    JsonSubTypes kinds = type.getAnnotation(JsonSubTypes.class);
    if (kinds == null) {
      add(path + ".", type);
      return;
    }
    String decides = type.getAnnotation(JsonTypeInfo.class).property();
    keys.add(
        new Key(
            path + "." + decides,
            Arrays.stream(kinds.value())
                .map(JsonSubTypes.Type::name)
                .collect(Collectors.joining(", ", "one of ", "")),
            true));
    for (JsonSubTypes.Type kind : kinds.value()) {
      add(path + "[" + kind.name() + "].", kind.value());
    }
  }

  private static String named(Type type) {
    if (type == Quantity.class) {
      return Arrays.stream(Quantity.values())
          .map(Quantity::id)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == SpectralAxis.class) {
      return "an axis: first, step and points, or wavenumbers";
    }
    if (type instanceof Class<?> known && known.isEnum()) {
      return Arrays.stream(known.getFields())
          .map(field -> field.getAnnotation(JsonProperty.class))
          .map(JsonProperty::value)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (type == double.class || type == Double.class || type == float.class) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == float[].class || type == double[].class) {
      return "numbers";
    }
    String name = type instanceof Class<?> known ? known.getSimpleName() : type.getTypeName();
    return type == String.class ? "text" : name.toLowerCase(Locale.ROOT);
  }
}
