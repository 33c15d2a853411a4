package org.spectrastreams.phantom;

import java.util.List;
import java.util.Locale;

/** What lies at a pixel. Only epithelium has a {@link TissueClass}. */
public enum TissueSite {
  /** The wall of a gland. */
  EPITHELIUM,
  /** Connective tissue between the glands, rich in collagen; the same in every class. */
  STROMA,
  /** Dead tissue: spectrally near to cancer, but of no class. */
  NECROSIS,
  /** The hollow of a gland: mucus, or nothing. */
  LUMEN,
  /** The slide beside the section, and cracks in it. */
  BACKGROUND;

  private static final List<TissueSite> SITES = List.of(values());

  /** The name in files and legends: lower case. */
  public String label() {
    return this == BACKGROUND ? "slide" : name().toLowerCase(Locale.ROOT);
  }

  /** The place among all sites, from 0. */
  int index() {
    return SITES.indexOf(this);
  }
}
