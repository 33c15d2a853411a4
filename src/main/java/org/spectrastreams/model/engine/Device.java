package org.spectrastreams.model.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an engine computes.
 *
 * @param kind the processor, one CUDA card, or whichever works
 * @param index the card's number for {@link Kind#CUDA}, otherwise 0
 */
public record Device(Kind kind, int index) {
  /** The kinds of devices. */
  public enum Kind {
    /** The processor. */
    CPU,
    /** An NVIDIA card; an error where it or its libraries are missing. */
    CUDA,
    /** The first NVIDIA card, or the processor where there is none. */
    AUTO
  }

  /** The processor. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern CUDA = Pattern.compile("cuda:(\\d{1,3})");

  /**
   * Reads {@code cpu}, {@code cuda:N} or {@code auto}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Device parse(String text) {
    Matcher cuda = CUDA.matcher(text);
    if (cuda.matches()) {
      return new Device(Kind.CUDA, Integer.parseInt(cuda.group(1)));
    }
    return switch (text) {
      case "cpu" -> CPU;
      case "auto" -> new Device(Kind.AUTO, 0);
      default ->
          throw new IllegalArgumentException(
              "device '" + text + "'; expected cpu, cuda:N (N = the card's number) or auto");
    };
  }

  @Override
  public String toString() {
    return switch (kind) {
      case CPU -> "cpu";
      case CUDA -> "cuda:" + index;
      case AUTO -> "auto";
    };
  }
}
