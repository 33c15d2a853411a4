package org.spectrastreams.wire.block;

import java.io.IOException;
import org.spectrastreams.spectrum.Measurement;
import org.spectrastreams.spectrum.StagePlaces;
import org.spectrastreams.wire.MeasurementMessage;
import org.spectrastreams.wire.RejectReason;
import org.spectrastreams.wire.RejectedRecordException;
import org.spectrastreams.wire.proto.Wire;

/** How and where spectra were measured: as a block says it. */
final class MeasurementField {
  // A character takes up to 3 bytes in UTF-8, half a surrogate pair 2.
  private static final int BYTES_A_CHARACTER = 3;
  private static final int TIME_BYTES = 40;

  private MeasurementField() {}

  static Measurement read(FieldReader fields) throws IOException, RejectedRecordException {
    int end = fields.in.pushLimit(fields.length("measurement"));
    double[] places = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    double rotation = 0;
    String unit = "";
    String instrument = "";
    String acquired = "";
    for (int tag = fields.in.readTag(); tag != 0; tag = fields.in.readTag()) {
      switch (tag) {
        case 1 << 3 | 1, 2 << 3 | 1, 3 << 3 | 1, 4 << 3 | 1 ->
            places[(tag >>> 3) - 1] = fields.in.readDouble();
        case 5 << 3 | 1 -> rotation = fields.in.readDouble();
        case 6 << 3 | 2 ->
            unit = fields.text("measurement.unit", BYTES_A_CHARACTER * StagePlaces.UNIT_LENGTH);
        case 7 << 3 | 2 ->
            instrument =
                fields.text(
                    "measurement.instrument", BYTES_A_CHARACTER * Measurement.INSTRUMENT_LENGTH);
        case 8 << 3 | 2 -> acquired = fields.text("measurement.acquired_local", TIME_BYTES);
        default ->
            fields.other(tag, Wire.Measurement.ACQUIRED_LOCAL_FIELD_NUMBER, " of measurement");
      }
    }
    fields.in.popLimit(end);
    try {
      return MeasurementMessage.of(places, rotation, unit, instrument, acquired);
    } catch (IllegalArgumentException wrong) {
      throw new RejectedRecordException(
          RejectReason.MALFORMED, "measurement: " + wrong.getMessage());
    }
  }
}
