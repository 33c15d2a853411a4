package org.spectrastreams.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import org.spectrastreams.formats.SpectrumFiles;
import org.spectrastreams.formats.samples.Samples;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.SpectrumSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * Where a command's spectra come from: {@code (FILE | --sample NAME)}, and what the user says about
 * a file that does not say it itself. Use it as a {@code @Mixin}.
 */
public class FileOptions extends ReadOptions {
  /** The names of the shipped samples, for the command's help. */
  static final class SampleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Samples.names().iterator();
    }
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "A file of spectra in any format that \"spectra formats\" lists; its content decides"
              + " which.")
  private Path file;

  @Option(
      names = "--sample",
      paramLabel = "NAME",
      completionCandidates = SampleNames.class,
      description = "A sample that ships with the program: ${COMPLETION-CANDIDATES}.")
  private String sample;

  /**
   * Opens what was asked for.
   *
   * @throws ParameterException if neither or both of FILE and --sample were given, or an option has
   *     no such value
   * @throws IOException if it cannot be opened; the message is fit for the user
   */
  public SpectrumSource open() throws IOException {
    return open(OpenOptions.NONE);
  }

  /** As {@link #open()}, where {@code otherwise} holds for what the user left open. */
  public SpectrumSource open(OpenOptions otherwise) throws IOException {
    if ((file == null) == (sample == null)) {
      throw wrong("Give either FILE or --sample NAME.");
    }
    if (file != null) {
      return SpectrumFiles.open(file, options(otherwise));
    }
    requireNoHints();
    if (!Samples.names().contains(sample)) {
      throw wrong("--sample " + sample + ": expected one of " + String.join(", ", Samples.names()));
    }
    return Samples.open(sample);
  }

  /** Whether FILE or --sample was given. */
  public final boolean isGiven() {
    return file != null || sample != null;
  }

  /** What was understood of a source, on one line: its name, and where each fact comes from. */
  public static String understood(SpectrumSource source) {
    if (source instanceof FileSource file) {
      return source.name() + ": " + file.understood().line();
    }
    return source.name()
        + ": "
        + source.geometry().pixels()
        + (source.simulated() ? " simulated" : "")
        + " spectra of "
        + source.axis()
        + "; "
        + source.quantity().id();
  }
}
