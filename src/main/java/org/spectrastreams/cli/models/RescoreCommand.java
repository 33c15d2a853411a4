package org.spectrastreams.cli.models;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.spectrastreams.cli.options.ConfigOptions;
import org.spectrastreams.model.ModelPackage;
import org.spectrastreams.model.engine.Device;
import org.spectrastreams.model.engine.EngineException;
import org.spectrastreams.stream.broker.BrokerAddress;
import org.spectrastreams.stream.config.ServiceConfig;
import org.spectrastreams.stream.control.ModelsClient;
import org.spectrastreams.stream.control.ModelsState;
import org.spectrastreams.stream.control.RefusedChangeException;
import org.spectrastreams.stream.pipeline.LoadedPipeline;
import org.spectrastreams.stream.pipeline.Pipeline;
import org.spectrastreams.stream.pipeline.Pipelines;
import org.spectrastreams.stream.score.BlockScorer;
import org.spectrastreams.stream.scoring.ResultEvents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code spectra rescore}: an image whose spectra are still in the log, scored by another model.
 */
@Command(
    name = "rescore",
    description = {
      "Score an image again by another version of its model, from the spectra in the log.",
      "Its results come under a new generation: the map shows them and none of before. What is",
      "scored is read, scored and checked first, and written only if all of it could be scored."
    },
    mixinStandardHelpOptions = true)
public final class RescoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;

  @Parameters(paramLabel = "IMAGE", description = "The image's id; its scan must have ended.")
  private String image;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      required = true,
      description = "name@version, or name for the newest of this machine's store.")
  private String model;

  @Option(names = "--json", description = "Say what was done as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    try {
      ServiceConfig config = configuration.load();
      Map<String, Object> client = BrokerAddress.clientProperties(config);
      ModelPackage wanted = config.openModelStore().open(model);
      try (ImageInLog found = ImageInLog.find(client, config.topics(), image);
          BlockScorer scorer =
              BlockScorer.open(
                  pipeline(found.pipeline(), wanted, config, client),
                  Device.parse(config.device()))) {
        found.score(scorer, result -> {});
        long written =
            found.writeAll(
                scorer, client, config.topics(), new ResultEvents(config.resultsAreCloudEvents()));
        say(found, wanted, written);
      }
      return 0;
    } catch (IOException
        | RefusedChangeException
        | KafkaException
        | EngineException
        | IllegalArgumentException e) {
      spec.commandLine().getErr().println("rescore: " + e.getMessage());
      return 1;
    }
  }

  /**
   * The pipeline of the image as the running service has it, with the wanted version of its model;
   * where the topic of models does not say, as the files do.
   */
  private static LoadedPipeline pipeline(
      String name, ModelPackage wanted, ServiceConfig config, Map<String, Object> client)
      throws IOException {
    try (ModelsClient models = new ModelsClient(client, config.topics())) {
      Optional<ModelsState.Defined> defined = models.state().defined(name);
      if (defined.isPresent()) {
        return LoadedPipeline.of(
            defined.get().pipeline(), Optional.of(wanted), defined.get().definedAtMillis());
      }
    }
    Pipeline pipeline =
        Pipelines.load(config.pipelinesDir())
            .find(name)
            .orElseThrow(
                () ->
                    new IOException(
                        "pipeline " + name + " of the image is not in " + config.pipelinesDir()));
    return LoadedPipeline.load(pipeline, config.openModelStore()).with(wanted);
  }

  private void say(ImageInLog found, ModelPackage by, long spectra) {
    if (json) {
      ObjectNode told = JsonNodeFactory.instance.objectNode();
      told.put("image", image).put("model", by.id().toString());
      told.put("generation", Long.toUnsignedString(found.nextGeneration()));
      spec.commandLine().getOut().println(told.put("spectra", spectra));
    } else {
      spec.commandLine()
          .getOut()
          .println(
              image
                  + ": "
                  + spectra
                  + " spectra scored by "
                  + by.id()
                  + " as generation "
                  + Long.toUnsignedString(found.nextGeneration()));
    }
  }
}
