package org.spectrastreams.stream.maps;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;

/** What the codes of a layer's pixels stand for. Immutable; any thread. */
public final class LayerCodes {
  /** Indices of the image's classes. */
  static final LayerCodes CLASSES =
      new LayerCodes(
          "no class",
          image -> Optional.of(image.getClassNamesList()),
          (code, image) -> nameOrNothing(image.getClassNamesList(), code));

  /** The same, where what was not judged has a code of its own. */
  static final LayerCodes JUDGEMENTS =
      new LayerCodes(
          CLASSES.noneTitle,
          CLASSES.names,
          (code, image) ->
              code == Sentinels.TILE_NOT_JUDGED ? "not judged" : CLASSES.text(code, image));

  /** Indices of the image's reasons not to judge. */
  static final LayerCodes REASONS =
      new LayerCodes(
          "judged",
          image -> Optional.of(reasons(image)),
          (code, image) -> nameOrNothing(reasons(image), code));

  /** Bits, in the order of the image's quality names. */
  static final LayerCodes FLAGS =
      new LayerCodes(
          "no flag",
          image -> Optional.of(image.getQualityNamesList()),
          (code, image) -> flags(code, image.getQualityNamesList()));

  /** Indices of the image's names of what is truly there. */
  static final LayerCodes TRUTHS =
      new LayerCodes(
          "truth not known",
          image -> Optional.of(image.getTruthNamesList()),
          (code, image) -> nameOrNothing(image.getTruthNamesList(), code));

  private final String noneTitle;
  private final Function<Wire.ImageStatus, Optional<List<String>>> names;
  private final BiFunction<Integer, Wire.ImageStatus, String> text;

  private LayerCodes(
      String noneTitle,
      Function<Wire.ImageStatus, Optional<List<String>>> names,
      BiFunction<Integer, Wire.ImageStatus, String> text) {
    this.noneTitle = noneTitle;
    this.names = names;
    this.text = text;
  }

  /** Answers to a question, which stand as numbers in text. */
  static LayerCodes choices(List<String> names) {
    List<String> known = List.copyOf(names);
    return new LayerCodes(
        "no class", image -> Optional.of(known), (code, image) -> Integer.toString(code));
  }

  /** What was made of what is truly there. */
  static LayerCodes verdicts(List<String> names) {
    return named(TRUTHS.noneTitle, names);
  }

  /** Codes whose names are the same for every image. */
  static LayerCodes named(String none, List<String> names) {
    return new LayerCodes(
        none, image -> Optional.of(names), (code, image) -> nameOrNothing(names, code));
  }

  /** Numbers of their own, as of contexts. */
  static LayerCodes indices(String of) {
    return new LayerCodes(
        "no " + of, image -> Optional.empty(), (code, image) -> Integer.toString(code));
  }

  private static List<String> reasons(Wire.ImageStatus image) {
    return image.getNotJudgedList().stream().map(count -> count.getReason().getText()).toList();
  }

  private static String nameOrNothing(List<String> names, int code) {
    return code < names.size() ? names.get(code) : "";
  }

  private static String flags(int bits, List<String> names) {
    StringBuilder set = new StringBuilder();
    for (int bit = 0; bit < names.size(); bit++) {
      if ((bits & 1 << bit) != 0) {
        set.append(set.isEmpty() ? "" : " ").append(names.get(bit));
      }
    }
    return set.toString();
  }

  /** What a pixel is called whose result has nothing to say here. */
  public String noneTitle() {
    return noneTitle;
  }

  /** Whether the layer tells what was not judged, by the code that its format has for it. */
  public boolean tellNotJudged() {
    return this == JUDGEMENTS;
  }

  /** What the codes stand for by number, of flags by bit; empty where they are their own names. */
  public Optional<List<String>> names(Wire.ImageStatus image) {
    return names.apply(image);
  }

  /** A code as text. */
  String text(int code, Wire.ImageStatus image) {
    return text.apply(code, image);
  }
}
