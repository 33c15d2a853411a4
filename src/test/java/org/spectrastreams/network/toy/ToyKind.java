package org.spectrastreams.network.toy;

import java.util.List;
import java.util.Map;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkKind;
import org.spectrastreams.spectrum.SpectralAxis;

/** The registry's entry of the toy, named in the test code's {@code META-INF/services}. */
public final class ToyKind implements NetworkKind {
  static final String NAME = "toy";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Network on(SpectralAxis axis, int classes) {
    return new Toy(axis.size(), classes);
  }

  @Override
  public Network read(List<Integer> inputShape, int classes, Map<String, Object> architecture) {
    return new Toy(inputShape.get(0), classes);
  }
}
