package org.spectrastreams.formats;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.spectrastreams.formats.spi.FileSource;
import org.spectrastreams.spectrum.SpectrumBlock;

/**
 * Reads files once, block by block, and says how fast and in how much memory: {@code java -Xmx160m
 * -cp 'target/test-classes:target/classes:target/lib/*' org.spectrastreams.formats.ReadingBench
 * FILE…}. The sum of the values shows that they were read. How fast the disk is tells {@code dd
 * if=FILE of=/dev/null bs=4M}; before either, {@code dd if=FILE iflag=nocache count=0} lets the
 * system forget the file.
 */
final class ReadingBench {
  private static final int SPECTRA = 256;

  private ReadingBench() {}

  public static void main(String[] files) throws IOException {
    PrintStream out = System.out;
    for (String name : files) {
      long begun = System.nanoTime();
      long values = 0;
      double sum = 0;
      try (FileSource source = SpectrumFiles.open(Path.of(name))) {
        SpectrumBlock block;
        while ((block = source.next(SPECTRA)) != null) {
          sum += sum(block.intensities());
          values += block.intensities().length;
        }
      }
      double megabytes = values * Float.BYTES / 1e6;
      double seconds = (System.nanoTime() - begun) / 1e9;
      out.printf(
          Locale.ROOT,
          "%s: %d values, %.0f MB as float32 in %.2f s (%.0f MB/s), mean %.6f, %s%n",
          name,
          values,
          megabytes,
          seconds,
          megabytes / seconds,
          sum / values,
          resident());
    }
  }

  /** In four parts, so that adding does not take as long as reading. */
  private static double sum(float[] values) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int whole = values.length / 4 * 4;
    for (int i = 0; i < whole; i += 4) {
      first += values[i];
      second += values[i + 1];
      third += values[i + 2];
      fourth += values[i + 3];
    }
    for (int i = whole; i < values.length; i++) {
      first += values[i];
    }
    return first + second + third + fourth;
  }

  private static String resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.isReadable(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("")
            .replaceAll("\\s+", " ")
        : "";
  }
}
