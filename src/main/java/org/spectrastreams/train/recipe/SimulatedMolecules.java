package org.spectrastreams.train.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.spectrastreams.spectrum.OutcomeKind;

/**
 * Simulated gas-phase infrared spectra of molecules that carry functional groups, computed from a
 * table of group frequencies. They stand in for measured spectra, which may not be redistributed.
 *
 * @param molecules the molecules for training
 * @param validation further molecules that end the training
 * @param heldOut further molecules that no member sees
 * @param noise standard deviation of the noise, as a share of the highest band
 * @param firstSeed of the first molecule; every other one follows from it
 */
public record SimulatedMolecules(
    @JsonProperty(required = true) int molecules,
    @JsonProperty(required = true) int validation,
    @JsonProperty(required = true) int heldOut,
    @JsonProperty(required = true) double noise,
    @JsonProperty(required = true) long firstSeed)
    implements Recipe.Data {
  private static final int MAX_MOLECULES = 100_000;

  /** Checks the numbers. */
  public SimulatedMolecules {
    for (int count : new int[] {molecules, validation, heldOut}) {
      if (count < 1 || count > MAX_MOLECULES) {
        throw new IllegalArgumentException(
            "simulated molecules for training, validation and test: "
                + molecules
                + ", "
                + validation
                + ", "
                + heldOut
                + "; expected 1 to "
                + MAX_MOLECULES
                + " each");
      }
    }
    if (!(noise >= 0 && noise < 1)) {
      throw new IllegalArgumentException(
          "simulated molecules with noise " + noise + "; expected 0 or more and less than 1");
    }
  }

  @Override
  public int sets() {
    return 1;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public OutcomeKind outcome() {
    return OutcomeKind.LABELS;
  }

  @Override
  public String division() {
    return "molecules (simulated) that no member saw";
  }
}
