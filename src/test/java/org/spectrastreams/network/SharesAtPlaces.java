package org.spectrastreams.network;

import java.util.List;
import org.spectrastreams.model.NetworkFacts;
import org.spectrastreams.network.MapRule.Weighing;
import org.spectrastreams.spectrum.OutcomeKind;

/**
 * A network whose map is gradient × activation at the middles of its places, by straight lines:
 * what a trainer's gradient can be compared with, whatever the network's own rule makes of it.
 *
 * @param network the network
 * @param map that rule
 */
public record SharesAtPlaces(Network network, MapRule map) implements Network {
  /** The network itself where its map is spread over receptive fields. */
  public static Network of(Network network) {
    return network.map().isSpread()
        ? network
        : new SharesAtPlaces(
            network, new MapRule(Weighing.SHARES, false, 1, network.map().places()));
  }

  @Override
  public List<Integer> inputShape() {
    return network.inputShape();
  }

  @Override
  public int classes() {
    return network.classes();
  }

  @Override
  public <T> T values(NetworkOps<T> ops, T spectra) {
    return network.values(ops, spectra);
  }

  @Override
  public String explained() {
    return network.explained();
  }

  @Override
  public OutcomeKind outcome() {
    return network.outcome();
  }

  @Override
  public NetworkFacts facts() {
    return network.facts();
  }
}
