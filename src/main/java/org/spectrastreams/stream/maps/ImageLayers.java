package org.spectrastreams.stream.maps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileState;

/**
 * The layers of one image, as its first result laid them out. Later results with or without
 * optional ones are taken as far as the layers go.
 */
final class ImageLayers {
  private final MapLayers known;
  private final List<MapLayer> layers = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private final List<String> required = new ArrayList<>();
  private boolean hasStrangers;
  private final int quality;
  private final int predicted;
  private final int notJudged;
  private final int firstLabel;

  /** The layers that an image's status lists. */
  ImageLayers(MapLayers known, List<Wire.Layer> listed) {
    this.known = known;
    for (Wire.Layer layer : listed) {
      Optional<LayerFamily> family = known.familyOf(layer);
      if (family.isEmpty()) {
        hasStrangers = true;
        continue;
      }
      layers.add(family.get().layer(layer).orElseThrow());
      ids.add(layer.getId());
      if (!family.get().isOptional()) {
        required.add(layer.getId());
      }
    }
    this.quality = ids.indexOf(QualityLayer.ID);
    this.predicted = ids.indexOf(ClassLayers.CLASS);
    this.notJudged = ids.indexOf(JudgementLayers.NOT_JUDGED);
    this.firstLabel = ids.indexOf(OutcomeLayers.LABEL + 0);
  }

  /** Whether a result has the same layers as this image, optional ones aside. */
  boolean take(ResultView result) {
    return !hasStrangers && required.equals(known.requiredIds(result));
  }

  /** Whether a result has optional layers that an image is begun anew for, and this one lacks. */
  boolean lackSomeOf(ResultView result) {
    return !ids.containsAll(known.idsThatBegin(result));
  }

  /** The quality bits of a pixel, or {@link Sentinels#TILE_FLAGS_NOT_SEEN}. */
  int quality(TileState tile, int pixel) {
    return tile.flagsAt(quality, pixel);
  }

  /** The class of a pixel of an image that has classes, as {@link TileState#classAt}. */
  int predictedClass(TileState tile, int pixel) {
    return tile.classAt(predicted, pixel);
  }

  /** Whether the image says of every pixel why it was not judged. */
  boolean haveReasons() {
    return notJudged >= 0;
  }

  /** Whether the image has classes. */
  boolean haveClasses() {
    return predicted >= 0;
  }

  /** The reason of a pixel of an image that has them: its number, or a sentinel of classes. */
  int reason(TileState tile, int pixel) {
    return tile.classAt(notJudged, pixel);
  }

  /** Enters the reason of a pixel. */
  void enterReason(TileState tile, int pixel, int code) {
    tile.setClass(notJudged, pixel, code);
  }

  /** The score of a label of a pixel; NaN where it has none. */
  float score(TileState tile, int pixel, int label) {
    return tile.numberAt(firstLabel + label, pixel);
  }

  /** How the spectra of a result that is {@linkplain #take taken} are entered, layer by layer. */
  List<MapLayer.Entry> entries(ResultView result) {
    return layers.stream().map(layer -> layer.entry(result)).toList();
  }
}
