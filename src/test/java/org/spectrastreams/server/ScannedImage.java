package org.spectrastreams.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spectrastreams.server.maps.MapView;
import org.spectrastreams.server.maps.ResultLocator;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.SpectrumSource;
import org.spectrastreams.stream.broker.BlocksInLog;
import org.spectrastreams.stream.broker.RecordReader.RecordGoneException;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.Sentinels;
import org.spectrastreams.wire.block.BlockEncoder;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire.ImageState;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.Layer;
import org.spectrastreams.wire.proto.Wire.ResultBlock;
import org.spectrastreams.wire.proto.Wire.TileEncoding;

/**
 * One image as it appears on the topics while it is scanned: the records of raw, results, maps and
 * images, line after line, with answers that follow from the pixel's place by simple rules. It is
 * its own log: records can be read back by partition and offset, and expire.
 */
final class ScannedImage implements BlocksInLog.Records {
  static final List<String> CLASSES = List.of("matrix", "lacuna", "cell");
  static final List<String> FLAGS = List.of("NON_FINITE", "ALL_ZERO");
  static final int MEMBERS = 10;
  static final String RAW = "spectra.raw";
  static final String RESULTS = "spectra.results";

  private final String id;
  private final String pipeline;
  private final SpectrumSource source;
  private final ImageGeometry geometry;
  private final MapView maps;
  private final ResultLocator locator;
  private final ScannedResults results;
  private final ScannedLayers layers;
  private final Map<String, byte[]> log = new LinkedHashMap<>();
  private final int[] counts = new int[CLASSES.size()];
  private int seen;
  private int flagged;
  private long offset;

  ScannedImage(
      String id,
      String pipeline,
      SpectrumSource source,
      SpectralAxis modelAxis,
      MapView maps,
      ResultLocator locator) {
    this.id = id;
    this.pipeline = pipeline;
    this.source = source;
    this.geometry = source.geometry();
    this.maps = maps;
    this.locator = locator;
    results = new ScannedResults(id, pipeline, source, modelAxis);
    layers = new ScannedLayers(id, geometry);
  }

  /** Publishes the next block of the source; false at its end. */
  boolean scan(int maxSpectra) throws IOException {
    SpectrumBlock spectra = source.next(maxSpectra);
    if (spectra == null) {
      return false;
    }
    // Gaps between offsets, as transaction markers leave them.
    offset += 2;
    RawBlock raw =
        new RawBlock(
            pipeline,
            id,
            Optional.of(geometry),
            offset,
            spectra,
            source.name(),
            source.simulated(),
            0);
    log.put(RAW + "-3@" + offset, BlockEncoder.encode(raw));
    ResultBlock result = results.of(spectra, offset);
    log.put(RESULTS + "-1@" + offset, result.toByteArray());
    locator.accept(1, offset, result.toByteArray());
    ResultView view = view(result);
    for (int row = 0; row < spectra.count(); row++) {
      see(view, row);
    }
    maps.accept(status(seen == geometry.pixels() ? ImageState.COMPLETE : ImageState.SCANNING));
    layers.tiles().forEach(maps::accept);
    return true;
  }

  /** Publishes all that is left. */
  ScannedImage scanAll() {
    try {
      while (scan(geometry.width())) {
        // the next line
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets a record as retention does. */
  void expire(String topic, int partition, long recordOffset) {
    log.remove(topic + "-" + partition + "@" + recordOffset);
  }

  @Override
  public byte[] read(String topic, int partition, long recordOffset) throws RecordGoneException {
    byte[] value = log.get(topic + "-" + partition + "@" + recordOffset);
    if (value == null) {
      throw new RecordGoneException(
          topic + "-" + partition + " offset " + recordOffset + " is no longer in the log");
    }
    return value;
  }

  ImageStatus status(ImageState state) {
    ImageStatus.Builder status =
        ImageStatus.newBuilder()
            .setImageId(id)
            .setPipeline(pipeline)
            .setState(state)
            .setWidth(geometry.width())
            .setHeight(geometry.height())
            .setSeen(seen)
            .setFlagged(flagged)
            .setFirstResultMs(1_700_000_000_000L)
            .setLastResultMs(1_700_000_000_000L + offset)
            .addAllClassNames(CLASSES)
            .setTileSize(64)
            .addAllQualityNames(FLAGS)
            .setSimulated(source.simulated())
            .setProvenance(results.provenance(offset))
            .addLayers(layer("class", "Class", "", TileEncoding.CLASS_U8))
            .addLayers(layer("confidence", "Confidence", "", TileEncoding.FLOAT32))
            .addLayers(layer("context", "Context", "", TileEncoding.INDEX_U16))
            .addLayers(layer("contradiction", "Contradiction", "", TileEncoding.CLASS_U8))
            .addLayers(layer("linearised", "Linearised vote", "", TileEncoding.CLASS_U8))
            .addLayers(layer("latent-1", "Latent space 1", "", TileEncoding.FLOAT32))
            .addLayers(layer("latent-2", "Latent space 2", "", TileEncoding.FLOAT32))
            .addLayers(layer("quality", "Quality", "", TileEncoding.FLAGS_U16))
            .addLayers(layer("band:height", "Phenylalanine 1003", "", TileEncoding.FLOAT32));
    if (!Double.isNaN(geometry.pixelSizeMicrometres())) {
      status.setPixelSizeUm(geometry.pixelSizeMicrometres());
    }
    for (int count : counts) {
      status.addClassCounts(count);
    }
    return status.build();
  }

  private static ResultView view(ResultBlock result) {
    try {
      return ResultView.of(result);
    } catch (RejectedRecordException e) {
      throw new AssertionError("this image's own results are well-formed", e);
    }
  }

  private void see(ResultView result, int row) {
    layers.see(result, row);
    seen++;
    if (result.predictedClass(row) != Sentinels.NO_CLASS) {
      counts[result.predictedClass(row)]++;
    } else {
      flagged++;
    }
  }

  private static Layer layer(String id, String title, String unit, TileEncoding encoding) {
    return Layer.newBuilder().setId(id).setTitle(title).setUnit(unit).setEncoding(encoding).build();
  }

  /** All results, in the order of their offsets. */
  List<Long> offsets(String topic) {
    List<Long> offsets = new ArrayList<>();
    for (String key : log.keySet()) {
      if (key.startsWith(topic + "-")) {
        offsets.add(Long.valueOf(key.substring(key.indexOf('@') + 1)));
      }
    }
    return offsets;
  }
}
