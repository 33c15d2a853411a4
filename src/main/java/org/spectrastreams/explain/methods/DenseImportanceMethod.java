package org.spectrastreams.explain.methods;

import org.spectrastreams.model.engine.GraphContract.Meaning;

/** The importance by the weights of a dense layer (Fukuhara 2019). */
public final class DenseImportanceMethod extends ClassMapMethod {
  /** Made by the registry. */
  public DenseImportanceMethod() {
    super(
        "dense-importance",
        "Importance by the dense layer",
        Need.DENSE_IMPORTANCE,
        Meaning.DENSE_IMPORTANCE);
  }
}
