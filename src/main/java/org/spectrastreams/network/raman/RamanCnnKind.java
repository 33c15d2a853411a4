package org.spectrastreams.network.raman;

import java.util.List;
import java.util.Map;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkKind;
import org.spectrastreams.spectrum.SpectralAxis;

/** The registry's entry of {@link RamanCnn}. */
public final class RamanCnnKind implements NetworkKind {
  @Override
  public String name() {
    return RamanCnn.KIND;
  }

  @Override
  public Network on(SpectralAxis axis, int classes) {
    return new RamanCnn(axis.size(), classes);
  }

  @Override
  public Network read(List<Integer> inputShape, int classes, Map<String, Object> architecture) {
    return new RamanCnn(NetworkKind.alongOneAxis(inputShape), classes);
  }
}
