package org.spectrastreams.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One command, run as {@code ./spectra} runs it, with what it printed. */
public record Run(int exit, String out, String err) {
  public static Run of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Spectra.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  /** What it printed, line by line. */
  public List<String> lines() {
    return out.lines().toList();
  }
}
