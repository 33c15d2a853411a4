package org.spectrastreams.stream.score;

import java.util.Optional;
import org.spectrastreams.preprocess.Preprocessing;
import org.spectrastreams.preprocess.PreprocessingChain;
import org.spectrastreams.preprocess.Preprocessor;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectralAxis;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/** Quality flags alone, by the checks that any model's chain begins with: there is no model. */
final class QualitySurvey implements ResultPart {
  private final Pipeline pipeline;
  private final PreparedFor<Preprocessor> checks =
      new PreparedFor<>(
          input ->
              Preprocessor.compile(
                  ownGrid(input.axis()), input.axis(), input.second(), input.quantity()),
          Preprocessor::outputPoints);
  private float[] discarded = {};

  private QualitySurvey(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  static Optional<ResultPart> of(LoadedPipeline pipeline) {
    return pipeline.model().isPresent()
        ? Optional.empty()
        : Optional.of(new QualitySurvey(pipeline.pipeline()));
  }

  @Override
  public void add(ScoredBlock scored, Wire.ResultBlock.Builder into)
      throws UnusableSpectrumException {
    SpectrumBlock spectra = scored.spectra();
    if (!pipeline.accepts(spectra.quantity())) {
      throw new UnusableSpectrumException(
          UnusableSpectrumException.Reason.WRONG_QUANTITY,
          "the spectra hold "
              + spectra.quantity().id()
              + ", pipeline "
              + pipeline.name()
              + " takes "
              + pipeline.quantities().stream().map(Quantity::id).sorted().toList());
    }
    Preprocessor check = checks.get(SpectrumInput.of(spectra));
    int points = spectra.axis().size();
    if (discarded.length < points) {
      discarded = new float[points];
    }
    short[] quality = new short[spectra.count()];
    for (int i = 0; i < spectra.count(); i++) {
      quality[i] = (short) check.apply(spectra.intensities(), i * points, discarded, 0);
    }
    into.setQuality(Packed.shorts(quality));
  }

  private static PreprocessingChain ownGrid(SpectralAxis axis) {
    return PreprocessingChain.of(
        Quantity.UNSPECIFIED,
        new Preprocessing.Interpolate(
            axis,
            Preprocessing.Interpolation.LINEAR,
            Preprocessing.OutOfRange.REJECT,
            1,
            Math.max(1, axis.max() - axis.min())));
  }
}
