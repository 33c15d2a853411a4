package org.spectrastreams.cli.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.Answers;
import org.spectrastreams.stream.control.ModelRequest;
import org.spectrastreams.stream.control.ModelsClient;
import org.spectrastreams.stream.control.RefusedChangeException;
import org.spectrastreams.wire.json.ModelsJson;
import org.spectrastreams.wire.proto.Wire;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What commands that change the models or pipelines of a running service do alike. */
abstract class ChangeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private ForPrograms models;
  @Mixin private ConfigOptions configuration;

  @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.")
  private String pipeline;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      description = "How long to wait for the answers of all instances; 30 where left out.")
  private int waitSeconds = 30;

  /**
   * What is wanted.
   *
   * @throws IOException if it cannot be told from what was written
   * @throws IllegalArgumentException likewise
   */
  abstract ModelRequest request(ServiceConfig config) throws IOException;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try {
      ServiceConfig config = configuration.load();
      ModelRequest request = request(config);
      try (ModelsClient client =
          new ModelsClient(BrokerAddress.clientProperties(config), config.topics())) {
        String by = System.getProperty("user.name", "somebody") + " by command";
        Wire.PipelineModels change = client.ask(pipeline, request, by);
        Map<String, Optional<Wire.InstanceModels>> answers =
            client.await(change, Duration.ofSeconds(waitSeconds));
        boolean done =
            !answers.isEmpty()
                && answers.values().stream()
                    .allMatch(
                        answer -> answer.filter(said -> Answers.isDone(change, said)).isPresent());
        print(client, change, done, out);
        answers.values().stream()
            .flatMap(Optional::stream)
            .filter(said -> said.getRefused().isEmpty() && !Answers.isDone(change, said))
            .forEach(this::tellOtherwise);
        return done ? 0 : 1;
      }
    } catch (IOException
        | RefusedChangeException
        | KafkaException
        | IllegalArgumentException refused) {
      spec.commandLine().getErr().println(spec.name() + ": " + refused.getMessage());
      return 1;
    }
  }

  private void tellOtherwise(Wire.InstanceModels said) {
    spec.commandLine()
        .getErr()
        .println(
            spec.name()
                + ": instance "
                + said.getInstance()
                + " answered, and does not do what was asked: another change came since"
                + " (./spectra pipelines status), or it is of an older version of the service,"
                + " which knows no definitions on the topic: upgrade all instances first");
  }

  private void print(
      ModelsClient client, Wire.PipelineModels change, boolean done, PrintWriter out) {
    if (models.json()) {
      ObjectNode told = ModelsJson.pipeline(Optional.of(change), client.state().answers(pipeline));
      out.println(told.put("done", done));
    } else {
      StatusText.print(pipeline, Optional.of(change), client.state().answers(pipeline), out);
    }
    out.flush();
  }
}
