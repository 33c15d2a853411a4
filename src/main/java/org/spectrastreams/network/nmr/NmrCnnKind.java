package org.spectrastreams.network.nmr;

import java.util.List;
import java.util.Map;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkKind;
import org.spectrastreams.spectrum.SpectralAxis;

/** The registry's entry of {@link NmrCnn}. */
public final class NmrCnnKind implements NetworkKind {
  @Override
  public String name() {
    return NmrCnn.KIND;
  }

  @Override
  public Network on(SpectralAxis axis, int classes) {
    throw new IllegalArgumentException(
        NmrCnn.KIND + " reads planes over two axes; the data have one axis, " + axis);
  }

  @Override
  public boolean readsPlanes() {
    return true;
  }

  @Override
  public Network onPlanes(int rows, int columns, int classes) {
    return new NmrCnn(rows, columns, classes);
  }

  @Override
  public Network read(List<Integer> inputShape, int classes, Map<String, Object> architecture) {
    if (inputShape.size() != 2) {
      throw new IllegalArgumentException(
          "spectra of shape " + inputShape + " for a network over planes");
    }
    return onPlanes(inputShape.get(0), inputShape.get(1), classes);
  }
}
