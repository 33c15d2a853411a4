package org.spectrastreams.cli.letters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.broker.Resending;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.wire.RejectReason;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code spectra resend}: dead letters once more to the topic they came from. */
@Command(
    name = "resend",
    description = {
      "Send the dead letters of a reason again, each once, to the topic they came from: when the",
      "pipeline that was missing is there, or a fault is mended."
    },
    mixinStandardHelpOptions = true)
public final class ResendCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      required = true,
      description = "The reason, as in header spectra.error.reason: unknown-pipeline and the like.")
  private String reason;

  @Option(names = "--json", description = "Say what was done as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (Arrays.stream(RejectReason.values()).noneMatch(known -> known.id().equals(reason))) {
      throw new ParameterException(
          spec.commandLine(),
          "reason \""
              + reason
              + "\" is none of "
              + Arrays.stream(RejectReason.values()).map(RejectReason::id).toList());
    }
    try {
      ServiceConfig config = configuration.load();
      say(new Resending(BrokerAddress.clientProperties(config), config, reason).run());
      return 0;
    } catch (IOException | KafkaException e) {
      spec.commandLine().getErr().println("resend: " + e.getMessage());
      return 1;
    }
  }

  private void say(Resending.Count count) {
    spec.commandLine()
        .getOut()
        .println(
            json
                ? JsonNodeFactory.instance
                    .objectNode()
                    .put("sent", count.sent())
                    .put("sentBefore", count.before())
                    .put("cut", count.cut())
                    .put("ofOtherTopics", count.elsewhere())
                    .toString()
                : count.sent()
                    + " records sent again; left: "
                    + count.before()
                    + " that were sent again before, "
                    + count.cut()
                    + " that are not whole or longer than a record may be, "
                    + count.elsewhere()
                    + " of topics that only the service writes to");
    spec.commandLine().getOut().flush();
  }
}
