package org.spectrastreams.server;

import java.util.List;
import org.spectrastreams.wire.TileFormat;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.Layer;

/**
 * One layer of an image, with all that is needed to read and to name its pixels.
 *
 * @param id its name in paths
 * @param title for people
 * @param unit empty for none
 * @param encoding {@link TileFormat#id}
 * @param notSeen the code of a pixel without a result; null for numbers, which are NaN then
 * @param none the code of a pixel whose result has nothing to say here; null for numbers
 * @param noneTitle what that is called; null for numbers
 * @param notJudged the code of a pixel that was not judged for another reason than its quality;
 *     null where the layer has none
 * @param names what the codes stand for, by number, of flags by bit; null where they are numbers of
 *     their own, as of contexts
 */
record LayerInfo(
    String id,
    String title,
    String unit,
    String encoding,
    Integer notSeen,
    Integer none,
    String noneTitle,
    Integer notJudged,
    List<String> names) {
  /** The layer that says whether a pixel's context stands for another class. */
  static final String CONTRADICTION = "contradiction";

  /** The layer that says why a pixel was not judged. */
  static final String NOT_JUDGED = "not-judged";

  private static final String CLASS = "class";
  private static final List<String> CONTRADICTIONS =
      List.of("agrees with its context", "contradicted by its context");

  /**
   * A layer of an image.
   *
   * @throws IllegalArgumentException if its encoding is not known
   */
  static LayerInfo of(Layer layer, ImageStatus image) {
    TileFormat format = TileFormat.of(layer.getEncoding());
    String noneTitle =
        switch (format) {
          case FLOAT32 -> null;
          case CLASS_U8 -> layer.getId().equals(NOT_JUDGED) ? "judged" : "no class";
          case FLAGS_U16 -> "no flag";
          case INDEX_U16 -> "no " + layer.getId();
        };
    List<String> names =
        switch (format) {
          case FLOAT32, INDEX_U16 -> null;
          case CLASS_U8 -> codeNames(layer, image);
          case FLAGS_U16 -> image.getQualityNamesList();
        };
    return new LayerInfo(
        layer.getId(),
        layer.getTitle(),
        layer.getUnit(),
        format.id(),
        format.notSeen().isPresent() ? (Integer) format.notSeen().getAsInt() : null,
        format.none().isPresent() ? (Integer) format.none().getAsInt() : null,
        noneTitle,
        layer.getId().equals(CLASS) ? (Integer) format.notJudged().orElseThrow() : null,
        names);
  }

  /** What the codes of a layer of classes stand for. */
  static List<String> codeNames(Layer layer, ImageStatus image) {
    return switch (layer.getId()) {
      case CONTRADICTION -> CONTRADICTIONS;
      case NOT_JUDGED ->
          image.getNotJudgedList().stream().map(count -> count.getReason().getText()).toList();
      default -> image.getClassNamesList();
    };
  }
}
