package org.spectrastreams.train.choose;

/**
 * The importance of every point in a projection (VIP). It is of a view, not of spectra as measured:
 * of a derivative, the point is one where spectra rise or bend, which is beside a band's top.
 *
 * @param candidate what makes the projection
 * @param values one a point of the view; the mean of their squares is 1. The array is owned by this
 *     record and not copied
 */
public record Importance(Candidate candidate, double[] values) {
  /** What the values are of, in words. */
  public String described() {
    View view = candidate.view();
    return switch (view.derivative()) {
      case 0 ->
          view.scatter() == View.Scatter.LEFT
              ? "of the spectra as measured"
              : "of the spectra after " + view.name();
      case 1 ->
          "of the view '"
              + view.name()
              + "', not of the spectra: a point of a 1st derivative weighs how steep spectra are"
              + " there, so that a band shows on both its flanks";
      default ->
          "of the view '"
              + view.name()
              + "', not of the spectra: a point of a 2nd derivative weighs how bent spectra are"
              + " there, so that a band shows at its top and beside it";
    };
  }
}
