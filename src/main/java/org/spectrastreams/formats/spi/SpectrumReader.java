package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.nio.file.Path;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.spectrum.SpectrumSource;

/** Reads one file format. Stateless and thread-safe. */
public interface SpectrumReader {
  /** The name of the format, for messages. */
  String format();

  /**
   * Whether a file is of this format, judged by its content (and that of the files that belong to
   * it), not by its name alone.
   *
   * @param file the file, which exists and is not empty
   * @param head its first bytes, at most {@value SpectrumFiles#HEAD_BYTES}
   */
  boolean recognises(Path file, byte[] head) throws IOException;

  /**
   * Opens a file of this format; spectra are read when asked for.
   *
   * @throws SpectrumFileException if the file is malformed, or leaves open what {@code options} do
   *     not say
   */
  SpectrumSource open(Path file, OpenOptions options) throws IOException;
}
