package org.spectrastreams.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.spectrastreams.stream.broker.ClockSteps;
import picocli.CommandLine;

/**
 * Fixture: {@code serve} whose clock is an hour behind once the file of the first argument is
 * there.
 */
final class SteppedServe {
  private SteppedServe() {}

  public static void main(String[] args) {
    Path back = Path.of(args[0]);
    ClockSteps clock =
        new ClockSteps(
            () -> System.currentTimeMillis() - (Files.exists(back) ? 3_600_000 : 0),
            System::nanoTime);
    System.exit(
        new CommandLine(new ServeCommand(clock)).execute(Arrays.copyOfRange(args, 1, args.length)));
  }
}
