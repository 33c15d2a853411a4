package org.spectrastreams.network;

import java.util.List;

/**
 * How a map over the input comes from an inner value A, [channels, places …], and the gradient g of
 * a class value by it. Maps of several members are their mean.
 *
 * @param weighing what becomes of A and g at every place
 * @param positive whether what speaks against the class is cut off and the rest divided by its
 *     largest value; a map without anything left stays zero
 * @param order of the spline that carries the map to the points of the input, 1 or 2; 0: every
 *     number is spread evenly over all points that its place sees
 * @param places where the places lie along each dimension; empty where the order is 0
 */
public record MapRule(Weighing weighing, boolean positive, int order, List<Sampling> places) {
  /** What becomes of A and g. */
  public enum Weighing {
    /** Σₖ gₖ · Aₖ. */
    SHARES,
    /** Σₖ (Σ over the places of gₖ) · Aₖ, the class activation map (Zhou 2016). */
    CLASS_ACTIVATION,
    /** Σₖ (mean over the places of gₖ) · Aₖ, Grad-CAM (Selvaraju 2017). */
    GRAD_CAM,
    /**
     * Σₖ wₖ · Aₖ with wₖ = Σ α · max(g, 0), α = g² / (2 g² + g³ · Σ Aₖ), 0 where g is 0: Grad-CAM++
     * (Chattopadhay 2018), its sum over all places of the channel.
     */
    GRAD_CAM_PLUS_PLUS,
    /**
     * (Σ A) · Σₖ gₖ · Aₖ, which is the importance by the weights F of a dense layer behind A
     * (Fukuhara 2019): β = Σ ∂y/∂F = (Σ A) ∂y/∂h, and Σₖ Aₖ Σ β F is this.
     */
    DENSE_IMPORTANCE
  }

  /** Gradient × activation, spread over receptive fields. */
  public static final MapRule SPREAD = new MapRule(Weighing.SHARES, false, 0, List.of());

  /** Checks that places are known where they are needed. */
  public MapRule {
    places = List.copyOf(places);
    if (order < 0 || order > 2 || (order == 0) != places.isEmpty() || places.size() > 2) {
      throw new IllegalArgumentException(
          "map of spline order " + order + " with places " + places + "; expected order 1 or 2");
    }
    if (order == 0 && (weighing != Weighing.SHARES || positive)) {
      throw new IllegalArgumentException(
          weighing + " weighs whole channels; expected a spline to carry it to the input");
    }
  }

  /** Whether the map is spread over receptive fields. */
  public boolean isSpread() {
    return order == 0;
  }
}
