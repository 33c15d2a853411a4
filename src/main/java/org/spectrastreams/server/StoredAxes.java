package org.spectrastreams.server;

import java.nio.file.Path;
import org.spectrastreams.spectrum.WavenumberAxis;

/** The axes of models, out of the model store. */
record StoredAxes(Path store) implements PixelAnswers.ModelAxes {
  @Override
  public WavenumberAxis axis(String model, String version) {
    throw new IllegalStateException("model packages in " + store + " cannot be read yet");
  }
}
