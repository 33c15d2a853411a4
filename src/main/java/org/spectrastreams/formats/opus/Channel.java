package org.spectrastreams.formats.opus;

import java.util.Optional;
import org.spectrastreams.spectrum.Quantity;

/**
 * What a data block holds, under the names that OPUS gives.
 *
 * @param name for instance {@code AB}, {@code ScSm}; with {@code /1} for a first derivative, and
 *     {@code (real)} or {@code (imaginary)} for a part of complex data
 * @param what in words
 * @param quantity what it measures, where that is a quantity read here
 * @param isResult whether it is the spectrum of a sample, not one of the steps towards it
 */
record Channel(String name, String what, Optional<Quantity> quantity, boolean isResult) {
  static Channel of(Block block) {
    String side = block.side() == 1 ? "Sm" : block.side() == 2 ? "Rf" : "";
    Channel plain =
        switch (block.kind()) {
          case 1 ->
              block.side() == 3 ? result("Sp", "a spectrum") : step("Sc" + side, "single channel");
          case 2 -> step("Ig" + side, "an interferogram");
          case 3 -> step("Ph" + side, "a phase spectrum");
          case 4 -> result("AB", "absorbance", Quantity.ABSORBANCE);
          case 5 -> result("TR", "transmittance", Quantity.TRANSMITTANCE);
          case 6 -> result("KM", "Kubelka-Munk units");
          case 7 -> step("Trace", "a trace over time");
          case 8 -> step("GCIg", "a series of interferograms");
          case 9 -> step("GCSc", "a series of single channels");
          case 10 -> result("RAM", "Raman intensity", Quantity.RAMAN_INTENSITY);
          case 11 -> result("EMI", "emission");
          case 12 -> result("RFL", "reflectance");
          case 14 -> step("PW" + side, "a power spectrum");
          case 15 -> result("LRF", "log reflectance");
          case 16 -> result("ATR", "an ATR spectrum");
          case 17 -> result("PAS", "a photoacoustic spectrum");
          case 18 -> result("ARITTR", "a result like transmittance");
          case 19 -> result("ARITAB", "a result like absorbance");
          default -> step("Kind" + block.kind() + side, "data of no known kind");
        };
    String name = plain.name();
    boolean changed = block.derivative() > 0 || block.complex() != 3;
    if (block.derivative() > 0) {
      name += "/" + block.derivative();
    }
    if (block.complex() != 3) {
      name += block.complex() == 1 ? " (real)" : " (imaginary)";
    }
    return changed
        ? new Channel(
            name,
            (block.derivative() > 0 ? "a derivative of " : "a complex part of ") + plain.what(),
            Optional.empty(),
            plain.isResult() && block.complex() == 3)
        : plain;
  }

  private static Channel result(String name, String what) {
    return new Channel(name, what, Optional.empty(), true);
  }

  private static Channel result(String name, String what, Quantity quantity) {
    return new Channel(name, what, Optional.of(quantity), true);
  }

  private static Channel step(String name, String what) {
    return new Channel(name, what, Optional.empty(), false);
  }
}
