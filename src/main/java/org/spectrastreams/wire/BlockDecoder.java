package org.spectrastreams.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.ImageGeometry;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.spectrum.StoredAxis;
import org.spectrastreams.wire.proto.Wire;

/**
 * Reads the wire message {@code SpectrumBlock} and checks all of it. Immutable, for any thread.
 *
 * <p>The message is read by hand, not by the generated parser: every length is checked against the
 * record and the limits before anything is allocated for it, a known field of another wire type is
 * an error instead of an unknown field, and intensities are copied once, from the record into the
 * floats. What is allocated is at most a small multiple of the record.
 */
public final class BlockDecoder {
  private static final Pattern IMAGE_ID =
      Pattern.compile("[A-Za-z0-9._-]{1," + BlockLimits.IMAGE_ID_LENGTH + "}");
  private static final Pattern ONLY_DOTS = Pattern.compile("\\.+");
  private static final int LAST_FIELD = Wire.SpectrumBlock.ACQUIRED_AT_MS_FIELD_NUMBER;

  private final BlockLimits limits;

  public BlockDecoder(BlockLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads one record's value.
   *
   * @param value the bytes; null or empty is refused
   * @return the block; its arrays share nothing with {@code value}
   * @throws RejectedRecordException if anything is wrong with it; nothing else is ever thrown
   */
  public RawBlock decode(byte[] value) throws RejectedRecordException {
    if (value == null || value.length == 0) {
      throw new RejectedRecordException(
          RejectReason.EMPTY_RECORD, "the record has no value; expected a SpectrumBlock");
    }
    if (value.length > limits.recordBytes()) {
      throw new RejectedRecordException(
          RejectReason.RECORD_TOO_LARGE,
          "the record has "
              + value.length
              + " bytes; expected at most "
              + limits.recordBytes()
              + ": send fewer spectra a block");
    }
    Fields fields = new Fields(value);
    try {
      fields.read();
      return fields.check();
    } catch (IOException noMessage) {
      throw new RejectedRecordException(
          RejectReason.MALFORMED, "the record is no SpectrumBlock: " + noMessage.getMessage(), 1);
    } catch (RejectedRecordException rejected) {
      throw new RejectedRecordException(
          rejected.reason(), rejected.getMessage(), fields.readableSpectra());
    }
  }

  /** Grows to a cap, then refuses. */
  private static final class Numbers {
    private int[] values = {};
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, Math.max(64, size * 2));
      }
      values[size++] = value;
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  /** The fields of one message; those of fixed number are kept as offsets into the record. */
  private final class Fields {
    private final byte[] value;
    private final CodedInputStream in;
    private String pipeline = "";
    private String imageId = "";
    private int width;
    private int height;
    private double pixelSize;
    private long sequence;
    private int axisUnit;
    private boolean uniform;
    private double first;
    private double step;
    private int axisOffset;
    private int axisLength = -1;
    private int points;
    private int quantity;
    private final Numbers x = new Numbers();
    private final Numbers y = new Numbers();
    private int intensitiesOffset;
    private int intensitiesLength;
    private String source = "";
    private boolean simulated;
    private long acquiredAt;

    Fields(byte[] value) {
      this.value = value;
      this.in = CodedInputStream.newInstance(value);
    }

    int readableSpectra() {
      return x.size > 0 && x.size == y.size ? x.size : 1;
    }

