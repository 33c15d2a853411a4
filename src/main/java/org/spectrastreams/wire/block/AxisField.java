package org.spectrastreams.wire.block;

import java.io.IOException;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.AxisUnit;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.StoredAxis;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.proto.Wire;

/** One axis of a block as its fields say it. For one thread. */
final class AxisField {
  private final String name;
  private final String uniformName;
  private int unit;
  private int kind;
  private boolean uniform;
  private double first;
  private double step;
  private int offset;
  private int length = -1;

  /** An axis whose fields begin with {@code name}, but for the one of a uniform axis. */
  AxisField(String name, String uniformName) {
    this.name = name;
    this.uniformName = uniformName;
  }

  void unit(int number) {
    unit = number;
  }

  void kind(int number) {
    kind = number;
  }

  boolean isPresent() {
    return length >= 0;
  }

  void readValues(FieldReader fields) throws IOException, RejectedRecordException {
    uniform = false;
    length = fields.length(name + "_values");
    offset = fields.skip(length);
  }

  void readUniform(FieldReader fields) throws IOException, RejectedRecordException {
    int end = fields.in.pushLimit(fields.length(uniformName));
    first = 0;
    step = 0;
    for (int tag = fields.in.readTag(); tag != 0; tag = fields.in.readTag()) {
      switch (tag) {
        case 1 << 3 | 1 -> first = fields.in.readDouble();
        case 2 << 3 | 1 -> step = fields.in.readDouble();
        default -> fields.other(tag, Wire.UniformAxis.STEP_FIELD_NUMBER, " of " + uniformName);
      }
    }
    fields.in.popLimit(end);
    uniform = true;
    length = 0;
  }

  /**
   * The axis of {@code points} points.
   *
   * @param quantity tells the kind where the block does not
   */
  StoredAxis check(byte[] record, int points, Quantity quantity) throws RejectedRecordException {
    AxisUnit known = checkUnit();
    AxisKind told = checkKind(known, quantity);
    if (!isPresent()) {
      throw new RejectedRecordException(
          RejectReason.AXIS_MISSING,
          "the block has neither " + uniformName + " nor " + name + "_values");
    }
    if (!uniform && length != 8L * points) {
      throw new RejectedRecordException(
          RejectReason.LENGTHS_DISAGREE,
          length + " bytes of " + name + "_values; expected " + points + " points × 8 bytes");
    }
    try {
      return StoredAxis.monotonic(values(record, points), known, told);
    } catch (IllegalArgumentException noAxis) {
      throw new RejectedRecordException(RejectReason.AXIS_INVALID, noAxis.getMessage());
    }
  }

  private double[] values(byte[] record, int points) {
    if (!uniform) {
      return Packed.doubles(record, offset, points);
    }
    double[] stored = new double[points];
    for (int i = 0; i < points; i++) {
      stored[i] = first + i * step;
    }
    return stored;
  }

  private AxisUnit checkUnit() throws RejectedRecordException {
    return switch (unit) {
      case Wire.AxisUnit.PER_CENTIMETRE_VALUE -> AxisUnit.PER_CENTIMETRE;
      case Wire.AxisUnit.MICROMETRE_VALUE -> AxisUnit.MICROMETRE;
      case Wire.AxisUnit.NANOMETRE_VALUE -> AxisUnit.NANOMETRE;
      case Wire.AxisUnit.PARTS_PER_MILLION_VALUE -> AxisUnit.PARTS_PER_MILLION;
      case Wire.AxisUnit.PICTURE_POINT_VALUE -> AxisUnit.PIXEL;
      default ->
          throw new RejectedRecordException(
              RejectReason.AXIS_UNIT_MISSING,
              name + "_unit is " + unit + "; expected 1 (cm⁻¹), 2 (µm), 3 (nm), 4 (ppm) or 5 (px)");
    };
  }

  private AxisKind checkKind(AxisUnit known, Quantity quantity) throws RejectedRecordException {
    return switch (kind) {
      case Wire.AxisKind.AXIS_KIND_UNSPECIFIED_VALUE -> known.kind().under(quantity);
      case Wire.AxisKind.WAVENUMBER_VALUE -> AxisKind.WAVENUMBER;
      case Wire.AxisKind.RAMAN_SHIFT_VALUE -> AxisKind.RAMAN_SHIFT;
      case Wire.AxisKind.WAVELENGTH_VALUE -> AxisKind.WAVELENGTH;
      case Wire.AxisKind.CHEMICAL_SHIFT_VALUE -> AxisKind.CHEMICAL_SHIFT;
      case Wire.AxisKind.PIXEL_VALUE -> AxisKind.PIXEL;
      default ->
          throw new RejectedRecordException(
              RejectReason.AXIS_INVALID,
              name + "_kind is " + kind + "; expected 0 (as unit and quantity say) to 5");
    };
  }
}
