package org.spectrastreams.cli.models;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelsClient;
import org.spectrastreams.stream.control.ModelsState;
import org.spectrastreams.wire.json.ModelsJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code spectra models status} and {@code spectra pipelines status}: what every pipeline is to
 * use, and what every instance uses.
 */
@Command(
    name = "status",
    description = {
      "Which version every pipeline of a running service is to use, and what its instances use.",
      "An instance that was killed is listed with the last it said."
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private ForPrograms models;
  @Mixin private ConfigOptions configuration;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ServiceConfig config = configuration.load();
      try (ModelsClient client =
          new ModelsClient(BrokerAddress.clientProperties(config), config.topics())) {
        ModelsState state = client.state();
        for (String pipeline : state.pipelines()) {
          if (models.json()) {
            out.println(ModelsJson.pipeline(state.wanted(pipeline), state.answers(pipeline)));
          } else {
            StatusText.print(pipeline, state.wanted(pipeline), state.answers(pipeline), out);
          }
        }
      }
      return out.checkError() ? 1 : 0;
    } catch (IOException | KafkaException e) {
      out.flush();
      spec.commandLine().getErr().println("status: " + e.getMessage());
      return 1;
    }
  }
}