    void read() throws IOException, RejectedRecordException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case 1 << 3 | 2 -> pipeline = text("pipeline", BlockLimits.PIPELINE_LENGTH);
          case 2 << 3 | 2 -> imageId = text("image_id", BlockLimits.IMAGE_ID_LENGTH);
          case 3 << 3 -> width = in.readUInt32();
          case 4 << 3 -> height = in.readUInt32();
          case 5 << 3 | 1 -> pixelSize = in.readDouble();
          case 6 << 3 -> sequence = in.readUInt64();
          case 7 << 3 -> axisUnit = in.readEnum();
          case 8 << 3 | 2 -> readUniformAxis();
          case 9 << 3 | 2 -> {
            uniform = false;
            axisLength = length("axis_values");
            axisOffset = skip(axisLength);
          }
          case 10 << 3 -> points = in.readUInt32();
          case 11 << 3 -> quantity = in.readEnum();
          case 12 << 3 -> add(x, in.readUInt32());
          case 12 << 3 | 2 -> readPacked("x", x);
          case 13 << 3 -> add(y, in.readUInt32());
          case 13 << 3 | 2 -> readPacked("y", y);
          case 14 << 3 | 2 -> {
            intensitiesLength = length("intensities");
            intensitiesOffset = skip(intensitiesLength);
          }
          case 15 << 3 | 2 -> source = text("source", BlockLimits.SOURCE_LENGTH);
          case 16 << 3 -> simulated = in.readBool();
          case 17 << 3 -> acquiredAt = in.readInt64();
          default -> {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field <= LAST_FIELD) {
              throw new RejectedRecordException(
                  RejectReason.MALFORMED,
                  "field " + field + " has wire type " + WireFormat.getTagWireType(tag));
            }
            in.skipField(tag);
          }
        }
      }
    }

    private int length(String field) throws IOException, RejectedRecordException {
      int length = in.readRawVarint32();
      int left = value.length - in.getTotalBytesRead();
      if (length < 0 || length > left) {
        throw new RejectedRecordException(
            RejectReason.MALFORMED,
            field
                + " claims "
                + Integer.toUnsignedString(length)
                + " bytes at byte "
                + in.getTotalBytesRead()
                + "; the record has "
                + left
                + " left");
      }
      return length;
    }

    private int skip(int length) throws IOException {
      int offset = in.getTotalBytesRead();
      in.skipRawBytes(length);
      return offset;
    }

    private String text(String field, int longest) throws IOException, RejectedRecordException {
      int length = length(field);
      if (length > longest) {
        throw new RejectedRecordException(
            RejectReason.TEXT_TOO_LONG,
            field + " has " + length + " bytes; expected at most " + longest);
      }
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(value, skip(length), length))
            .toString();
      } catch (CharacterCodingException noText) {
        throw new RejectedRecordException(RejectReason.MALFORMED, field + " is no UTF-8 text");
      }
    }

    private void readUniformAxis() throws IOException, RejectedRecordException {
      int end = in.pushLimit(length("uniform_axis"));
      first = 0;
      step = 0;
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case 1 << 3 | 1 -> first = in.readDouble();
          case 2 << 3 | 1 -> step = in.readDouble();
          default -> {
            if (WireFormat.getTagFieldNumber(tag) <= 2) {
              throw new RejectedRecordException(
                  RejectReason.MALFORMED,
                  "uniform_axis has wire type " + WireFormat.getTagWireType(tag));
            }
            in.skipField(tag);
          }
        }
      }
      in.popLimit(end);
      uniform = true;
      axisLength = 0;
    }

    private void readPacked(String field, Numbers into)
        throws IOException, RejectedRecordException {
      int end = in.pushLimit(length(field));
      while (in.getBytesUntilLimit() > 0) {
        add(into, in.readUInt32());
      }
      in.popLimit(end);
    }

    private void add(Numbers into, int number) throws RejectedRecordException {
      if (into.size == limits.spectra()) {
        throw new RejectedRecordException(
            RejectReason.TOO_MANY_SPECTRA,
            "the block has more than " + limits.spectra() + " spectra: send fewer a block");
      }
      into.add(number);
    }

    RawBlock check() throws RejectedRecordException {
      if (pipeline.isEmpty()) {
        throw new RejectedRecordException(
            RejectReason.UNKNOWN_PIPELINE, "the block names no pipeline");
      }
      Optional<ImageGeometry> geometry = checkImage();
      checkCounts();
      if (geometry.isPresent()) {
        checkPixels();
      }
      AxisUnit unit = checkUnit();
      StoredAxis axis = checkAxis(unit);
      float[] intensities = intensities(axis);
      return new RawBlock(
          pipeline,
          imageId,
          geometry,
          sequence,
          new SpectrumBlock(axis.axis(), checkQuantity(), x.toArray(), y.toArray(), intensities),
          source,
          simulated,
          acquiredAt);
    }

    private Optional<ImageGeometry> checkImage() throws RejectedRecordException {
      if (imageId.isEmpty() && width == 0 && height == 0) {
        return Optional.empty();
      }
      if (!IMAGE_ID.matcher(imageId).matches() || ONLY_DOTS.matcher(imageId).matches()) {
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
      if ((x.size == 0 && y.size == 0) || intensitiesLength == 0) {
        throw new RejectedRecordException(
            RejectReason.NO_SPECTRA,
            "the block has "
                + x.size
                + " columns, "
                + y.size
                + " rows and "
                + intensitiesLength
                + " bytes of intensities; expected one spectrum or more");
      }
      if (x.size != y.size) {
        throw new RejectedRecordException(
            RejectReason.LENGTHS_DISAGREE,
            x.size + " columns and " + y.size + " rows; expected one of each a spectrum");
      }
      if (points < 1 || points > limits.points()) {
        throw new RejectedRecordException(
            RejectReason.BAD_POINT_COUNT,
            Integer.toUnsignedString(points)
                + " points a spectrum; expected 1 to "
                + limits.points());
      }
      if (intensitiesLength != 4L * x.size * points) {
        throw new RejectedRecordException(
            RejectReason.LENGTHS_DISAGREE,
            intensitiesLength
                + " bytes of intensities; expected "
                + x.size
                + " spectra × "
                + points
                + " points × 4 bytes");
      }
    }

    private void checkPixels() throws RejectedRecordException {
      for (int i = 0; i < x.size; i++) {
        if (Integer.compareUnsigned(x.values[i], width) >= 0
            || Integer.compareUnsigned(y.values[i], height) >= 0) {
          throw new RejectedRecordException(
              RejectReason.PIXEL_OUTSIDE_IMAGE,
              "pixel ("
                  + Integer.toUnsignedString(x.values[i])
                  + ", "
                  + Integer.toUnsignedString(y.values[i])
                  + ") lies outside the image of "
                  + width
                  + " × "
                  + height
                  + " pixels");
        }
      }
    }

    private AxisUnit checkUnit() throws RejectedRecordException {
      return switch (axisUnit) {
        case Wire.AxisUnit.PER_CENTIMETRE_VALUE -> AxisUnit.PER_CENTIMETRE;
        case Wire.AxisUnit.MICROMETRE_VALUE -> AxisUnit.MICROMETRE;
        case Wire.AxisUnit.NANOMETRE_VALUE -> AxisUnit.NANOMETRE;
        default ->
            throw new RejectedRecordException(
                RejectReason.AXIS_UNIT_MISSING,
                "axis_unit is " + axisUnit + "; expected 1 (cm⁻¹), 2 (µm) or 3 (nm)");
      };
    }

    private StoredAxis checkAxis(AxisUnit unit) throws RejectedRecordException {
      if (axisLength < 0) {
        throw new RejectedRecordException(
            RejectReason.AXIS_MISSING, "the block has neither uniform_axis nor axis_values");
      }
      if (!uniform && axisLength != 8L * points) {
        throw new RejectedRecordException(
            RejectReason.LENGTHS_DISAGREE,
            axisLength + " bytes of axis_values; expected " + points + " points × 8 bytes");
      }
      try {
        double[] stored = new double[points];
        if (uniform) {
          for (int i = 0; i < points; i++) {
            stored[i] = first + i * step;
          }
        } else {
          ByteBuffer.wrap(value, axisOffset, axisLength)
              .order(ByteOrder.LITTLE_ENDIAN)
              .asDoubleBuffer()
              .get(stored);
        }
        return StoredAxis.monotonic(stored, unit);
      } catch (IllegalArgumentException noAxis) {
        throw new RejectedRecordException(RejectReason.AXIS_INVALID, noAxis.getMessage());
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
        default ->
            throw new RejectedRecordException(
                RejectReason.UNKNOWN_QUANTITY,
                "quantity is " + quantity + "; expected 0 (not known) to 5");
      };
    }

    private float[] intensities(StoredAxis axis) {
      SpectralAxis canonical = axis.axis();
      float[] stored = new float[x.size * canonical.size()];
      ByteBuffer.wrap(value, intensitiesOffset, intensitiesLength)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(stored);
      if (axis.isCanonical()) {
        return stored;
      }
      float[] ordered = new float[stored.length];
      for (int offset = 0; offset < stored.length; offset += canonical.size()) {
        axis.reorder(stored, offset, ordered, offset);
      }
      return ordered;
    }
  }
}
