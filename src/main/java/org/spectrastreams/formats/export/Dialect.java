package org.spectrastreams.formats.export;

import java.io.IOException;
import java.util.Optional;

/** How one program writes its exports. Stateless. */
interface Dialect {
  /** The export in words without an article, for instance {@code JASCO text export}. */
  String what();

  /** What a text is seen by to be such an export; empty where it is none. */
  Optional<String> mark(ExportText text);

  /**
   * Reads the preamble.
   *
   * @throws org.spectrastreams.formats.spi.SpectrumFileException if it lacks what the format has
   */
  Export read(ExportText text) throws IOException;

  /** Whether its numbers have decimal points wherever it was written. */
  default boolean decimalPoints() {
    return false;
  }
}
