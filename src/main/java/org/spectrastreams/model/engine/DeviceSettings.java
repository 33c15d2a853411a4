package org.spectrastreams.model.engine;

/**
 * How a card is used.
 *
 * @param batch the one number of spectra that every run of a graph has, 1 to 65 536: runs are
 *     padded to it, because a card makes a plan for every other number, which takes about a second
 * @param delayMillis how long a run that is not full waits for spectra of other threads, 0 to 1 000
 * @param runs how many runs of a graph may be under way at once, 1 to 64
 * @param memoryMegabytes the most memory of the card that one graph may take; 0: as it needs
 * @param precision of products on the card
 */
public record DeviceSettings(
    int batch, long delayMillis, int runs, long memoryMegabytes, Precision precision) {
  /** How exactly products are computed. */
  public enum Precision {
    /** In single precision, 24 bits of mantissa: as on processors. */
    FLOAT32,
    /** Of factors rounded to 11 bits of mantissa, summed in single precision: NVIDIA's TF32. */
    TF32
  }

  /** What was the fastest on an H100 for the graph of ten members over 801 points. */
  public static final DeviceSettings DEFAULT = new DeviceSettings(1024, 2, 4, 0, Precision.FLOAT32);

  /** The same with runs of another number of spectra. */
  DeviceSettings withBatch(int spectra) {
    return new DeviceSettings(spectra, delayMillis, runs, memoryMegabytes, precision);
  }

  /** Checks the numbers. */
  public DeviceSettings {
    if (batch < 1
        || batch > 1 << 16
        || delayMillis < 0
        || delayMillis > 1_000
        || runs < 1
        || runs > 64
        || memoryMegabytes < 0) {
      throw new IllegalArgumentException(
          "batch "
              + batch
              + ", delay "
              + delayMillis
              + " ms, "
              + runs
              + " runs, memory "
              + memoryMegabytes
              + " MB; expected a batch of 1 to 65536, a delay of 0 to 1000 ms, 1 to 64 runs and"
              + " 0 or more MB");
    }
  }
}
