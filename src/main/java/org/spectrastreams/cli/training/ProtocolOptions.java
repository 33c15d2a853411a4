package org.spectrastreams.cli.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.spectrastreams.train.choose.Protocol;
import org.spectrastreams.train.data.DataRequest;
import org.spectrastreams.train.data.LabelledFiles;
import org.spectrastreams.train.data.LabelledSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the spectra of a comparison are divided. Use it as a {@code @Mixin}. */
final class ProtocolOptions {
  private static final String FOLDS = "folds";
  private static final String EACH_GROUP = "each-group";
  private static final String MONTE_CARLO = "monte-carlo";
  private static final int RUNS = 10;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--protocol",
      paramLabel = "folds|each-group|monte-carlo",
      defaultValue = FOLDS,
      description =
          "folds: five, in turn; each-group: every group is left out once; monte-carlo: a fifth of"
              + " the groups, drawn anew in every run. Groups are never parted, and all choices are"
              + " made without what is tested. Default: ${DEFAULT-VALUE}.")
  private String protocol = FOLDS;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description =
          "How often folds are drawn, each time by another seed (default: the more often, the fewer"
              + " the spectra, at most five times), or the runs of monte-carlo (default: 10).")
  private Integer repeat;

  @Option(
      names = "--test",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Test with the labelled spectra of these files alone, learn and choose from --data"
              + " alone.")
  private List<Path> test = List.of();

  /**
   * A set and its division.
   *
   * @param set all spectra
   */
  record Divided(LabelledSet set, Protocol protocol) {}

  /**
   * Reads what was asked for.
   *
   * @throws IOException if a file cannot be read
   */
  Divided read(DataRequest request) throws IOException {
    if (repeat != null && repeat < 1) {
      throw wrong("--repeat " + repeat + ": expected 1 or more");
    }
    Protocol asked =
        switch (protocol) {
          case FOLDS -> new Protocol.Folds(repeat == null ? 0 : repeat);
          case MONTE_CARLO -> new Protocol.MonteCarlo(repeat == null ? RUNS : repeat);
          case EACH_GROUP -> new Protocol.EachGroup();
          default ->
              throw wrong(
                  "--protocol "
                      + protocol
                      + ": expected "
                      + String.join(" or ", FOLDS, EACH_GROUP, MONTE_CARLO));
        };
    if (!test.isEmpty() && (repeat != null || !protocol.equals(FOLDS))) {
      throw wrong("--test names what is tested: leave --protocol and --repeat out");
    }
    if (repeat != null && protocol.equals(EACH_GROUP)) {
      throw wrong("--repeat with --protocol each-group: there is one way to do that");
    }
    LabelledSet set = LabelledFiles.read(request).requireTrainable();
    if (test.isEmpty()) {
      return new Divided(set, asked);
    }
    LabelledSet held = LabelledFiles.read(request.of(test));
    return new Divided(set.followedBy(held), new Protocol.Fixed(set.pixels().count()));
  }

  /** Whether anything but the usual was asked for. */
  boolean isGiven() {
    return repeat != null || !test.isEmpty() || !protocol.equals(FOLDS);
  }

  /** The options as they are typed, with a space before each; files by their names alone. */
  String typed() {
    StringBuilder line = new StringBuilder();
    if (!protocol.equals(FOLDS)) {
      line.append(" --protocol ").append(protocol);
    }
    if (repeat != null) {
      line.append(" --repeat ").append(repeat);
    }
    if (!test.isEmpty()) {
      line.append(" --test");
      test.forEach(file -> line.append(' ').append(file.getFileName()));
    }
    return line.toString();
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
