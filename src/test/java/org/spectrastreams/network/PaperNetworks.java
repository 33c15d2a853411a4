package org.spectrastreams.network;

import java.util.List;
import java.util.stream.Stream;
import org.spectrastreams.network.functional.FgCnn;
import org.spectrastreams.network.gap.GapCnn;
import org.spectrastreams.network.nmr.NmrCnn;
import org.spectrastreams.network.raman.RamanCnn;

/** The networks of the papers, small enough for a test of milliseconds. */
public final class PaperNetworks {
  private PaperNetworks() {}

  /** One of each. */
  public static Stream<Network> small() {
    return Stream.of(
        new GapCnn(70, 3), new RamanCnn(37, 3), new FgCnn(61, 5), new NmrCnn(38, 47, 3));
  }

  /** As the papers have them. */
  static List<Network> published() {
    return List.of(
        new GapCnn(448, 3), new RamanCnn(1451, 9), new FgCnn(850, 17), new NmrCnn(205, 300, 3));
  }
}
