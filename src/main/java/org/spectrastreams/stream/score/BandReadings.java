package org.spectrastreams.stream.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.preprocess.BandDefinition;
import org.spectrastreams.preprocess.BandReader;
import org.spectrastreams.preprocess.UnusableSpectrumException;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.spectrum.SpectrumBlock;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.wire.Packed;
import org.spectrastreams.wire.proto.Wire;

/** The numbers that a pipeline reads from bands of the raw spectrum. */
final class BandReadings implements ResultPart {
  private final List<BandDefinition> bands;
  private final PreparedFor<List<BandReader>> readers =
      new PreparedFor<>(this::compile, List::size);

  private BandReadings(List<BandDefinition> bands) {
    this.bands = bands;
  }

  static Optional<ResultPart> of(LoadedPipeline pipeline) {
    List<BandDefinition> bands = pipeline.pipeline().bands();
    return bands.isEmpty() ? Optional.empty() : Optional.of(new BandReadings(bands));
  }

  @Override
  public void add(ScoredBlock scored, Wire.ResultBlock.Builder into)
      throws UnusableSpectrumException {
    SpectrumBlock spectra = scored.spectra();
    List<BandReader> compiled = readers.get(SpectrumInput.of(spectra).ofOneDimension());
    for (int b = 0; b < compiled.size(); b++) {
      float[] values = new float[spectra.count()];
      for (int i = 0; i < spectra.count(); i++) {
        values[i] = compiled.get(b).read(spectra.intensities(), i * spectra.axis().size());
      }
      into.addBands(
          Wire.BandValues.newBuilder()
              .setName(bands.get(b).name())
              .setUnit(unit(bands.get(b), spectra.quantity()))
              .setValues(Packed.floats(values)));
    }
  }

  private List<BandReader> compile(SpectrumInput input) {
    List<BandReader> compiled = new ArrayList<>();
    for (BandDefinition band : bands) {
      compiled.add(BandReader.compile(band, input.axis(), input.quantity()));
    }
    return compiled;
  }

  private static String unit(BandDefinition band, Quantity quantity) {
    if (band.denominator().isPresent()) {
      return "";
    }
    return switch (quantity) {
      case ABSORBANCE, TRANSMITTANCE, PERCENT_TRANSMITTANCE -> "absorbance";
      case RAMAN_INTENSITY, NMR_INTENSITY -> "intensity";
      case GREY_VALUE, UNSPECIFIED -> "";
    };
  }
}
