package org.spectrastreams.stream.maps;

import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.TileState;
import org.spectrastreams.wire.proto.Wire;

/**
 * One layer of a map: how it is listed and encoded, and how its pixels are read from results.
 * Immutable; any thread.
 */
public final class MapLayer {
  /** A number for every spectrum of a result; NaN where there is none. */
  public interface Numbers {
    /** The number of spectrum {@code i}. */
    float of(int i);
  }

  /** Enters spectra of one result in tiles of one image. */
  interface Entry {
    /**
     * Enters spectrum {@code i}.
     *
     * @param layer this layer's place among the tile's
     */
    void enter(int i, TileState tile, int layer, int pixel);
  }

  private final Wire.Layer listed;
  private final Function<ResultView, Entry> entries;

  private MapLayer(Wire.Layer listed, Function<ResultView, Entry> entries) {
    this.listed = listed;
    this.entries = entries;
  }

  /** A layer of class codes that the image enters, because they mean something only there. */
  static MapLayer ofTheImage(String id, String title) {
    return new MapLayer(
        listed(id, title, "", Wire.TileEncoding.CLASS_U8), result -> (i, tile, layer, pixel) -> {});
  }

  /** A layer of numbers. */
  public static MapLayer numbers(
      String id, String title, String unit, Function<ResultView, Numbers> values) {
    return new MapLayer(
        listed(id, title, unit, Wire.TileEncoding.FLOAT32),
        result -> {
          Numbers numbers = values.apply(result);
          return (i, tile, layer, pixel) -> tile.setNumber(layer, pixel, numbers.of(i));
        });
  }

  /**
   * A layer of classes.
   *
   * @param values the class index of a spectrum, or {@link Sentinels#NO_CLASS}
   */
  public static MapLayer classes(
      String id, String title, Function<ResultView, IntUnaryOperator> values) {
    return new MapLayer(
        listed(id, title, "", Wire.TileEncoding.CLASS_U8),
        result -> {
          IntUnaryOperator classes = values.apply(result);
          return (i, tile, layer, pixel) -> {
            int found = classes.applyAsInt(i);
            tile.setClass(
                layer, pixel, found == Sentinels.NO_CLASS ? Sentinels.TILE_NO_CLASS : found);
          };
        });
  }

  /**
   * A layer of indices, as of contexts.
   *
   * @param values the index of a spectrum, or {@link Sentinels#NO_CONTEXT}
   */
  public static MapLayer indices(
      String id, String title, Function<ResultView, IntUnaryOperator> values) {
    return new MapLayer(
        listed(id, title, "", Wire.TileEncoding.INDEX_U16),
        result -> {
          IntUnaryOperator indices = values.apply(result);
          return (i, tile, layer, pixel) -> {
            int found = indices.applyAsInt(i);
            tile.setIndex(
                layer, pixel, found == Sentinels.NO_CONTEXT ? Sentinels.TILE_NO_INDEX : found);
          };
        });
  }

  /** A layer of flags, in the order of the image's quality names. */
  public static MapLayer flags(
      String id, String title, Function<ResultView, IntUnaryOperator> values) {
    return new MapLayer(
        listed(id, title, "", Wire.TileEncoding.FLAGS_U16),
        result -> {
          IntUnaryOperator flags = values.apply(result);
          return (i, tile, layer, pixel) -> tile.setFlags(layer, pixel, flags.applyAsInt(i));
        });
  }

  private static Wire.Layer listed(
      String id, String title, String unit, Wire.TileEncoding encoding) {
    return Wire.Layer.newBuilder()
        .setId(id)
        .setTitle(title)
        .setUnit(unit)
        .setEncoding(encoding)
        .build();
  }

  /** Its name in keys, addresses and files. */
  public String id() {
    return listed.getId();
  }

  /** How an image's status lists it: id, title, unit and encoding. */
  public Wire.Layer listed() {
    return listed;
  }

  /** Enters the spectra of a result. */
  Entry entry(ResultView result) {
    return entries.apply(result);
  }
}
