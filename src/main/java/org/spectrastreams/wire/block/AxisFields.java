package org.spectrastreams.wire.block;

import java.util.Optional;
import org.spectrastreams.spectrum.AxisKind;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.wire.AxisKinds;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/** Writes axes as fields of a block. */
final class AxisFields {
  private AxisFields() {}

  /** The unit of every axis of a kind. */
  static Wire.AxisUnit unit(AxisKind kind) {
    return switch (kind) {
      case PER_CENTIMETRE, WAVENUMBER, RAMAN_SHIFT -> Wire.AxisUnit.PER_CENTIMETRE;
      case WAVELENGTH -> Wire.AxisUnit.MICROMETRE;
      case CHEMICAL_SHIFT -> Wire.AxisUnit.PARTS_PER_MILLION;
      case PIXEL -> Wire.AxisUnit.PICTURE_POINT;
    };
  }

  static void put(SpectralAxis axis, Wire.SpectrumBlock.Builder into) {
    Optional<Wire.UniformAxis> uniform = uniform(axis);
    if (uniform.isPresent()) {
      into.setUniformAxis(uniform.get());
    } else {
      into.setAxisValues(Packed.doubles(axis.toArray()));
    }
  }

  static void putSecond(SpectralAxis axis, Wire.SpectrumBlock.Builder into) {
    into.setRows(axis.size())
        .setSecondAxisUnit(unit(axis.kind()))
        .setSecondAxisKind(AxisKinds.message(axis.kind()));
    Optional<Wire.UniformAxis> uniform = uniform(axis);
    if (uniform.isPresent()) {
      into.setSecondUniformAxis(uniform.get());
    } else {
      into.setSecondAxisValues(Packed.doubles(axis.toArray()));
    }
  }

  private static Optional<Wire.UniformAxis> uniform(SpectralAxis axis) {
    double first = axis.at(0);
    double step = axis.size() == 1 ? 1 : axis.at(1) - first;
    for (int i = 1; i < axis.size(); i++) {
      // To the bit: the decoder computes first + i × step.
      if (Double.compare(axis.at(i), first + i * step) != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(Wire.UniformAxis.newBuilder().setFirst(first).setStep(step).build());
  }
}
