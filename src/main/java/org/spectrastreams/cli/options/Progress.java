package org.spectrastreams.cli.options;

import java.io.PrintStream;
import java.util.Locale;

/**
 * A progress bar on one line of a terminal; in a log, a line at every tenth of the way. Not
 * thread-safe.
 */
public final class Progress {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean terminal;
  private final String title;
  private final long total;
  private final long start = System.nanoTime();
  private long drawn;
  private long lastTenth = -1;
  private long done;

  Progress(PrintStream out, boolean terminal, String title, long total) {
    this.out = out;
    this.terminal = terminal;
    this.title = title;
    this.total = total;
  }

  /** Standard error; a bar where the launcher found that a person watches. */
  public static Progress onStandardError(String title, long total) {
    return new Progress(System.err, System.getenv("SPECTRA_TERMINAL") != null, title, total);
  }

  /** Counts {@code more} spectra. */
  public void add(int more) {
    done += more;
    long now = System.nanoTime();
    if (terminal) {
      if (now - drawn >= REDRAW_NANOS || done >= total) {
        drawn = now;
        out.print("\r" + line());
        out.flush();
      }
    } else if (done * 10 / total > lastTenth) {
      lastTenth = done * 10 / total;
      out.println(line());
    }
  }

  /** Ends the line. */
  public void finish() {
    if (terminal) {
      out.println();
    }
  }

  private String line() {
    int filled = (int) (done * WIDTH / total);
    double seconds = (System.nanoTime() - start) / 1e9;
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %d/%d spectra, %.0f/s",
        title,
        "█".repeat(filled),
        "·".repeat(WIDTH - filled),
        done,
        total,
        done / Math.max(seconds, 1e-3));
  }
}
