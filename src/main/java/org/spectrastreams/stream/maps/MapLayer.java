package org.spectrastreams.stream.maps;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileFormat;
import org.spectrastreams.wire.tile.TileState;

/**
 * One layer of a map: how it is listed and encoded, how its pixels are read from results, and what
 * they say to people. Immutable; any thread.
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
  private final Optional<LayerCodes> codes;

  private MapLayer(
      Wire.Layer listed, Function<ResultView, Entry> entries, Optional<LayerCodes> codes) {
    this.listed = listed;
    this.entries = entries;
    this.codes = codes;
  }

  /** A layer of byte codes that the image enters, because they mean something only there. */
  static MapLayer ofTheImage(String id, String title, LayerCodes codes) {
    return new MapLayer(
        listed(id, title, "", Wire.TileEncoding.CLASS_U8),
        result -> (i, tile, layer, pixel) -> {},
        Optional.of(codes));
  }

  /** A layer of numbers. */
  public static MapLayer numbers(
      String id, String title, String unit, Function<ResultView, Numbers> values) {
    return new MapLayer(
        listed(id, title, unit, Wire.TileEncoding.FLOAT32),
        result -> {
          Numbers numbers = values.apply(result);
          return (i, tile, layer, pixel) -> tile.setNumber(layer, pixel, numbers.of(i));
        },
        Optional.empty());
  }

  /**
   * A layer of classes.
   *
   * @param values the class index of a spectrum, or {@link Sentinels#NO_CLASS}
   */
  public static MapLayer classes(
      String id, String title, Function<ResultView, IntUnaryOperator> values) {
    return ofBytes(id, title, values, LayerCodes.CLASSES);
  }

  /**
   * A layer of classes that tells what was not judged from what has no class.
   *
   * @param values the class index of a spectrum, {@link Sentinels#NO_CLASS} or {@link
   *     Sentinels#TILE_NOT_JUDGED}
   */
  static MapLayer judgements(
      String id, String title, Function<ResultView, IntUnaryOperator> values) {
    return ofBytes(id, title, values, LayerCodes.JUDGEMENTS);
  }

  /**
   * A layer of answers to a question of its own.
   *
   * @param names of the answers, by number
   * @param values the answer for a spectrum, or {@link Sentinels#NO_CLASS}
   */
  public static MapLayer choices(
      String id, String title, List<String> names, Function<ResultView, IntUnaryOperator> values) {
    return ofBytes(id, title, values, LayerCodes.choices(names));
  }

  /**
   * A layer of byte codes with names of their own.
   *
   * @param values the code of a spectrum, or {@link Sentinels#NO_CLASS}
   */
  static MapLayer named(
      String id, String title, LayerCodes codes, Function<ResultView, IntUnaryOperator> values) {
    return ofBytes(id, title, values, codes);
  }

  private static MapLayer ofBytes(
      String id, String title, Function<ResultView, IntUnaryOperator> values, LayerCodes codes) {
    return new MapLayer(
        listed(id, title, "", Wire.TileEncoding.CLASS_U8),
        result -> {
          IntUnaryOperator found = values.apply(result);
          return (i, tile, layer, pixel) ->
              tile.setClass(
                  layer,
                  pixel,
                  orNone(found.applyAsInt(i), Sentinels.NO_CLASS, Sentinels.TILE_NO_CLASS));
        },
        Optional.of(codes));
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
          IntUnaryOperator found = values.apply(result);
          return (i, tile, layer, pixel) ->
              tile.setIndex(
                  layer,
                  pixel,
                  orNone(found.applyAsInt(i), Sentinels.NO_CONTEXT, Sentinels.TILE_NO_INDEX));
        },
        Optional.of(LayerCodes.indices(id)));
  }

  /** A layer of flags, in the order of the image's quality names. */
  public static MapLayer flags(
      String id, String title, Function<ResultView, IntUnaryOperator> values) {
    return new MapLayer(
        listed(id, title, "", Wire.TileEncoding.FLAGS_U16),
        result -> {
          IntUnaryOperator flags = values.apply(result);
          return (i, tile, layer, pixel) -> tile.setFlags(layer, pixel, flags.applyAsInt(i));
        },
        Optional.of(LayerCodes.FLAGS));
  }

  /** A layer that is known by its encoding alone: to be read, not to be entered. */
  static MapLayer ofEncoding(Wire.Layer listed) {
    Optional<LayerCodes> codes =
        switch (TileFormat.of(listed.getEncoding())) {
          case FLOAT32 -> Optional.empty();
          case CLASS_U8 -> Optional.of(LayerCodes.CLASSES);
          case FLAGS_U16 -> Optional.of(LayerCodes.FLAGS);
          case INDEX_U16 -> Optional.of(LayerCodes.indices(listed.getId()));
        };
    return new MapLayer(
        listed,
        result -> {
          throw new IllegalStateException("layer " + listed.getId() + " is not of this service");
        },
        codes);
  }

  private static int orNone(int found, int none, int tileNone) {
    return found == none ? tileNone : found;
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

  /** What its pixels are made of. */
  public TileFormat format() {
    return TileFormat.of(listed.getEncoding());
  }

  /** What its codes stand for; empty for numbers. */
  public Optional<LayerCodes> codes() {
    return codes;
  }

  /**
   * A pixel's value as text; empty where the pixel was not seen, the empty text where its result
   * has nothing to say here.
   *
   * @param values pixels of this layer
   * @param at the pixel's first byte
   * @param image whose layer it is
   */
  public Optional<String> text(ByteBuffer values, int at, Wire.ImageStatus image) {
    TileFormat format = format();
    if (format == TileFormat.FLOAT32) {
      float value = values.getFloat(at);
      return Float.isNaN(value) ? Optional.empty() : Optional.of(Float.toString(value));
    }
    int code = format.codeAt(values, at);
    if (code == format.notSeen().orElseThrow()) {
      return Optional.empty();
    }
    return Optional.of(
        code == format.none().orElseThrow() ? "" : codes.orElseThrow().text(code, image));
  }

  /** Enters the spectra of a result. */
  Entry entry(ResultView result) {
    return entries.apply(result);
  }
}
