package org.spectrastreams.stream.maps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.preprocess.BandDefinition;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.TileState;
import org.spectrastreams.wire.proto.Wire;

/**
 * Which layers an image's map has, in which order, and how a result is entered in them. The first
 * result decides; later ones with or without contexts are taken as far as the layers go.
 */
final class ImageLayers {
  private static final String BAND = "band:";
  private static final int CLASS_LAYERS = 3;

  private final List<Wire.Layer> layers;
  private final int context;
  private final int quality;

  private ImageLayers(List<Wire.Layer> layers) {
    this.layers = layers;
    this.context = indexOf("context");
    this.quality = indexOf("quality");
  }

  /** The layers that an image's status lists. */
  static ImageLayers of(List<Wire.Layer> layers) {
    return new ImageLayers(layers);
  }

  /** The layers for an image whose first result this is. */
  static List<Wire.Layer> layOut(ResultView first, Optional<Pipeline> pipeline) {
    List<Wire.Layer> layers = new ArrayList<>();
    if (first.classes() > 0) {
      layers.add(layer("class", "Class", "", Wire.TileEncoding.CLASS_U8));
      layers.add(layer("confidence", "Confidence", "", Wire.TileEncoding.FLOAT32));
      layers.add(layer("agreement", "Agreement of the members", "", Wire.TileEncoding.FLOAT32));
    }
    if (first.hasContexts()) {
      layers.add(layer("context", "Context", "", Wire.TileEncoding.INDEX_U16));
      layers.add(
          layer("contradiction", "Contradicted by the context", "", Wire.TileEncoding.CLASS_U8));
      layers.add(layer("linearised", "Linearised vote", "", Wire.TileEncoding.CLASS_U8));
      layers.add(layer("latent-1", "Latent space 1", "", Wire.TileEncoding.FLOAT32));
      layers.add(layer("latent-2", "Latent space 2", "", Wire.TileEncoding.FLOAT32));
    }
    layers.add(layer("quality", "Quality", "", Wire.TileEncoding.FLAGS_U16));
    for (Wire.BandValues band : first.block().getBandsList()) {
      String title =
          pipeline.stream()
              .flatMap(known -> known.bands().stream())
              .filter(definition -> definition.name().equals(band.getName()))
              .map(BandDefinition::title)
              .findFirst()
              .orElse(band.getName());
      layers.add(layer(BAND + band.getName(), title, band.getUnit(), Wire.TileEncoding.FLOAT32));
    }
    return layers;
  }

  private static Wire.Layer layer(
      String id, String title, String unit, Wire.TileEncoding encoding) {
    return Wire.Layer.newBuilder()
        .setId(id)
        .setTitle(title)
        .setUnit(unit)
        .setEncoding(encoding)
        .build();
  }

  private int indexOf(String id) {
    for (int i = 0; i < layers.size(); i++) {
      if (layers.get(i).getId().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether a result has these bands. */
  boolean take(Wire.ResultBlock block) {
    if (layers.size() != quality + 1 + block.getBandsCount()) {
      return false;
    }
    for (int b = 0; b < block.getBandsCount(); b++) {
      if (!layers.get(quality + 1 + b).getId().equals(BAND + block.getBands(b).getName())) {
        return false;
      }
    }
    return true;
  }

  /** Whether a result has contexts that this map has no layers for. */
  boolean lacksContextsOf(ResultView result) {
    return context < 0 && result.hasContexts();
  }

  /** The quality bits of a pixel, or {@link TileState#QUALITY_NOT_SEEN}. */
  int quality(TileState tile, int pixel) {
    return tile.flagsAt(quality, pixel);
  }

  /** The class of a pixel of an image that has classes, as {@link TileState#classAt}. */
  int predictedClass(TileState tile, int pixel) {
    return tile.classAt(0, pixel);
  }

  /** Enters spectrum {@code i} of a result. */
  void enter(ResultView result, int i, TileState tile, int pixel) {
    tile.setFlags(quality, pixel, result.quality(i));
    if (quality >= CLASS_LAYERS) {
      tile.setClass(0, pixel, orNone(result.predictedClass(i)));
      tile.setNumber(1, pixel, result.confidence(i));
      tile.setNumber(2, pixel, result.agreement(i));
    }
    if (context >= 0) {
      enterContext(result, i, tile, pixel);
    }
    for (int b = 0; b < result.block().getBandsCount(); b++) {
      tile.setNumber(quality + 1 + b, pixel, result.band(b, i));
    }
  }

  private void enterContext(ResultView result, int i, TileState tile, int pixel) {
    int found = result.hasContexts() ? result.context(i) : ResultView.NO_CONTEXT;
    if (found == ResultView.NO_CONTEXT) {
      tile.setIndex(context, pixel, TileState.INDEX_NONE);
      tile.setClass(context + 1, pixel, TileState.CLASS_NONE);
      tile.setClass(context + 2, pixel, TileState.CLASS_NONE);
      for (int axis = 0; axis < ResultView.LATENT; axis++) {
        tile.setNumber(context + 3 + axis, pixel, Float.NaN);
      }
      return;
    }
    tile.setIndex(context, pixel, found);
    tile.setClass(context + 1, pixel, result.contradicts(i) ? 1 : 0);
    tile.setClass(context + 2, pixel, orNone(result.linearisedClass(i)));
    for (int axis = 0; axis < ResultView.LATENT; axis++) {
      tile.setNumber(context + 3 + axis, pixel, result.latent(i, axis));
    }
  }

  private static int orNone(int classIndex) {
    return classIndex == ResultView.NO_CLASS ? TileState.CLASS_NONE : classIndex;
  }
}
