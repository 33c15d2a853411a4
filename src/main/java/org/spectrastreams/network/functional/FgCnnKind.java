package org.spectrastreams.network.functional;

import java.util.List;
import java.util.Map;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkKind;
import org.spectrastreams.spectrum.SpectralAxis;

/** The registry's entry of {@link FgCnn}. */
public final class FgCnnKind implements NetworkKind {
  @Override
  public String name() {
    return FgCnn.KIND;
  }

  @Override
  public Network on(SpectralAxis axis, int classes) {
    return new FgCnn(axis.size(), classes);
  }

  @Override
  public Network read(List<Integer> inputShape, int classes, Map<String, Object> architecture) {
    return new FgCnn(NetworkKind.alongOneAxis(inputShape), classes);
  }
}
