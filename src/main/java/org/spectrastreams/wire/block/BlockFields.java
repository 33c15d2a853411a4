package org.spectrastreams.wire.block;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;
import org.spectrastreams.wire.BlockLimits;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RecordOrigin;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.block.FieldReader.Numbers;
import org.spectrastreams.wire.proto.Wire;

/**
 * The fields of one block; those of fixed number are kept as offsets into the record. For one
 * thread.
 */
final class BlockFields {
  private static final int LAST_FIELD = Wire.SpectrumBlock.FRAME_GROWS_FIELD_NUMBER;

  private final BlockLimits limits;
  private final FieldReader fields;
  private String pipeline = "";
  private String imageId = "";
  private int width;
  private int height;
  private double pixelSize;
  private long sequence;
  private final AxisField axis = new AxisField("axis", "uniform_axis");
  private final AxisField secondAxis = new AxisField("second_axis", "second_uniform_axis");
  private int points;
  private int rows;
  private int quantity;
  private final Numbers x;
  private final Numbers y;
  private int intensitiesOffset;
  private int intensitiesLength;
  private String source = "";
  private boolean simulated;
  private long acquiredAt;
  private long generation;
  private Measurement measurement = Measurement.NONE;
  private boolean frameGrows;
  private PartField part;
  private final TruthField truth = new TruthField();

  BlockFields(byte[] value, BlockLimits limits) {
    this.limits = limits;
    this.fields = new FieldReader(value);
    this.x = new Numbers(limits.spectra());
    this.y = new Numbers(limits.spectra());
  }

  /** How many spectra the record holds as far as it could be read, else 1. */
  int readableSpectra() {
    return x.size() > 0 && x.size() == y.size() ? x.size() : 1;
  }

  /** What the record says of itself as far as it was read. */
  RecordOrigin origin() {
    boolean isNamed = BlockLimits.isImageId(imageId);
    return new RecordOrigin(
        pipeline,
        isNamed ? imageId : "",
        isNamed ? width : 0,
        isNamed ? height : 0,
        generation,
        sequence);
  }

  void read() throws IOException, RejectedRecordException {
    for (int tag = fields.in.readTag(); tag != 0; tag = fields.in.readTag()) {
      switch (tag) {
        case 1 << 3 | 2 -> pipeline = fields.text("pipeline", BlockLimits.PIPELINE_LENGTH);
        case 2 << 3 | 2 -> imageId = fields.text("image_id", BlockLimits.IMAGE_ID_LENGTH);
        case 3 << 3 -> width = fields.in.readUInt32();
        case 4 << 3 -> height = fields.in.readUInt32();
        case 5 << 3 | 1 -> pixelSize = fields.in.readDouble();
        case 6 << 3 -> sequence = fields.in.readUInt64();
        case 7 << 3 -> axis.unit(fields.in.readEnum());
        case 8 << 3 | 2 -> axis.readUniform(fields);
        case 9 << 3 | 2 -> axis.readValues(fields);
        case 10 << 3 -> points = fields.in.readUInt32();
        case 11 << 3 -> quantity = fields.in.readEnum();
        case 12 << 3 -> x.add(fields.in.readUInt32());
        case 12 << 3 | 2 -> fields.packed("x", x);
        case 13 << 3 -> y.add(fields.in.readUInt32());
        case 13 << 3 | 2 -> fields.packed("y", y);
        case 14 << 3 | 2 -> {
          intensitiesLength = fields.length("intensities");
          intensitiesOffset = fields.skip(intensitiesLength);
        }
        case 15 << 3 | 2 -> source = fields.text("source", BlockLimits.SOURCE_LENGTH);
        case 16 << 3 -> simulated = fields.in.readBool();
        case 17 << 3 -> acquiredAt = fields.in.readInt64();
        case 18 << 3 -> axis.kind(fields.in.readEnum());
        case 19 << 3 -> rows = fields.in.readUInt32();
        case 20 << 3 -> secondAxis.unit(fields.in.readEnum());
        case 21 << 3 -> secondAxis.kind(fields.in.readEnum());
        case 22 << 3 | 2 -> secondAxis.readUniform(fields);
        case 23 << 3 | 2 -> secondAxis.readValues(fields);
        case 24 << 3 | 2 -> part = PartField.read(fields);
        case 25 << 3 | 2 -> truth.readName(fields);
        case 26 << 3 | 2 -> truth.readIndices(fields);
        case 27 << 3 -> generation = fields.in.readUInt64();
        case 28 << 3 | 2 -> measurement = MeasurementField.read(fields);
        case 29 << 3 -> frameGrows = fields.in.readBool();
        default -> fields.other(tag, LAST_FIELD, "");
      }
    }
  }

