package org.spectrastreams.phantom;

import java.util.Arrays;

/**
 * What a pixel really sees: not a point of the section but a spot of light, so that borders are
 * mixtures of what lies on either side. The spot is the diffraction limit of an objective of
 * numerical aperture 0.62 in the middle of the range (0.51 λ/NA = 6.2 µm at half height for 7.5 µm)
 * over one pixel; that it grows towards long wavelengths is left out. Absorbances are mixed, where
 * an instrument mixes light: at borders its strong bands are somewhat flatter than here. Holds the
 * places of the last few lines: one instance a thread.
 */
final class PointSpread {
  /** Shares of a pixel and of a neighbour along one direction; the next but one gets below 1 %. */
  private static final float CENTRE = 0.714f;

  private static final float SIDE = 0.143f;
  private static final int AROUND = 9;
  private static final int WIDEST = 1 << 14;
  private static final int LINES = 4;

  private final TissueLayout layout;
  private final int columns;
  private final long[] remembered;
  private final byte[] sites;
  private final byte[] routes;
  private final long[] crypts;
  private final TissueLayout.Place place = new TissueLayout.Place();

  /** One thing that a pixel sees; several pixels of one gland count as one. */
  static final class Part {
    TissueSite site;

    private int siteIndex;

    /** Null without a class. */
    TissueRoute route;

    long crypt;

    /** Share of the light, 0 … 1. */
    float share;
  }

  private static final TissueSite[] SITES = TissueSite.values();
  private static final TissueRoute[] ROUTES = TissueRoute.values();

  private final Part[] parts = new Part[AROUND];
  private int count;
  private final int[] around = new int[AROUND];

  PointSpread(TissueLayout layout, int width) {
    this.layout = layout;
    columns = Math.min(WIDEST, width + 2);
    remembered = new long[LINES * columns];
    Arrays.fill(remembered, Long.MIN_VALUE);
    sites = new byte[remembered.length];
    routes = new byte[remembered.length];
    crypts = new long[remembered.length];
    for (int i = 0; i < AROUND; i++) {
      parts[i] = new Part();
    }
  }

  /**
   * Looks at a pixel and its eight neighbours; what lies beyond the image is there all the same.
   */
  void look(int x, int y) {
    count = 0;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        int slot = slot(x + dx, y + dy);
        around[(dy + 1) * 3 + dx + 1] = slot;
        add(slot, (dx == 0 ? CENTRE : SIDE) * (dy == 0 ? CENTRE : SIDE));
      }
    }
  }

  private void add(int slot, float share) {
    for (int i = 0; i < count; i++) {
      Part part = parts[i];
      if (part.crypt == crypts[slot] && part.siteIndex == sites[slot]) {
        part.share += share;
        return;
      }
    }
    Part part = parts[count++];
    part.siteIndex = sites[slot];
    part.site = SITES[sites[slot]];
    part.route = routes[slot] < 0 ? null : ROUTES[routes[slot]];
    part.crypt = crypts[slot];
    part.share = share;
  }

  int count() {
    return count;
  }

  Part part(int index) {
    return parts[index];
  }

  /**
   * How steeply a property of sites changes here, per pixel; 0.5 at a straight border of 0 and 1.
   */
  float steepness(float[] bySite) {
    float right = 0;
    float down = 0;
    for (int i = -1; i <= 1; i++) {
      float share = i == 0 ? CENTRE : SIDE;
      right += share * (bySite[sites[around[i * 3 + 5]]] - bySite[sites[around[i * 3 + 3]]]);
      down += share * (bySite[sites[around[7 + i]]] - bySite[sites[around[1 + i]]]);
    }
    return (float) Math.sqrt(right * right + down * down) / 2;
  }

  private int slot(int x, int y) {
    int slot = Math.floorMod(y, LINES) * columns + Math.floorMod(x + 1, columns);
    long name = (long) y << 32 | (x & 0xFFFFFFFFL);
    if (remembered[slot] != name) {
      layout.look(x, y, place);
      remembered[slot] = name;
      sites[slot] = (byte) place.site.index();
      routes[slot] = place.route == null ? -1 : (byte) place.route.index();
      crypts[slot] = place.crypt;
    }
    return slot;
  }
}
