package org.spectrastreams.formats.contract;

import java.util.List;

/**
 * The sample files of one reader, for the contract that every reader keeps. A service: name the
 * class in {@code META-INF/services/org.spectrastreams.formats.contract.FormatSamples} of the test
 * resources.
 */
public interface FormatSamples {
  /** The id of the reader. */
  String reader();

  /** Samples that show every kind of file the reader reads: small ones, a few kilobytes each. */
  List<FormatSample> samples();

  /** At how many places a sample's file is cut off or changed: fewer where reading takes longer. */
  default int damagedPlaces() {
    return 200;
  }
}
