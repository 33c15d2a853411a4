package org.spectrastreams.phantom;

import java.util.Set;
import org.spectrastreams.spectrum.WavenumberBand;

/**
 * A stretch of the axis in which the phantom's classes really differ. Outside all planted bands the
 * expected spectra of all classes are the same, before any preprocessing, where a pixel sees
 * nothing but its own gland.
 *
 * @param band where, cm⁻¹; the planted profile is exactly zero outside
 * @param raisedIn routes that absorb more here than the common level
 * @param loweredIn routes that absorb less here than the common level
 * @param assignment the vibration, as a spectroscopist names it
 */
public record PlantedBand(
    WavenumberBand band, Set<TissueRoute> raisedIn, Set<TissueRoute> loweredIn, String assignment) {
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

  /** Whether this band sets the route apart from the common level. */
  public boolean marks(TissueRoute route) {
    return raisedIn.contains(route) || loweredIn.contains(route);
  }

  /** Whether this band sets any route to the class apart from the common level. */
  public boolean marks(TissueClass tissueClass) {
    return TissueRoute.to(tissueClass).stream().anyMatch(this::marks);
  }
}
