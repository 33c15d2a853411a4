package org.spectrastreams.network.mscnn;

import java.util.List;
import java.util.Map;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkKind;
import org.spectrastreams.spectrum.SpectralAxis;

/** The registry's entry of {@link Mscnn}. */
public final class MscnnKind implements NetworkKind {
  private static final String KERNELS = "headKernels";
  private static final String STRIDES = "headStrides";

  @Override
  public String name() {
    return Mscnn.KIND;
  }

  @Override
  public Network on(SpectralAxis axis, int classes) {
    return new Mscnn(MscnnArchitecture.of(axis, classes));
  }

  @Override
  public Network read(List<Integer> inputShape, int classes, Map<String, Object> architecture) {
    return new Mscnn(
        new MscnnArchitecture(
            NetworkKind.alongOneAxis(inputShape),
            classes,
            integers(architecture, KERNELS),
            integers(architecture, STRIDES)));
  }

  private static List<Integer> integers(Map<String, Object> of, String name) {
    if (!(of.get(name) instanceof List<?> list)
        || !list.stream().allMatch(Integer.class::isInstance)) {
      throw new IllegalArgumentException(
          "architecture " + of + " has no list of whole numbers '" + name + "'");
    }
    return list.stream().map(Integer.class::cast).toList();
  }

  @Override
  public boolean recognises(Map<String, Object> architecture) {
    return architecture.containsKey(KERNELS) && architecture.containsKey(STRIDES);
  }
}
