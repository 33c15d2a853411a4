package org.spectrastreams.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spectrastreams.stream.config.Secrets;
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
      description =
          "One key of the configuration, for instance http.port=9000; may be repeated for other"
              + " keys.")
  private final List<String> set = new ArrayList<>();

  /**
   * Reads the configuration.
   *
   * @throws ParameterException if a key or a value cannot be, or a key is set twice
   * @throws IOException if the file cannot be read
   */
  public ServiceConfig load() throws IOException {
    try {
      return ServiceConfig.load(file, System.getenv(), keys());
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(command.commandLine(), wrong.getMessage(), wrong);
    }
  }

  private Map<String, String> keys() {
    Map<String, String> keys = new LinkedHashMap<>();
    for (String one : set) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("--set " + one + ": expected KEY=VALUE");
      }
      String key = one.substring(0, equals);
      if (Secrets.isSecret(key)) {
        throw new IllegalArgumentException(
            "--set "
                + key
                + ": the arguments of a process are for all users of the machine to read; expected"
                + " its variable SPECTRA_…, the variable SPECTRA_…_FILE with the name of a file, or"
                + " a configuration file that only its owner can read");
      }
      if (keys.put(key, one.substring(equals + 1)) != null) {
        throw new IllegalArgumentException("--set " + key + " is given twice; expected once");
      }
    }
    return keys;
  }
}
