package org.spectrastreams.instrument.phantom;

import java.util.Set;
import org.spectrastreams.spectrum.WavenumberBand;

/**
 * A stretch of the axis in which the phantom's classes really differ. Outside all planted bands the
 * expected spectra of all classes are the same, before any preprocessing.
 *
 * @param band where, cm⁻¹; the planted profile is exactly zero outside
 * @param raisedIn classes that absorb more here than the common level
 * @param loweredIn classes that absorb less here than the common level
 * @param assignment the vibration, as a spectroscopist names it
 */
public record PlantedBand(
    WavenumberBand band, Set<TissueClass> raisedIn, Set<TissueClass> loweredIn, String assignment) {
  /** Owns its sets. */
  public PlantedBand {
    raisedIn = Set.copyOf(raisedIn);
    loweredIn = Set.copyOf(loweredIn);
  }

  /** Centre, cm⁻¹. */
  public double centre() {
    return band.centre();
  }

  /** Half-width, cm⁻¹. */
  public double halfWidth() {
    return band.halfWidth();
  }

  /** Whether this band sets the class apart from the common level. */
  public boolean marks(TissueClass tissueClass) {
    return raisedIn.contains(tissueClass) || loweredIn.contains(tissueClass);
  }
}
