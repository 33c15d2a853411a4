package org.spectrastreams.export;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.ResultView;
import org.spectrastreams.wire.proto.Wire;
import org.spectrastreams.wire.tile.TileFormat;

/**
 * An image of 5 × 4 pixels that has one of everything: pixels of two classes, one that was not
 * judged, one without a class and one without a result, on a stage that is known.
 */
final class SmallImage {
  static final int WIDTH = 5;
  static final int HEIGHT = 4;

  /** The code of every pixel in layer class; 255: no result, 254: no class, 253: not judged. */
  static final int[] CLASSES = {
    0, 0, 1, 1, 1,
    0, 0, 1, 253, 1,
    0, 254, 1, 1, 1,
    0, 0, 0, 1, 255
  };

  private SmallImage() {}

  static Wire.ImageStatus.Builder status() {
    return Wire.ImageStatus.newBuilder()
        .setImageId("scan-1")
        .setPipeline("tissue")
        .setState(Wire.ImageState.INCOMPLETE)
        .setWidth(WIDTH)
        .setHeight(HEIGHT)
        .setSeen(19)
        .setFlagged(1)
        .setSimulated(true)
        .setGeneration(7)
        .setFirstResultMs(1_700_000_000_000L)
        .setLastResultMs(1_700_000_060_000L)
        .addClassNames("<b>matrix</b>")
        .addClassNames("cell, round")
        .addClassCounts(8)
        .addClassCounts(9)
        .addQualityNames("NON_FINITE")
        .addQualityNames("ALL_ZERO")
        .addNotJudged(
            Wire.NotJudgedCount.newBuilder()
                .setPixels(1)
                .setReason(
                    Wire.NotJudgedReason.newBuilder()
                        .setId("outside-domain")
                        .setText("unlike the training")))
        .setProvenance(
            Wire.Provenance.newBuilder()
                .setModel("tissue")
                .setModelVersion("1.0.0")
                .setModelDigest("ab".repeat(32))
                .setServiceVersion("1.2.3"))
        .setMeasurement(
            Wire.Measurement.newBuilder()
                .setOriginX(120.5)
                .setOriginY(-40)
                .setStepX(2.5)
                .setStepY(5)
                .setUnit("µm")
                .setInstrument("Bench & Co")
                .setAcquiredLocal("2024-05-03T14:07:55"));
  }

  static MapSnapshot image() {
    return image(status().build());
  }

  static MapSnapshot image(Wire.ImageStatus status) {
    return new MapSnapshot(
        status,
        List.of(
            layer(
                "class", "Class", "", TileFormat.CLASS_U8, status.getClassNamesList(), "no class"),
            layer("confidence", "Confidence", "", TileFormat.FLOAT32, List.of(), ""),
            layer("context", "Context", "", TileFormat.INDEX_U16, List.of(), "no context"),
            layer(
                "quality",
                "Quality",
                "",
                TileFormat.FLAGS_U16,
                status.getQualityNamesList(),
                "no flag")),
        List.of(new MapSnapshot.Rejection("axis-invalid", "axis <i>fell</i>", 12)),
        Optional.of(
            new ModelNote(
                "tissue@1.0.0",
                "Tissue",
                "Tells two things apart.",
                true,
                List.of(new ModelNote.Figure("held-out", "balanced accuracy", "0.716")),
                List.of("Nothing about patients."),
                List.of("sections (Apache-2.0)"),
                List.of(new ModelNote.Context("<b>matrix</b>", 40)))));
  }

