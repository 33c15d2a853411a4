package org.spectrastreams.cli.options;

import java.io.IOException;
import org.spectrastreams.formats.spi.OpenOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the user says about files that do not say it themselves. Use it as a {@code @Mixin}. */
public class ReadOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private SaidOptions said;

  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description = "The column of a table that holds the labels.")
  private String labelColumn;

  /** What is said about a file goes with a file only. */
  final void requireNoHints() {
    if (labelColumn != null || !said.said().isNothing()) {
      throw wrong("What is said about a file (--axis, --unit, --quantity …) goes with FILE only.");
    }
  }

  /**
   * What was said, over what holds otherwise.
   *
   * @throws ParameterException if an option has no such value
   * @throws IOException if the file of an axis cannot be read
   */
  public final OpenOptions options(OpenOptions otherwise) throws IOException {
    OpenOptions options;
    try {
      options = said.said().over(otherwise);
    } catch (IllegalArgumentException unknown) {
      throw wrong(unknown.getMessage());
    }
    return labelColumn == null ? options : options.withLabelColumn(labelColumn);
  }

  final ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
