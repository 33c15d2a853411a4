package org.spectrastreams.cli.sending;

import java.io.IOException;
import org.spectrastreams.cli.options.Pacing;
import org.spectrastreams.cli.options.SpectraASecond;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.wire.block.BlockEncoder;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * To which pipeline spectra are sent, how fast, and how long to wait for what becomes of them. Use
 * it as a {@code @Mixin}.
 */
public final class SendOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--pipeline",
      required = true,
      paramLabel = "NAME",
      description = "The pipeline that shall score them.")
  private String pipeline;

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = SpectraASecond.class,
      description = "Spectra a second; as fast as the service's broker takes them by default.")
  private Double rate;

  @Option(
      names = "--block",
      paramLabel = "N",
      description = "The most spectra of one record (default: ${DEFAULT-VALUE}).")
  private int block = BlockEncoder.MAX_SPECTRA;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description =
          "How long to wait at the end without a single new outcome (default: ${DEFAULT-VALUE}"
              + " seconds).")
  private int patience = 60;

  /**
   * Checks what needs no configuration.
   *
   * @throws ParameterException if an option has no such value
   */
  public void require() {
    if (patience < 1) {
      throw wrong("--patience " + patience + ": expected 1 second or more");
    }
    if (block < 1) {
      throw wrong("--block " + block + ": expected 1 or more spectra");
    }
  }

  /**
   * Checks that the pipeline is there.
   *
   * @throws ParameterException if it is not; the message lists those that are
   * @throws IOException if the pipelines cannot be read
   */
  public void requirePipeline(ServiceConfig config) throws IOException {
    KnownPipeline.require(command, config, pipeline);
  }

  /** The pipeline. */
  public String pipeline() {
    return pipeline;
  }

  /** The most spectra of one record. */
  public int block() {
    return block;
  }

  /** How long to wait without a new outcome, seconds. */
  public int patienceSeconds() {
    return patience;
  }

  /** Whether a rate was asked for. */
  public boolean isPaced() {
    return rate != null;
  }

  /** A clock of the rate that was asked for. */
  public Pacing pacing() {
    return rate == null ? Pacing.unlimited() : Pacing.perSecond(rate);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
