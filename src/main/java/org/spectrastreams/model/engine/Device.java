package org.spectrastreams.model.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
   * Reads {@code cpu}, {@code cuda:N} or {@code auto}; of several cards, the first: who scores or
   * explains a few spectra needs no more.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Device parse(String text) {
    return parseAll(text).get(0);
  }

  private static Device one(String text) {
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

  /**
   * Reads one device, or several cards with commas between, {@code cuda:0,cuda:1}.
   *
   * @throws IllegalArgumentException for any other text, and where a card is named twice
   */
  public static List<Device> parseAll(String text) {
    List<Device> devices = Arrays.stream(text.split(",", -1)).map(Device::one).toList();
    boolean cards = devices.stream().allMatch(device -> device.kind == Kind.CUDA);
    if (devices.size() > 1 && (!cards || Set.copyOf(devices).size() < devices.size())) {
      throw new IllegalArgumentException(
          "device '" + text + "'; expected cards alone where there are several, each once");
    }
    return devices;
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
