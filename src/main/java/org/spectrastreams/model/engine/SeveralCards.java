package org.spectrastreams.model.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A host for several cards: every card has every model, and the engines of a model go to the cards
 * in turn. What a card that fails was to do, the others do from then on, and {@link #trouble} says
 * so; the last one that is left is tried again for every batch.
 */
final class SeveralCards implements EngineHost {
  /** Who takes over when a device has failed. */
  interface Substitutes {
    /** Another host; empty where there is none, and the device is tried again. */
    Optional<EngineHost> take();
  }

  /** Makes the host of one card. */
  interface CardHost {
    /**
     * A host that has opened nothing.
     *
     * @param others asked when the card has failed, for who takes over
     */
    EngineHost of(Device card, Substitutes others);
  }

  private final List<EngineHost> cards = new ArrayList<>();
  private final boolean[] lost;
  private final Map<String, Integer> turns = new HashMap<>();

  /**
   * Hosts that have opened nothing.
   *
   * @param devices the cards, two or more, each once
   */
  SeveralCards(List<Device> devices, CardHost host) {
    this.lost = new boolean[devices.size()];
    for (int i = 0; i < devices.size(); i++) {
      int card = i;
      cards.add(host.of(devices.get(i), () -> instead(card)));
    }
  }

  /** Gives a card up, where another is left. */
  private synchronized Optional<EngineHost> instead(int card) {
    for (int i = 1; i < lost.length; i++) {
      int other = (card + i) % lost.length;
      if (!lost[other]) {
        lost[card] = true;
        return Optional.of(cards.get(other));
      }
    }
    return Optional.empty();
  }

  /** The card whose turn it is for a model's next engine. */
  private synchronized EngineHost next(HostedModel model, String kind) {
    int turn = turns.merge(model.digest() + kind, 1, Integer::sum) - 1;
    for (int i = 0; i < lost.length; i++) {
      int card = (turn + i) % lost.length;
      if (!lost[card]) {
        return cards.get(card);
      }
    }
    throw new IllegalStateException("the last card is never given up");
  }

  /** The first of them. */
  @Override
  public Device device() {
    return cards.get(0).device();
  }

  @Override
  public void prepare(HostedModel model) {
    cards.forEach(card -> card.prepare(model));
  }

  @Override
  public ScoringEngine scoring(HostedModel model, int threads) {
    return next(model, "/scoring").scoring(model, threads);
  }

  @Override
  public ExplainerEngine explaining(HostedModel model, int threads) {
    return next(model, "/explaining").explaining(model, threads);
  }

  @Override
  public Optional<String> trouble() {
    String all =
        cards.stream()
            .map(card -> card.trouble().orElse(null))
            .filter(Objects::nonNull)
            .collect(Collectors.joining("; "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  @Override
  public double runShare() {
    return cards.stream().mapToDouble(EngineHost::runShare).min().orElse(1);
  }

  @Override
  public int engines() {
    return cards.stream().mapToInt(EngineHost::engines).sum();
  }

  @Override
  public void close() {
    cards.forEach(EngineHost::close);
  }
}
