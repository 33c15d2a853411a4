package org.spectrastreams.formats.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one file format. Stateless and thread-safe.
 *
 * <p>A reader is a service: a public class with a public constructor without arguments, named on a
 * line of {@code META-INF/services/org.spectrastreams.formats.spi.SpectrumReader}. It reads in
 * bounded memory, checks every length it finds before it allocates for it, and reports every fault
 * of a file as {@link SpectrumFileException}; one contract test holds all readers to that.
 */
public interface SpectrumReader {
  /** The format's short name, which {@code --format} takes: {@code a-z}, {@code 0-9} and dashes. */
  String id();

  /** The format in words with its article, for messages and lists. */
  String format();

  /** What a file of the format is known by, for the list of formats. */
  String evidence();

  /**
   * The choices a user may make for files of this format; one that is not among them is refused.
   * {@code --unit}, {@code --quantity} and {@code --axis} are understood by every reader.
   */
  default Set<ReadChoice> choices() {
    return Set.of();
  }

  /**
   * How sure the reader is that a file is of this format, judged by its content (and that of the
   * files that belong to it) before its name. Never throws because of what the file holds.
   */
  Claim claim(FileHead head) throws IOException;

  /**
   * The parts of the measurement that a file is of, where they come one after another; empty for
   * formats that know no parts.
   *
   * @throws SpectrumFileException if they cannot be told
   */
  default Optional<PartedFile> parts(Path file) throws IOException {
    return Optional.empty();
  }

  /**
   * Whether the spectra of a file can be read while it is being written, those that lie wholly
   * within {@link OpenOptions#firstBytes}, in the frame that it will have.
   */
  default boolean readsBeginnings() {
    return false;
  }

  /**
   * Opens a file of this format; spectra are read when asked for.
   *
   * @throws SpectrumFileException if the file is malformed, or leaves open what {@code options} do
   *     not say; the message then names the option that decides
   */
  FileSource open(Path file, OpenOptions options) throws IOException;
}
