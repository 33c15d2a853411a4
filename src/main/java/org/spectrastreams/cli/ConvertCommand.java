package org.spectrastreams.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.spectrastreams.cli.options.FileOptions;
import org.spectrastreams.cli.options.SourceOptions;
import org.spectrastreams.formats.SpectrumCsv;
import org.spectrastreams.formats.spi.AxisHint;
import org.spectrastreams.formats.spi.OpenOptions;
import org.spectrastreams.spectrum.SpectrumSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code spectra convert (FILE | --sample NAME)}: any readable file as CSV on standard output. */
@Command(
    name = "convert",
    description = "Print the spectra of a file or a sample as CSV.",
    footer = {
      "",
      "The header is x,y, then the wavenumbers in cm-1, ascending, then label where the spectra are"
          + " labelled. Comment lines before it (# quantity, # source, # geometry) say what they"
          + " are."
    },
    mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private SourceOptions input;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    OpenOptions showAnything = OpenOptions.NONE.withAxis(new AxisHint.Numbered());
    try (SpectrumSource source = input.open(showAnything)) {
      spec.commandLine().getErr().println(FileOptions.understood(source));
      if (SpectrumCsv.axisIsNumbered(source)) {
        spec.commandLine()
            .getErr()
            .println(
                "convert: the file has no axis, so the columns are numbered; give one with --axis");
      }
      SpectrumCsv.write(source, new UntilClosed(out));
      out.flush();
      return out.checkError() ? 1 : 0;
    } catch (IOException e) {
      out.flush();
      spec.commandLine().getErr().println("convert: " + e.getMessage());
      return 1;
    }
  }

  /** Stops the conversion when the reader of standard output has gone, as {@code head} does. */
  private static final class UntilClosed implements Appendable {
    private static final int CHARACTERS_A_CHECK = 1 << 16;

    private final PrintWriter out;
    private int unchecked;

    UntilClosed(PrintWriter out) {
      this.out = out;
    }

    @Override
    public Appendable append(CharSequence text) throws IOException {
      out.append(text);
      unchecked += text.length();
      if (unchecked >= CHARACTERS_A_CHECK) {
        unchecked = 0;
        if (out.checkError()) { // flushes, too
          throw new IOException("standard output was closed before all spectra were written");
        }
      }
      return this;
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) throws IOException {
      return append(text.subSequence(start, end));
    }

    @Override
    public Appendable append(char character) throws IOException {
      return append(String.valueOf(character));
    }
  }
}