  RawRecord check() throws RejectedRecordException {
    if (pipeline.isEmpty()) {
      throw new RejectedRecordException(
          RejectReason.UNKNOWN_PIPELINE, "the block names no pipeline");
    }
    Optional<ImageGeometry> geometry = checkImage();
    checkCounts();
    if (geometry.isPresent()) {
      checkPixels();
    }
    Quantity measured = checkQuantity();
    StoredAxis stored = axis.check(fields.value(), points, measured);
    Optional<StoredAxis> second =
        rows == 0
            ? Optional.empty()
            : Optional.of(secondAxis.check(fields.value(), rows, measured));
    if (part != null) {
      return new SpectrumPart(
          pipeline
              + "/"
              + imageId
              + "/"
              + Long.toUnsignedString(generation)
              + "/"
              + Long.toUnsignedString(sequence)
              + "/"
              + HexFormat.of().formatHex(part.digest()),
          part.index(),
          part.of());
    }
    return new RawBlock(
        pipeline,
        imageId,
        geometry,
        sequence,
        new SpectrumBlock(
            stored.axis(),
            second.map(StoredAxis::axis),
            measured,
            x.toArray(),
            y.toArray(),
            intensities(stored, second),
            List.of(),
            truth.check(fields.value(), x.size())),
        source,
        simulated,
        acquiredAt,
        generation,
        measurement,
        frameGrows);
  }

  private Optional<ImageGeometry> checkImage() throws RejectedRecordException {
    if (imageId.isEmpty() && width == 0 && height == 0) {
      return Optional.empty();
    }
    if (!BlockLimits.isImageId(imageId)) {
      throw new RejectedRecordException(
          RejectReason.BAD_IMAGE_ID,
          "image_id is \""
              + imageId
              + "\"; expected 1 to "
              + BlockLimits.IMAGE_ID_LENGTH
              + " characters of A-Z a-z 0-9 . _ -, not only dots");
    }
    try {
      return Optional.of(
          new ImageGeometry(width, height, pixelSize == 0 ? Double.NaN : pixelSize(pixelSize)));
    } catch (IllegalArgumentException noImage) {
      throw new RejectedRecordException(RejectReason.BAD_IMAGE_SIZE, noImage.getMessage());
    }
  }

  private static double pixelSize(double size) {
    if (Double.isNaN(size)) {
      throw new IllegalArgumentException(
          "pixel size of NaN µm; expected a positive size, or 0 where it is not known");
    }
    return size;
  }

  private void checkCounts() throws RejectedRecordException {
    if ((x.size() == 0 && y.size() == 0) || intensitiesLength == 0) {
      throw new RejectedRecordException(
          RejectReason.NO_SPECTRA,
          "the block has "
              + x.size()
              + " columns, "
              + y.size()
              + " rows and "
              + intensitiesLength
              + " bytes of intensities; expected one spectrum or more");
    }
    if (x.size() != y.size()) {
      throw new RejectedRecordException(
          RejectReason.LENGTHS_DISAGREE,
          x.size() + " columns and " + y.size() + " rows; expected one of each a spectrum");
    }
    if (points < 1 || points > limits.points()) {
      throw new RejectedRecordException(
          RejectReason.BAD_POINT_COUNT,
          Integer.toUnsignedString(points)
              + " points a spectrum; expected 1 to "
              + limits.points());
    }
    long spectrum = checkPlane();
    if (part != null) {
      part.check(x.size(), spectrum, intensitiesLength);
    } else if (intensitiesLength != (long) Float.BYTES * x.size() * spectrum) {
      throw new RejectedRecordException(
          RejectReason.LENGTHS_DISAGREE,
          intensitiesLength
              + " bytes of intensities; expected "
              + x.size()
              + " spectra × "
              + spectrum
              + " points × 4 bytes");
    }
  }

