package org.spectrastreams.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.ModelStore;
import org.spectrastreams.model.engine.EngineException;

/** The axes of models, out of the model store; each package is read and verified once. */
final class StoredAxes implements PixelAnswers.ModelAxes {
  private final ModelStore store;
  private final Map<String, PixelAnswers.MapAxes> known = new ConcurrentHashMap<>();

  StoredAxes(ModelStore store) {
    this.store = store;
  }

  @Override
  public PixelAnswers.MapAxes axes(String model, String version)
      throws PixelAnswers.AxisMissingException {
    String reference = model + "@" + version;
    PixelAnswers.MapAxes axis = known.get(reference);
    if (axis == null) {
      try {
        ModelPackage found = store.open(reference);
        axis = new PixelAnswers.MapAxes(found.axis(), found.secondAxis());
      } catch (EngineException e) {
        throw new PixelAnswers.AxisMissingException(e.getMessage());
      }
      known.put(reference, axis);
    }
    return axis;
  }
}
