package org.spectrastreams.explain.methods;

import org.spectrastreams.model.engine.GraphContract.Meaning;

/** The class activation map (Zhou 2016) of networks with a pooling head (Zhang 2020). */
public final class ClassActivationMethod extends ClassMapMethod {
  /** Made by the registry. */
  public ClassActivationMethod() {
    super(
        "class-activation",
        "Class activation map",
        Need.CLASS_ACTIVATION,
        Meaning.CLASS_ACTIVATION_MAP);
  }
}