  /** The values of one spectrum. */
  private long checkPlane() throws RejectedRecordException {
    if (rows == 0) {
      if (secondAxis.isPresent()) {
        throw new RejectedRecordException(
            RejectReason.LENGTHS_DISAGREE, "the block has a second axis of 0 rows");
      }
      return points;
    }
    long plane = Integer.toUnsignedLong(rows) * points;
    if (plane > SpectrumBlock.MAX_PLANE_POINTS
        || Integer.compareUnsigned(rows, limits.points()) > 0) {
      throw new RejectedRecordException(
          RejectReason.BAD_POINT_COUNT,
          "a plane of "
              + points
              + " × "
              + Integer.toUnsignedString(rows)
              + " points; expected at most "
              + SpectrumBlock.MAX_PLANE_POINTS);
    }
    return plane;
  }

  private void checkPixels() throws RejectedRecordException {
    for (int i = 0; i < x.size(); i++) {
      if (Integer.compareUnsigned(x.at(i), width) >= 0
          || Integer.compareUnsigned(y.at(i), height) >= 0) {
        throw new RejectedRecordException(
            RejectReason.PIXEL_OUTSIDE_IMAGE,
            "pixel ("
                + Integer.toUnsignedString(x.at(i))
                + ", "
                + Integer.toUnsignedString(y.at(i))
                + ") lies outside the image of "
                + width
                + " × "
                + height
                + " pixels");
      }
    }
  }

  private Quantity checkQuantity() throws RejectedRecordException {
    return switch (quantity) {
      case Wire.Quantity.QUANTITY_UNSPECIFIED_VALUE -> Quantity.UNSPECIFIED;
      case Wire.Quantity.ABSORBANCE_VALUE -> Quantity.ABSORBANCE;
      case Wire.Quantity.TRANSMITTANCE_VALUE -> Quantity.TRANSMITTANCE;
      case Wire.Quantity.PERCENT_TRANSMITTANCE_VALUE -> Quantity.PERCENT_TRANSMITTANCE;
      case Wire.Quantity.RAMAN_INTENSITY_VALUE -> Quantity.RAMAN_INTENSITY;
      case Wire.Quantity.NMR_INTENSITY_VALUE -> Quantity.NMR_INTENSITY;
      case Wire.Quantity.GREY_VALUE_VALUE -> Quantity.GREY_VALUE;
      default ->
          throw new RejectedRecordException(
              RejectReason.UNKNOWN_QUANTITY,
              "quantity is " + quantity + "; expected 0 (not known) to 6");
    };
  }

  private float[] intensities(StoredAxis stored, Optional<StoredAxis> second) {
    int perRow = stored.axis().size();
    float[] values =
        Packed.floats(fields.value(), intensitiesOffset, intensitiesLength / Float.BYTES);
    if (stored.isCanonical() && second.map(StoredAxis::isCanonical).orElse(true)) {
      return values;
    }
    float[] ordered = new float[values.length];
    int rowsOfPlane = second.map(known -> known.axis().size()).orElse(1);
    for (int row = 0; row < values.length / perRow; row++) {
      int inPlane = row % rowsOfPlane;
      int from = second.map(known -> known.storedIndex(inPlane)).orElse(inPlane) - inPlane + row;
      stored.reorder(values, from * perRow, ordered, row * perRow);
    }
    return ordered;
  }
}
