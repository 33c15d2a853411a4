package org.spectrastreams.explain.methods;

import org.spectrastreams.model.engine.GraphContract.Meaning;

/** Grad-CAM++ (Chattopadhay 2018) of the layer that the network names. */
public final class GradCamPlusPlusMethod extends ClassMapMethod {
  /** Made by the registry. */
  public GradCamPlusPlusMethod() {
    super("grad-cam-pp", "Grad-CAM++", Need.GRAD_CAM_PLUS_PLUS, Meaning.GRAD_CAM_PLUS_PLUS);
  }
}
