package org.spectrastreams.server.maps;

import java.util.List;
import org.spectrastreams.stream.maps.LayerCodes;
import org.spectrastreams.stream.maps.MapLayer;
import org.spectrastreams.stream.maps.MapLayers;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.tile.TileFormat;

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
public record LayerInfo(
    String id,
    String title,
    String unit,
    String encoding,
    Integer notSeen,
    Integer none,
    String noneTitle,
    Integer notJudged,
    List<String> names) {
  /** Every layer that this service writes, and what is known of others by their encoding. */
  public static final MapLayers KNOWN = MapLayers.found();

  /** A layer of an image. */
  public static LayerInfo of(MapLayer layer, ImageStatus image) {
    TileFormat format = layer.format();
    return new LayerInfo(
        layer.id(),
        layer.listed().getTitle(),
        layer.listed().getUnit(),
        format.id(),
        format.notSeen().isPresent() ? (Integer) format.notSeen().getAsInt() : null,
        format.none().isPresent() ? (Integer) format.none().getAsInt() : null,
        layer.codes().map(LayerCodes::noneTitle).orElse(null),
        layer.codes().filter(LayerCodes::tellNotJudged).isPresent()
            ? (Integer) format.notJudged().orElseThrow()
            : null,
        layer.codes().flatMap(codes -> codes.names(image)).orElse(null));
  }
}