  private static SnapshotLayer layer(
      String id,
      String title,
      String unit,
      TileFormat format,
      List<String> names,
      String noneTitle) {
    ByteBuffer values =
        ByteBuffer.allocate(WIDTH * HEIGHT * format.bytesPerPixel()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < CLASSES.length; i++) {
      boolean seen = CLASSES[i] != 255;
      switch (format) {
        case CLASS_U8 -> values.put((byte) CLASSES[i]);
        case FLOAT32 -> values.putFloat(confidence(i));
        case INDEX_U16 -> values.putShort((short) (CLASSES[i] < 2 ? i % 3 : seen ? 0xfffe : -1));
        case FLAGS_U16 -> values.putShort((short) (seen ? CLASSES[i] == 254 ? 2 : 0 : -1));
      }
    }
    String notJudged = format == TileFormat.CLASS_U8 ? "not judged" : "";
    return new SnapshotLayer(id, title, unit, format, names, noneTitle, notJudged, values::array);
  }

  static float confidence(int pixel) {
    return CLASSES[pixel] < 2 ? 0.5f + pixel / 64f : Float.NaN;
  }

  /** What the log holds of it: a record a row; the last pixel's is none. */
  static ResultRecords records() {
    return visitor -> {
      for (int y = 0; y < HEIGHT; y++) {
        visitor.record(row(y), rows(y));
      }
      return 0;
    };
  }

  private static int[] rows(int y) {
    return y == HEIGHT - 1 ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2, 3, 4};
  }

  private static ResultView row(int y) {
    Wire.ImageStatus status = status().build();
    Wire.ResultBlock.Builder block =
        Wire.ResultBlock.newBuilder()
            .setPipeline("tissue")
            .setImageId("scan-1")
            .setWidth(WIDTH)
            .setHeight(HEIGHT)
            .setSequence(y)
            .setGeneration(7)
            .setSimulated(true)
            .addAllClassNames(status.getClassNamesList())
            .addAllQualityNames(status.getQualityNamesList())
            .setProvenance(
                status.getProvenance().toBuilder()
                    .setSourceTopic("spectra.raw")
                    .setSourcePartition(3)
                    .setSourceOffset(100 + y))
            .setMeasurement(status.getMeasurement())
            .addNotJudgedReasons(status.getNotJudged(0).getReason())
            .addNotJudgedReasons(
                Wire.NotJudgedReason.newBuilder().setId("quality").setText("too poor"));
    int[] rows = rows(y);
    byte[] predicted = new byte[rows.length];
    byte[] reasons = new byte[rows.length];
    short[] quality = new short[rows.length];
    List<Float> shares = new ArrayList<>();
    for (int x : rows) {
      int code = CLASSES[y * WIDTH + x];
      block.addX(x).addY(y);
      predicted[x] = (byte) (code < 2 ? code : 255);
      reasons[x] = (byte) (code < 2 ? 255 : 254 - code);
      reasons[x] = code == 253 ? 0 : code == 254 ? 1 : reasons[x];
      quality[x] = (short) (code == 254 ? 2 : 0);
      float p = confidence(y * WIDTH + x);
      shares.add(code == 0 ? p : 1 - p);
      shares.add(code == 1 ? p : 1 - p);
    }
    ByteBuffer means =
        ByteBuffer.allocate(shares.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    shares.forEach(means::putFloat);
    ByteBuffer flags =
        ByteBuffer.allocate(quality.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (short flag : quality) {
      flags.putShort(flag);
    }
    block
        .setPredictedClass(ByteString.copyFrom(predicted))
        .setNotJudged(ByteString.copyFrom(reasons))
        .setVoteFractions(ByteString.copyFrom(means.array()))
        .setMeanProbabilities(ByteString.copyFrom(means.array()))
        .setMembers(0)
        .setQuality(ByteString.copyFrom(flags.array()));
    try {
      return ResultView.of(block.build());
    } catch (RejectedRecordException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Numbers of a plane of an exported file. */
  static float[] floats(byte[] bytes, int from) {
    float[] values = new float[WIDTH * HEIGHT];
    ByteBuffer packed = Packed.over(bytes);
    for (int i = 0; i < values.length; i++) {
      values[i] = packed.getFloat(from + i * Float.BYTES);
    }
    return values;
  }
}
