package org.spectrastreams.wire.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import org.spectrastreams.bands.BandAssignment;
import org.spectrastreams.bands.BandAssignment.Technique;
import org.spectrastreams.bands.StrongestBands;

/**
 * The one JSON of an explanation's bands: {@code wavenumber} (cm⁻¹), {@code weight} (above 0 speaks
 * for the class) and {@code assignment}, what a table says is usually there; null: nothing.
 */
public final class BandJson {
  private BandJson() {}

  /**
   * Bands, in their order.
   *
   * @param table what bands of such spectra stand for; empty: not known
   */
  public static ArrayNode of(List<StrongestBands.Band> bands, Optional<Technique> table) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (StrongestBands.Band band : bands) {
      String assignment =
          table.stream()
              .flatMap(known -> BandAssignment.at(known, band.wavenumber()).stream())
              .map(BandAssignment::name)
              .findFirst()
              .orElse(null);
      array
          .addObject()
          .put("wavenumber", band.wavenumber())
          .put("weight", band.weight())
          .put("assignment", assignment);
    }
    return array;
  }

  /** Bands of a message that names its table by {@link Technique#id}, or none. */
  static ArrayNode of(List<StrongestBands.Band> bands, String table) {
    return of(bands, Technique.parse(table));
  }
}
