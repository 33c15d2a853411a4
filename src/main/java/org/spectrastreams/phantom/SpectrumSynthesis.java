package org.spectrastreams.phantom;

/** Computes the spectrum of one pixel. Holds scratch space: one instance a thread. */
public sealed interface SpectrumSynthesis permits SchematicSynthesis, SectionSynthesis {
  /**
   * Writes the spectrum of one pixel; the same values that {@link TissuePhantom#open()} gives
   * there.
   *
   * @param out receives {@code TissuePhantom.axis().size()} values from {@code offset}
   */
  void write(int x, int y, float[] out, int offset);
}
