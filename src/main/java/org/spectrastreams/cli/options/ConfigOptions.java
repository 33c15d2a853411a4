package org.spectrastreams.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spectrastreams.stream.config.ServiceConfig;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The configuration a command works with: {@code --config FILE} and {@code --set KEY=VALUE}. */
public final class ConfigOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A YAML configuration file; SPECTRA_… variables and --set go before it.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One key of the configuration, for instance http.port=9000; may be repeated.")
  private final Map<String, String> set = new LinkedHashMap<>();

  /**
   * Reads the configuration.
   *
   * @throws ParameterException if a key or a value cannot be
   * @throws IOException if the file cannot be read
   */
  public ServiceConfig load() throws IOException {
    try {
      return ServiceConfig.load(file, System.getenv(), set);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    }
  }
}
