package org.spectrastreams.cli;

import java.io.IOException;
import java.util.Optional;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.spectrum.Quantity;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.Pipelines;

/** What bands of a model's spectra stand for, where a command works without a pipeline. */
final class BandTables {
  private BandTables() {}

  /** The table that the first pipeline of this model names; without one that of its quantity. */
  static Optional<Technique> of(ServiceConfig config, ModelPackage model) throws IOException {
    Quantity quantity = model.preprocessing().quantity();
    for (Pipeline pipeline : Pipelines.load(config.pipelinesDir()).all()) {
      String named = pipeline.model().orElse("");
      if (named.equals(model.id().name()) || named.equals(model.id().toString())) {
        return pipeline.assignmentsFor(quantity);
      }
    }
    return switch (quantity) {
      case ABSORBANCE, TRANSMITTANCE, PERCENT_TRANSMITTANCE -> Optional.of(Technique.INFRARED);
      case RAMAN_INTENSITY, NMR_INTENSITY, UNSPECIFIED -> Optional.empty();
    };
  }
}
