package org.spectrastreams.network.gap;

import java.util.List;
import java.util.Map;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkKind;
import org.spectrastreams.spectrum.SpectralAxis;

/** The registry's entry of {@link GapCnn}. */
public final class GapCnnKind implements NetworkKind {
  @Override
  public String name() {
    return GapCnn.KIND;
  }

  @Override
  public Network on(SpectralAxis axis, int classes) {
    return new GapCnn(axis.size(), classes);
  }

  @Override
  public Network read(List<Integer> inputShape, int classes, Map<String, Object> architecture) {
    return new GapCnn(NetworkKind.alongOneAxis(inputShape), classes);
  }
}
