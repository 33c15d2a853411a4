package org.spectrastreams.server;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.spectrastreams.wire.proto.Wire.ActivationMaps;
import org.spectrastreams.wire.proto.Wire.BandValues;
import org.spectrastreams.wire.proto.Wire.ImageState;
import org.spectrastreams.wire.proto.Wire.ImageStatus;
import org.spectrastreams.wire.proto.Wire.Layer;
import org.spectrastreams.wire.proto.Wire.MapTile;
import org.spectrastreams.wire.proto.Wire.Provenance;
import org.spectrastreams.wire.proto.Wire.ResultBlock;
import org.spectrastreams.wire.proto.Wire.TileEncoding;
import org.spectrastreams.wire.proto.Wire.TopBands;
import org.spectrastreams.wire.proto.Wire.UnreliableMethod;

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
  private final SpectralAxis modelAxis;
  private final ImageGeometry geometry;
  private final MapView maps;
  private final ResultLocator locator;
  private final Map<String, byte[]> log = new LinkedHashMap<>();
  private final byte[] classes;
  private final float[] confidence;
  private final float[] band;
  private final char[] quality;
  private final char[] context;
  private final byte[] contradiction;
  private final byte[] linearised;
  private final float[][] latent;
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
    this.modelAxis = modelAxis;
    this.geometry = source.geometry();
    this.maps = maps;
    this.locator = locator;
    classes = new byte[geometry.pixels()];
    Arrays.fill(classes, (byte) Sentinels.NO_CLASS);
    confidence = new float[geometry.pixels()];
    Arrays.fill(confidence, Float.NaN);
    band = confidence.clone();
    quality = new char[geometry.pixels()];
    Arrays.fill(quality, '\uffff');
    context = quality.clone();
    contradiction = classes.clone();
    linearised = classes.clone();
    latent = new float[][] {confidence.clone(), confidence.clone()};
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
    ResultBlock result = result(spectra);
    log.put(RESULTS + "-1@" + offset, result.toByteArray());
    locator.accept(1, offset, result.toByteArray());
    ResultView view = view(result);
    for (int row = 0; row < spectra.count(); row++) {
      see(view, row);
    }
    maps.accept(status(seen == geometry.pixels() ? ImageState.COMPLETE : ImageState.SCANNING));
    tile("class", TileEncoding.CLASS_U8, classes);
    tile("confidence", TileEncoding.FLOAT32, packed(confidence));
    tile("context", TileEncoding.INDEX_U16, packed(context));
    tile("contradiction", TileEncoding.CLASS_U8, contradiction);
    tile("linearised", TileEncoding.CLASS_U8, linearised);
    tile("latent-1", TileEncoding.FLOAT32, packed(latent[0]));
    tile("latent-2", TileEncoding.FLOAT32, packed(latent[1]));
    tile("quality", TileEncoding.FLAGS_U16, packed(quality));
    tile("band:height", TileEncoding.FLOAT32, packed(band));
    return true;
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
            .setProvenance(provenance())
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

  /** The class this image gives a pixel: the label where the source has one, else by place. */
  static int classOf(SpectrumBlock spectra, int row) {
    if (!spectra.labels().isEmpty()) {
      return CLASSES.indexOf(spectra.labels().get(row));
    }
    return (spectra.x()[row] + spectra.y()[row]) % 4 == 3 ? -1 : spectra.x()[row] % 3;
  }

  private ResultBlock result(SpectrumBlock spectra) {
    int n = spectra.count();
    ByteBuffer votes = floats(n * CLASSES.size());
    ByteBuffer means = floats(n * CLASSES.size());
    ByteBuffer members = floats(n * MEMBERS);
    ByteBuffer flags = floats(n);
    ByteBuffer scales = floats(n);
    ByteBuffer offsets = floats(n);
    ByteBuffer heights = floats(n);
    ByteBuffer predicted = floats(n);
    ByteBuffer contexts = floats(n);
    ByteBuffer distances = floats(n);
    ByteBuffer contextClasses = floats(n);
    ByteBuffer linear = floats(n);
    ByteBuffer against = floats(n);
    ByteBuffer places = floats(2 * n);
    ByteBuffer outside = floats(n);
    ByteBuffer limeWavenumbers = floats(n);
    ByteBuffer limeWeights = floats(n);
    ByteBuffer activation = floats(n * modelAxis.size());
    ResultBlock.Builder block = ResultBlock.newBuilder();
    for (int row = 0; row < n; row++) {
      int x = spectra.x()[row];
      int y = spectra.y()[row];
      block.addX(x).addY(y);
      int c = classOf(spectra, row);
      predicted.put((byte) (c < 0 ? Sentinels.NO_CLASS : c));
      flags.putShort((short) (c < 0 ? 2 : 0));
      int nearest = ScannedContexts.of(x, y, c);
      float[] place =
          nearest < 0 ? new float[] {Float.NaN, Float.NaN} : ScannedContexts.latent(x, y, nearest);
      contexts.putShort((short) nearest);
      distances.putFloat(nearest < 0 ? Float.NaN : 0.01f * (x + y));
      contextClasses.put((byte) (nearest < 0 ? Sentinels.NO_CLASS : nearest / 2));
      linear.put((byte) (c < 0 ? Sentinels.NO_CLASS : c));
      against.put((byte) (nearest >= 0 && nearest / 2 != c ? 1 : 0));
      outside.put((byte) (x + y > 40 ? 1 : 0));
      places.putFloat(place[0]).putFloat(place[1]);
      limeWavenumbers.putFloat(c < 0 ? Float.NaN : (float) modelAxis.at(40 * (c + 2)));
      limeWeights.putFloat(c < 0 ? Float.NaN : 0.5f);
      int others = (x * 7 + y * 3) % 4;
      for (int k = 0; k < CLASSES.size(); k++) {
        float share = k == c ? 1 - others / 10f : k == (c + 1) % 3 ? others / 10f : 0;
        votes.putFloat(c < 0 ? Float.NaN : share);
        means.putFloat(c < 0 ? Float.NaN : 0.7f * share + 0.1f);
      }
      for (int m = 0; m < MEMBERS; m++) {
        members.put((byte) (c < 0 ? Sentinels.NO_CLASS : m < others ? (c + 1) % 3 : c));
      }
      scales.putFloat(0.02f);
      offsets.putFloat(-1.5f);
      for (int i = 0; i < modelAxis.size(); i++) {
        double peak = Math.exp(-Math.pow((i - 40.0 * (c + 2)) / 12, 2));
        double dip = Math.exp(-Math.pow((i - 230.0) / 9, 2));
        activation.put((byte) Math.round(75 + 150 * peak - 60 * dip));
      }
      int point = row * spectra.axis().size() + spectra.axis().indexNearest(1003);
      heights.putFloat(spectra.intensities()[point]);
    }
    return block
        .setPipeline(pipeline)
        .setImageId(id)
        .setWidth(geometry.width())
        .setHeight(geometry.height())
        .setSequence(offset)
        .setSimulated(source.simulated())
        .addAllClassNames(CLASSES)
        .setMembers(MEMBERS)
        .setPredictedClass(bytes(predicted))
        .setVoteFractions(bytes(votes))
        .setMeanProbabilities(bytes(means))
        .setMemberVotes(bytes(members))
        .setQuality(bytes(flags))
        .addAllQualityNames(FLAGS)
        .setActivationMaps(
            ActivationMaps.newBuilder()
                .setPoints(modelAxis.size())
                .setValues(bytes(activation))
                .setScale(bytes(scales))
                .setOffset(bytes(offsets)))
        .setContext(bytes(contexts))
        .setContextDistance(bytes(distances))
        .setContextClass(bytes(contextClasses))
        .setLinearisedClass(bytes(linear))
        .setContradicts(bytes(against))
        .setLatent(bytes(places))
        .setOutsideContext(bytes(outside))
        .setLimeBands(
            TopBands.newBuilder()
                .setBands(1)
                .setWavenumbers(bytes(limeWavenumbers))
                .setWeights(bytes(limeWeights)))
        .addBands(BandValues.newBuilder().setName("height").setUnit("").setValues(bytes(heights)))
        .setProvenance(provenance())
        .build();
  }

  private Provenance provenance() {
    return Provenance.newBuilder()
        .setModel("cartilage")
        .setModelVersion("1.0.0")
        .setModelDigest("5f0c6d1b2a39")
        .setPreprocessingDigest("91b7c33e0d2f")
        .setServiceVersion("test")
        .setExplanationMethod("gradient-x-activation")
        .addAllExplanationMethods(List.of("cam", "lime-amortised", "crime"))
        .addUnreliableMethods(
            UnreliableMethod.newBuilder()
                .setMethod("cam")
                .setMeasure("stability")
                .setValue(0.25)
                .setExpected("at least 0.50"))
        .setSourceTopic(RAW)
        .setSourcePartition(3)
        .setSourceOffset(offset)
        .build();
  }

  private static ResultView view(ResultBlock result) {
    try {
      return ResultView.of(result);
    } catch (RejectedRecordException e) {
      throw new AssertionError("this image's own results are well-formed", e);
    }
  }

  private void see(ResultView result, int row) {
    int pixel = result.block().getY(row) * geometry.width() + result.block().getX(row);
    boolean hasClass = result.predictedClass(row) != Sentinels.NO_CLASS;
    boolean hasContext = result.context(row) != Sentinels.NO_CONTEXT;
    seen++;
    if (hasClass) {
      counts[result.predictedClass(row)]++;
    } else {
      flagged++;
    }
    classes[pixel] = (byte) (hasClass ? result.predictedClass(row) : Sentinels.TILE_NO_CLASS);
    confidence[pixel] = result.confidence(row);
    quality[pixel] = (char) result.quality(row);
    band[pixel] = result.band(0, row);
    context[pixel] = (char) (hasContext ? result.context(row) : Sentinels.TILE_NO_INDEX);
    contradiction[pixel] =
        (byte) (!hasContext ? Sentinels.TILE_NO_CLASS : result.contradicts(row) ? 1 : 0);
    linearised[pixel] = (byte) (hasClass ? result.linearisedClass(row) : Sentinels.TILE_NO_CLASS);
    latent[0][pixel] = result.latent(row, 0);
    latent[1][pixel] = result.latent(row, 1);
  }

  /** Publishes all 64 × 64 tiles of a layer. */
  private void tile(String layer, TileEncoding encoding, byte[] values) {
    int size = values.length / geometry.pixels();
    for (int y0 = 0; y0 < geometry.height(); y0 += 64) {
      for (int x0 = 0; x0 < geometry.width(); x0 += 64) {
        int width = Math.min(64, geometry.width() - x0);
        int height = Math.min(64, geometry.height() - y0);
        byte[] part = new byte[width * height * size];
        for (int row = 0; row < height; row++) {
          int from = ((y0 + row) * geometry.width() + x0) * size;
          System.arraycopy(values, from, part, row * width * size, width * size);
        }
        maps.accept(
            MapTile.newBuilder()
                .setImageId(id)
                .setLayer(layer)
                .setTileX(x0 / 64)
                .setTileY(y0 / 64)
                .setX0(x0)
                .setY0(y0)
                .setWidth(width)
                .setHeight(height)
                .setEncoding(encoding)
                .setValues(ByteString.copyFrom(part))
                .build());
      }
    }
  }

  private static Layer layer(String id, String title, String unit, TileEncoding encoding) {
    return Layer.newBuilder().setId(id).setTitle(title).setUnit(unit).setEncoding(encoding).build();
  }

  private static ByteBuffer floats(int count) {
    return ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteString bytes(ByteBuffer filled) {
    return ByteString.copyFrom(filled.flip());
  }

  private static byte[] packed(float[] values) {
    byte[] out = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return out;
  }

  private static byte[] packed(char[] values) {
    byte[] out = new byte[values.length * Character.BYTES];
    ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().put(values);
    return out;
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
