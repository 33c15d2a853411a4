package org.spectrastreams.stream.score;

import com.google.protobuf.ByteString;
import java.util.List;
import org.spectrastreams.preprocess.QualityFlag;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.wire.MeasurementMessage;
import org.spectrastreams.wire.block.RawBlock;
import org.spectrastreams.wire.proto.Wire;

/**
 * What every result repeats of its block: pipeline, image, frame, pixels and what is truly there.
 */
final class ResultFrame {
  private static final List<String> QUALITY_NAMES = QualityFlag.names();

  private ResultFrame() {}

  /** A result of {@code block} that says nothing of its spectra yet. */
  static Wire.ResultBlock.Builder of(RawBlock block) {
    Wire.ResultBlock.Builder result =
        Wire.ResultBlock.newBuilder()
            .setPipeline(block.pipeline())
            .setImageId(block.imageId())
            .setSequence(block.sequence())
            .setSimulated(block.simulated())
            .setGeneration(block.generation())
            .setAcquiredAtMs(block.acquiredAtMillis())
            .setFrameGrows(block.frameGrows())
            .addAllQualityNames(QUALITY_NAMES);
    MeasurementMessage.message(block.measurement()).ifPresent(result::setMeasurement);
    block
        .geometry()
        .ifPresent(
            image -> {
              result.setWidth(image.width()).setHeight(image.height());
              if (!Double.isNaN(image.pixelSizeMicrometres())) {
                result.setPixelSizeUm(image.pixelSizeMicrometres());
              }
            });
    SpectrumBlock spectra = block.spectra();
    spectra
        .truth()
        .ifPresent(
            truth ->
                result
                    .addAllTruthNames(truth.names())
                    .setTruth(ByteString.copyFrom(truth.indices())));
    for (int i = 0; i < spectra.count(); i++) {
      result.addX(spectra.x()[i]).addY(spectra.y()[i]);
    }
    return result;
  }
}
