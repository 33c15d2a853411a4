package org.spectrastreams.explain.methods;

import org.spectrastreams.model.engine.GraphContract.Meaning;

/** Grad-CAM (Selvaraju 2017) of the layer that the network names. */
public final class GradCamMethod extends ClassMapMethod {
  /** Made by the registry. */
  public GradCamMethod() {
    super("grad-cam", "Grad-CAM", Need.GRAD_CAM, Meaning.GRAD_CAM);
  }
}
