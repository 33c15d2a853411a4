package org.spectrastreams.stream.maps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;

/**
 * All layers that maps can have, by family, in the order in which the viewer lists them. To add
 * one, write a {@link LayerFamily} and name it in {@code META-INF/services}. Immutable; any thread.
 *
 * @param families each with layers of other ids
 */
public record MapLayers(List<LayerFamily> families) {
  /** Owns a copy of the list. */
  public MapLayers {
    families = List.copyOf(families);
  }

  /** The service's own, then those on the class path by name. */
  public static MapLayers found() {
    List<LayerFamily> all =
        new ArrayList<>(
            List.of(
                new ClassLayers(),
                new OutcomeLayers(),
                new JudgementLayers(),
                new TruthLayers(),
                new ShadowLayers(),
                new ContextLayers(),
                new QualityLayer(),
                new BandLayers(),
                new ReadingLayers()));
    ServiceLoader.load(LayerFamily.class, LayerFamily.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(family -> family.getClass().getName()))
        .forEach(all::add);
    return new MapLayers(all);
  }

  /** The layers for an image whose first result this is. */
  List<Wire.Layer> layOut(ResultView first, Optional<Pipeline> pipeline) {
    return families.stream()
        .flatMap(family -> family.layersOf(first, pipeline).stream())
        .map(MapLayer::listed)
        .toList();
  }

  /** The ids of the layers that a result has, those of optional families aside. */
  List<String> requiredIds(ResultView result) {
    return ids(result, family -> !family.isOptional());
  }

  /** The ids of the optional layers of a result for which a finished image is begun anew. */
  List<String> idsThatBegin(ResultView result) {
    return ids(result, LayerFamily::beginsAnImage);
  }

  private List<String> ids(ResultView result, Predicate<LayerFamily> wanted) {
    return families.stream()
        .filter(wanted)
        .flatMap(family -> family.layersOf(result, Optional.empty()).stream())
        .map(MapLayer::id)
        .toList();
  }

  /** The family of the layer that an image's status lists so. */
  Optional<LayerFamily> familyOf(Wire.Layer listed) {
    return families.stream().filter(family -> family.layer(listed).isPresent()).findFirst();
  }

  /**
   * The layer that an image's status lists so, for reading its pixels. One that no family knows, as
   * of a newer service, is read by its encoding.
   *
   * @throws IllegalArgumentException if its encoding is not known either
   */
  public MapLayer layer(Wire.Layer listed) {
    return familyOf(listed)
        .flatMap(family -> family.layer(listed))
        .filter(known -> known.listed().getEncoding() == listed.getEncoding())
        .orElseGet(() -> MapLayer.ofEncoding(listed));
  }
}
