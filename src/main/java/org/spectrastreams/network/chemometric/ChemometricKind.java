package org.spectrastreams.network.chemometric;

import java.util.List;
import java.util.Map;
import org.spectrastreams.network.Network;
import org.spectrastreams.network.NetworkKind;
import org.spectrastreams.spectrum.SpectralAxis;

/** The registry's entry of {@link Chemometric}. */
public final class ChemometricKind implements NetworkKind {
  private static final int USUAL_WINDOW = 11;
  private static final int USUAL_AXES = 8;
  private static final int USUAL_SUPPORTS = 24;

  @Override
  public String name() {
    return Chemometric.KIND;
  }

  @Override
  public Network on(SpectralAxis axis, int classes) {
    return new Chemometric(
        axis.size(), classes, USUAL_WINDOW, USUAL_AXES, USUAL_SUPPORTS, 0, false);
  }

  @Override
  public Network read(List<Integer> inputShape, int classes, Map<String, Object> architecture) {
    if (inputShape.size() != 1) {
      throw new IllegalArgumentException(
          "spectra of shape " + inputShape + " for a classifier along one axis");
    }
    return new Chemometric(
        inputShape.get(0),
        classes,
        number(architecture, "window"),
        number(architecture, "axes"),
        number(architecture, "supports"),
        architecture.containsKey("patterns") ? number(architecture, "patterns") : 0,
        Boolean.TRUE.equals(architecture.get("corrected")));
  }

  private static int number(Map<String, Object> architecture, String name) {
    if (!(architecture.get(name) instanceof Integer number)) {
      throw new IllegalArgumentException(
          "architecture " + architecture + " has no whole number '" + name + "'");
    }
    return number;
  }
}
