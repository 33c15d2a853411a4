package org.spectrastreams.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.spectrum.SpectralAxis;

/** The axes of models, out of the model store; each package is read and verified once. */
final class StoredAxes implements PixelAnswers.ModelAxes {
  private final ModelStore store;
  private final Map<String, SpectralAxis> known = new ConcurrentHashMap<>();

  StoredAxes(ModelStore store) {
    this.store = store;
  }

  @Override
  public SpectralAxis axis(String model, String version) throws PixelAnswers.AxisMissingException {
    String reference = model + "@" + version;
    SpectralAxis axis = known.get(reference);
    if (axis == null) {
      try {
        axis = store.open(reference).axis();
      } catch (EngineException e) {
        throw new PixelAnswers.AxisMissingException(e.getMessage());
      }
      known.put(reference, axis);
    }
    return axis;
  }
}
