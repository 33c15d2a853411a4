package org.spectrastreams.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The spectral ways to a class: what the bands of an epithelial pixel look like. All classes but
 * cancer have one. Cancer has two that share nothing but the phosphate bands, which adenoma has as
 * well; either is enough to tell it from adenoma, and no label says which one it is. An explanation
 * that keeps them apart has found something that it was not told.
 *
 * <p>The model is the mucinous adenocarcinoma, which is set apart from the conventional one when
 * mucin fills more than half of the tumour (Nagtegaal et al. 2020, "The 2019 WHO classification of
 * tumours of the digestive system", Histopathology 76, 182–188). Which bands each has here is the
 * phantom's own choice; see {@link TissuePhantom#plantedBands()}.
 */
public enum TissueRoute {
  NORMAL(TissueClass.NORMAL),
  HYPERPLASTIC(TissueClass.HYPERPLASTIC),
  ADENOMATOUS(TissueClass.ADENOMATOUS),
  /** Cancer with more β-sheet and less carboxylate. */
  CONVENTIONAL(TissueClass.CANCEROUS),
  /** Cancer with more glycopeptide, its β-sheet as in any other class. */
  MUCINOUS(TissueClass.CANCEROUS);

  private static final List<TissueRoute> ROUTES = List.of(values());

  private final TissueClass tissueClass;

  TissueRoute(TissueClass tissueClass) {
    this.tissueClass = tissueClass;
  }

  /** The class that it is a route to. */
  public TissueClass tissueClass() {
    return tissueClass;
  }

  /** The place among all routes, from 0. */
  public int index() {
    return ROUTES.indexOf(this);
  }

  /** The name in files and reports: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All routes to a class, one or more. */
  public static List<TissueRoute> to(TissueClass tissueClass) {
    return Arrays.stream(values()).filter(route -> route.tissueClass == tissueClass).toList();
  }
}
